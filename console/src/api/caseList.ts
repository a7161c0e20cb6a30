import { infiniteQueryOptions, useInfiniteQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { fold, listed, pageOf } from "@/api/caseFold";
import { api, ask } from "@/api/client";
import type { FactHead } from "@/api/contract";
import { useHub } from "@/api/live";
import type { Hub } from "@/api/hub";

/** What a list of cases may be narrowed by; as the API names it. */
export interface CaseFilter {
  readonly state?: string;
  readonly kind?: string;
  readonly queue?: string;
  readonly owner?: string;
  readonly involving?: "me";
}

const PAGE = 200;
/** So many ids are asked about at once; so long is waited for more of them. */
const MOST = 200;
const GATHER_MS = 120;
/** Facts about cases that are remembered, for a page that was on its way while they happened. */
const REMEMBERED = 1_000;

export function caseListQuery(filter: CaseFilter) {
  return infiniteQueryOptions({
    queryKey: ["case-list", filter],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, limit: PAGE, cursor: pageParam ?? undefined };
      return pageOf(await ask(api.GET("/v1/cases", { params: { query } })));
    },
    getNextPageParam: (last) => last.next,
  });
}

/** Cases in the order of work, live: each fact of a case asks about that case alone, however long the list is. */
export function useCaseList(filter: CaseFilter) {
  const queries = useQueryClient();
  const hub = useHub();
  const query = useInfiniteQuery(caseListQuery(filter));
  const named = JSON.stringify(filter);
  useEffect(() => followed(JSON.parse(named) as CaseFilter, queries, hub), [named, queries, hub]);
  const cases = useMemo(() => (query.data === undefined ? undefined : listed(query.data)), [query.data]);
  return { ...query, cases };
}

/** However many components show a list, it is followed once. */
const followers = new Map<string, { users: number; stop: () => void }>();

function followed(filter: CaseFilter, queries: QueryClient, hub: Hub): () => void {
  const key = JSON.stringify(filter);
  const existing = followers.get(key);
  const follower = existing ?? { users: 0, stop: follow(filter, queries, hub) };
  follower.users += 1;
  followers.set(key, follower);
  return () => {
    follower.users -= 1;
    if (follower.users === 0) {
      follower.stop();
      followers.delete(key);
    }
  };
}

function follow(filter: CaseFilter, queries: QueryClient, hub: Hub): () => void {
  const { queryKey } = caseListQuery(filter);
  const due = new Set<string>();
  const facts = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;

  const later = () => {
    timer ??= setTimeout(() => void catchUp(), GATHER_MS);
  };
  const heard = (head: FactHead) => {
    if (head.subject.kind !== "case" || head.number === null) {
      return;
    }
    facts.delete(head.subject.id);
    facts.set(head.subject.id, head.number);
    const oldest = facts.keys().next().value;
    if (facts.size > REMEMBERED && oldest !== undefined) {
      facts.delete(oldest);
    }
    due.add(head.subject.id);
    later();
  };
  const catchUp = async () => {
    timer = undefined;
    if (asking || queries.getQueryData(queryKey) === undefined) {
      return;
    }
    asking = true;
    const asked = [...due].slice(0, MOST);
    for (const id of asked) {
      due.delete(id);
    }
    try {
      if (asked.length > 0) {
        const found = await ask(api.GET("/v1/cases", { params: { query: { ...filter, id: asked.join(","), limit: MOST } } }));
        queries.setQueryData(queryKey, (pages) => (pages === undefined ? pages : fold(pages, asked, found)));
      }
    } catch {
      void queries.invalidateQueries({ queryKey }); // whatever went wrong, reading it anew is right
    } finally {
      asking = false;
      if (due.size > 0) {
        later();
      }
    }
  };
  // A page that was read before a fact, but came after it, shows the case as it was: ask about it again.
  const unsubscribe = queries.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || event.action.manual === true) {
      return;
    }
    if (JSON.stringify(event.query.queryKey) === JSON.stringify(queryKey)) {
      const number = queries.getQueryData(queryKey)?.pages.at(-1)?.number ?? 0;
      for (const [id, at] of facts) {
        if (at > number) {
          due.add(id);
        }
      }
      if (due.size > 0) {
        later();
      }
    }
  });
  const deaf = hub.listen(heard);
  return () => {
    clearTimeout(timer);
    unsubscribe();
    deaf();
  };
}
