import type { BoardRow } from "@/api/contract";

export const SORTS = ["urgency", "waiting", "active", "sentiment", "confidence"] as const;
export type Sort = (typeof SORTS)[number];

export interface Filter {
  readonly level?: string | undefined;
  readonly holder?: string | undefined;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  readonly find?: string | undefined;
}

const LAST = "\uffff";
const waits = (row: BoardRow): string => row.waiting_since ?? LAST;
const least = (line: readonly number[]): number => line.at(-1) ?? Infinity;

/** The server's own order: its points, then the longest wait, then the id. */
const byUrgency = (a: BoardRow, b: BoardRow): number =>
  b.points - a.points ||
  compare(a.waiting_since ?? a.active_at, b.waiting_since ?? b.active_at) ||
  compare(a.id, b.id);

const ORDERS: Readonly<Record<Sort, (a: BoardRow, b: BoardRow) => number>> = {
  urgency: byUrgency,
  waiting: (a, b) => compare(waits(a), waits(b)) || byUrgency(a, b),
  active: (a, b) => compare(b.active_at, a.active_at) || byUrgency(a, b),
  sentiment: (a, b) => difference(least(a.sentiment), least(b.sentiment)) || byUrgency(a, b),
  confidence: (a, b) => difference(least(a.confidence), least(b.confidence)) || byUrgency(a, b),
};

export function sorted(rows: Iterable<BoardRow>, by: Sort): BoardRow[] {
  return [...rows].sort(ORDERS[by]);
}

export function fits(row: BoardRow, filter: Filter): boolean {
  const { level, holder, agent, queue, find } = filter;
  return (
    (level === undefined || row.level === level) &&
    (holder === undefined || row.holder.kind === holder) &&
    (agent === undefined || row.agent === agent) &&
    (queue === undefined || row.cases.some((each) => each.queue === queue)) &&
    (find === undefined || found(row, find.toLocaleLowerCase()))
  );
}

function found(row: BoardRow, text: string): boolean {
  const said = [row.id, row.customer, row.customer_name, row.agent, row.channel, row.topic, row.flow];
  return said.some((each) => each?.toLocaleLowerCase().includes(text) === true);
}

/** The ids as they are shown while the reader's hand is on the list: nobody's place changes, who is new comes last. */
export function held(before: readonly string[], now: readonly string[]): string[] {
  const there = new Set(now);
  const kept = before.filter((id) => there.has(id));
  const known = new Set(kept);
  return [...kept, ...now.filter((id) => !known.has(id))];
}

/** How few rows would have to move to bring the one order into the other. */
export function moved(before: readonly string[], now: readonly string[]): number {
  const place = new Map(now.map((id, index) => [id, index]));
  const tails: number[] = []; // the longest run that keeps its order, by its last member
  for (const id of before) {
    const at = place.get(id);
    if (at !== undefined) {
      const better = tails.findIndex((tail) => tail >= at);
      tails[better < 0 ? tails.length : better] = at;
    }
  }
  return now.length - tails.length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
