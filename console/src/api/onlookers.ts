import type { QueryClient } from "@tanstack/react-query";

/** An event `viewers` of the stream: who has this conversation open now, oneself among them. */
export interface Onlookers {
  readonly conversation: string;
  readonly viewers: readonly { readonly person: string; readonly writes: boolean }[];
}

export const onlookersKey = (conversation: string) => ["onlookers", conversation] as const;

/** What the stream says of it is kept where somebody shows it, and nowhere else. */
export function keepOnlookers(queries: QueryClient, { conversation, viewers }: Onlookers): void {
  const queryKey = onlookersKey(conversation);
  if (queries.getQueryCache().find({ queryKey }) !== undefined) {
    queries.setQueryData(queryKey, viewers);
  }
}
