import type { InfiniteData } from "@tanstack/react-query";

import type { CaseReply, Cases } from "@/api/contract";

/** A page with the place up to which it was read; null: to the end. Rows may leave it, the boundary stays. */
export interface CasePage extends Cases {
  readonly until: string | null;
}

export type CasePages = InfiniteData<CasePage>;

export function pageOf(read: Cases): CasePage {
  return { ...read, until: read.next === null ? null : (read.cases.at(-1)?.place ?? null) };
}

/**
 * A list of cases with what became of some of them: of those that were `asked` about, the server says which belong to the
 * list (`found`); the others have left it. A case's `place` says where it stands; behind the last page read it is not shown
 * yet. The list then holds exactly what reading it anew would give.
 */
export function fold(pages: CasePages, asked: readonly string[], found: Cases): CasePages {
  const last = pages.pages.at(-1);
  if (last === undefined) {
    return pages;
  }
  const gone = new Set(asked);
  const kept = listed(pages).filter((each) => !gone.has(each.id));
  const { next, until } = last;
  const come = found.cases.filter((each) => until === null || each.place <= until);
  const number = Math.min(...pages.pages.map((page) => page.number));
  return { pages: [{ cases: merged(kept, come), next, until, number }], pageParams: [null] };
}

/** All rows, each once: while pages were read a case may have moved from one to the next; the later page knows better. */
export function listed(pages: CasePages): readonly CaseReply[] {
  if (pages.pages.length === 1) {
    return pages.pages[0]?.cases ?? [];
  }
  const byId = new Map<string, CaseReply>();
  for (const page of pages.pages) {
    for (const each of page.cases) {
      byId.delete(each.id);
      byId.set(each.id, each);
    }
  }
  return [...byId.values()];
}

function merged(kept: readonly CaseReply[], come: readonly CaseReply[]): CaseReply[] {
  if (come.length === 0) {
    return [...kept];
  }
  return [...kept, ...come].sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
}
