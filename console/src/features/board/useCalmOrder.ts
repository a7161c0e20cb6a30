import { useState } from "react";

import type { BoardRow } from "@/api/contract";

import { held, moved } from "./order";

interface Calm {
  readonly shown: readonly BoardRow[];
  /** How many rows wait to change their place. */
  readonly moves: number;
  readonly apply: () => void;
}

/** Rows keep their places while a hand is on the list, so that nobody opens the one that has just slipped under it. */
export function useCalmOrder(rows: readonly BoardRow[], hand: boolean, asked: string): Calm {
  const now = rows.map((row) => row.id);
  const [kept, setKept] = useState({ asked, ids: now });
  const mine = hand && kept.asked === asked;
  const ids = mine ? held(kept.ids, now) : now;
  if (kept.asked !== asked || ids.length !== kept.ids.length || ids.some((id, index) => id !== kept.ids[index])) {
    setKept({ asked, ids });
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    shown: ids.flatMap((id) => byId.get(id) ?? []),
    moves: mine ? moved(ids, now) : 0,
    apply: () => setKept({ asked, ids: now }),
  };
}
