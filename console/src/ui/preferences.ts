import { useSyncExternalStore } from "react";

/** Choices that hold on this device only, such as sound. Without storage they hold until the page is closed. */
const PREFIX = "handrail.";
const listeners = new Set<() => void>();
const memory = new Map<string, boolean>();

export function preference(name: string, otherwise: boolean): boolean {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? (memory.get(name) ?? otherwise) : kept === "true";
  } catch {
    return memory.get(name) ?? otherwise;
  }
}

export function prefer(name: string, value: boolean): void {
  memory.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, String(value));
  } catch {
    // Storage is full or forbidden; memory has it.
  }
  for (const listener of listeners) {
    listener();
  }
}

/** A choice of this device and how to change it: `const [sound, setSound] = usePreference("sound", true)`. */
export function usePreference(name: string, otherwise: boolean): readonly [boolean, (value: boolean) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => preference(name, otherwise),
  );
  return [value, (chosen) => prefer(name, chosen)];
}
