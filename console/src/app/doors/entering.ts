import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";

import type { SessionReply } from "@/api/contract";
import { Problem } from "@/api/problem";
import { meQuery } from "@/api/session";

/** What follows a sign-in of any kind: go where one was going, and only within these pages. */
export function useEntering(next?: string): (session: SessionReply) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  return async (session) => {
    queries.clear();
    queries.setQueryData(meQuery.queryKey, session.me);
    const inside = next !== undefined && /^\/(?![/\\])/.test(next);
    if (inside) {
      router.history.push(next);
    } else {
      await navigate({ to: "/" });
    }
  };
}

/** What to say beside a field: the problem's words, where the problem is this field's. */
export function fieldError(error: unknown, field: string): string | null {
  return error instanceof Problem && error.field === field ? error.message : null;
}

/** The token behind the `#`, which no server on the way has seen. */
export const tokenHere = (): string => window.location.hash.slice(1);
