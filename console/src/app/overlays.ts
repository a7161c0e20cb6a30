import { useSyncExternalStore } from "react";

type Overlay = "palette" | "sheet" | null;

let shown: Overlay = null;
const listeners = new Set<() => void>();

function show(overlay: Overlay): void {
  shown = overlay;
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const openPalette = (): void => show("palette");
export const openSheet = (): void => show("sheet");
export const closeOverlay = (): void => show(null);

/** Which of the two overlays is shown: the command palette, or the sheet of keys. */
export function useOverlays() {
  const overlay = useSyncExternalStore(subscribe, () => shown);
  return { overlay, openPalette, openSheet, close: closeOverlay };
}
