import { useSyncExternalStore } from "react";

import { ago, moment, shortMoment, span } from "@/text/format";

/** One clock for all that ticks, so that a page of a thousand ages redraws once a second. */
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, 1_000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
    }
  };
}

/** The time in milliseconds, once every `stepMs`: a component redraws only when its step has passed. */
export function useNow(stepMs = 1_000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / stepMs) * stepMs);
}

/** “4 min ago”; the full moment on hover. */
export function Ago({ at }: { readonly at: string }) {
  const current = useNow(1_000);
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at, current)}
    </time>
  );
}

/** “14:05”, or “3 Nov, 14:05” on another day. */
export function At({ at }: { readonly at: string }) {
  const current = useNow(60_000);
  return (
    <time dateTime={at} title={moment(at)}>
      {shortMoment(at, current)}
    </time>
  );
}

/** How long something has lasted since: 3:12, counting. */
export function Since({ at }: { readonly at: string }) {
  return <span className="num">{span(useNow() - Date.parse(at))}</span>;
}

/** What is left until: 0:24, counting down to 0:00. */
export function Until({ at }: { readonly at: string }) {
  return <span className="num">{span(Date.parse(at) - useNow() + 999)}</span>;
}

/** A span of milliseconds: 12:40. */
export function Span({ ms }: { readonly ms: number }) {
  return <span className="num">{span(ms)}</span>;
}

interface DueProps {
  readonly at: string;
  readonly dueIn: string;
  readonly overdue: string;
}

/** “due in 0:40” until a moment, “overdue by 1:20” after it. */
export function Due({ at, dueIn, overdue }: DueProps) {
  const left = Date.parse(at) - useNow();
  return (
    <span className="num" data-overdue={left < 0} style={{ color: left < 0 ? "var(--bad)" : "var(--ink-2)" }}>
      {left < 0 ? overdue : dueIn} {span(Math.abs(left))}
    </span>
  );
}
