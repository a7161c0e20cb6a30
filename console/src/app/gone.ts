import { useSyncExternalStore } from "react";

let gone = false;
const listeners = new Set<() => void>();

/** Whether this person was taken to have gone although a page of theirs is open: the machine slept, or was cut off. */
export function tellGone(value: boolean): void {
  if (value !== gone) {
    gone = value;
    for (const listener of listeners) {
      listener();
    }
  }
}

export function useGone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => gone,
  );
}
