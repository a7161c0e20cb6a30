import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, ask } from "@/api/client";
import { useFacts } from "@/api/live";

import { merge, type Known } from "./merge";

const KEY = ["board"] as const;
const GATHER_MS = 80;
/** Time alone changes ranks too, such as when a case becomes overdue: ask although nothing was heard. */
const LOOK_MS = 5_000;
const ABOUT: ReadonlySet<string> = new Set(["conversation", "case", "person", "organisation", "policy"]);

/** The board, kept up to date: after each burst of facts its changes are fetched, one request at a time. */
export function useBoard(): UseQueryResult<Known> {
  const queries = useQueryClient();
  const board = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const before = queries.getQueryData<Known>(KEY);
      const query = before === undefined ? {} : { since: before.cursor };
      return merge(before, await ask(api.GET("/v1/board", { params: { query }, signal })));
    },
    structuralSharing: false,
    refetchInterval: LOOK_MS,
    staleTime: 0,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = useRef(false);
  const { refetch } = board;
  const soon = () => {
    timer.current ??= setTimeout(() => {
      if (queries.isFetching({ queryKey: KEY }) > 0) {
        again.current = true; // it may have been read before this: ask once more when it is there
        timer.current = undefined;
        return;
      }
      void refetch({ cancelRefetch: false }).finally(() => {
        timer.current = undefined;
        if (again.current) {
          again.current = false;
          soon();
        }
      });
    }, GATHER_MS);
  };
  useFacts((head) => {
    if (ABOUT.has(head.subject.kind) && (head.number === null || head.number > (board.data?.number ?? -1))) {
      soon();
    }
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return board;
}
