import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";

import { api, ask } from "@/api/client";
import type { Me, PersonReply } from "@/api/contract";
import { Problem } from "@/api/problem";

/** What somebody may do. The server decides with the same names; here they only decide what is shown. */
export type Right = Me["rights"][number];

/** Who is signed in; null: nobody. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  staleTime: Infinity,
  queryFn: async (): Promise<Me | null> => {
    try {
      return await ask(api.GET("/v1/me"));
    } catch (error) {
      if (error instanceof Problem && (error.status === 401 || error.status === 403)) {
        return null;
      }
      throw error;
    }
  },
});

/** Who is signed in, with their rights. Only within the shell, which nobody sees without a session. */
export function useMe(): Me & { readonly person: PersonReply } {
  const { data } = useSuspenseQuery(meQuery);
  if (!data?.person) {
    throw new Problem({
      status: 401,
      reason: "unauthenticated",
      detail: "Nobody is signed in.",
      title: "",
      field: null,
      fix: "Sign in.",
      request_id: null,
    });
  }
  return { ...data, person: data.person };
}

/** Whether the person who is signed in has one of these rights. */
export function useMay(...rights: readonly Right[]): boolean {
  const { data } = useQuery(meQuery);
  return rights.some((right) => data?.rights.includes(right));
}
