import type { CaseReply, NoteReply, TurnReply } from "@/api/contract";
import type { TextSpan } from "@/ui/spans";
import { words } from "@/text/format";

export type Item =
  | { readonly kind: "turn"; readonly number: number; readonly turn: TurnReply | undefined }
  | { readonly kind: "note"; readonly key: string; readonly note: NoteReply };

/** Turns by their number, those not read yet as places; notes stand where they were written. */
export function itemsOf(
  total: number,
  turns: ReadonlyMap<number, TurnReply>,
  notes: readonly NoteReply[],
): readonly Item[] {
  const items: Item[] = [];
  let next = 0;
  for (let number = 1; number <= total; number += 1) {
    const turn = turns.get(number);
    while (turn !== undefined && next < notes.length && (notes[next]?.at ?? "") <= turn.received_at) {
      next = put(items, notes, next);
    }
    items.push({ kind: "turn", number, turn });
  }
  while (next < notes.length) {
    next = put(items, notes, next);
  }
  return items;
}

function put(items: Item[], notes: readonly NoteReply[], index: number): number {
  const note = notes[index];
  if (note !== undefined) {
    items.push({ kind: "note", key: `note ${index}`, note });
  }
  return index + 1;
}

/** The evidence of all reasons, by the turn that it stands in. */
export function evidenceOf(
  turns: Iterable<TurnReply>,
  cases: readonly CaseReply[],
): ReadonlyMap<number, readonly TextSpan[]> {
  const found = new Map<number, TextSpan[]>();
  const reasons = [...[...turns].flatMap((turn) => turn.reasons), ...cases.flatMap((each) => each.reasons)];
  for (const reason of reasons) {
    for (const { turn, start, end } of reason.evidence) {
      if (turn !== null && start < end) {
        const spans = found.get(turn) ?? [];
        spans.push({ start, end, label: words(reason.code) });
        found.set(turn, spans);
      }
    }
  }
  return found;
}
