import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { useCommands } from "./commands";
import classes from "./KeyList.module.css";

interface Props<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** A row's content. `active`: it is the one the keys are about. */
  readonly children: (item: T, active: boolean) => ReactNode;
  readonly open: (item: T) => void;
  /** Further keys for the active row: `{ a: accept, d: decline }`, with what they are called. */
  readonly keys?: Readonly<Record<string, { readonly label: string; readonly run: (item: T) => void }>>;
  readonly rowHeight?: number;
  /** Called when the end comes into view: load the next page. */
  readonly end?: () => void;
}

/** A list for the keyboard, of any length: j/k or arrows move, Enter opens; only what is in view is drawn. */
export function KeyList<T>({ label, items, keyOf, children, open, keys = {}, rowHeight = 64, end }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [lastIndex, setLastIndex] = useState(0);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing below is memoised over the virtualizer
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1);
      if (last !== undefined && last.index >= items.length - 10) {
        end?.();
      }
    },
  });
  const found = activeKey === null ? -1 : items.findIndex((item) => keyOf(item) === activeKey);
  const active = found >= 0 ? found : Math.min(lastIndex, items.length - 1);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(items.length - 1, to));
    const item = items[index];
    if (item === undefined) {
      return;
    }
    setActiveKey(keyOf(item));
    setLastIndex(index);
    rows.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  };
  const withActive = (run: (item: T) => void) => () => {
    const item = items[active];
    if (item !== undefined) {
      run(item);
    }
  };
  const from = activeKey === null ? -1 : active;
  useCommands([
    { id: `${label} next`, label: "Next", keys: "j", keyOnly: true, run: () => move(from + 1) },
    { id: `${label} previous`, label: "Previous", keys: "k", keyOnly: true, run: () => move(active - 1) },
    ...Object.entries(keys).map(([key, { label: name, run }]) => ({
      id: `${label} ${key}`,
      label: name,
      keys: key,
      keyOnly: true,
      run: withActive(run),
    })),
  ]);
  const press = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 10,
      PageUp: active - 10,
      Home: 0,
      End: items.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.dataset.index !== undefined) {
      event.preventDefault();
      withActive(open)();
    }
  };
  return (
    <div ref={scroller} className={classes.scroller} onKeyDown={press} role="list" aria-label={label}>
      <div className={classes.inner} style={{ height: rows.getTotalSize() }} role="presentation">
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index];
          return item === undefined ? null : (
            <div
              key={row.key}
              ref={rows.measureElement}
              className={classes.row}
              style={{ transform: `translateY(${row.start}px)` }}
              data-index={row.index}
              data-key={row.key}
              data-active={row.index === active && activeKey !== null}
              tabIndex={row.index === active ? 0 : -1}
              role="listitem"
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              onFocus={() => {
                setActiveKey(keyOf(item));
                setLastIndex(row.index);
              }}
              onClick={() => open(item)}
            >
              {children(item, row.index === active)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
