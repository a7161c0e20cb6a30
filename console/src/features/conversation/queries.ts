import { queryOptions } from "@tanstack/react-query";

import { api, ask } from "@/api/client";

/** Turns in one page of the transcript. */
export const TURNS_PAGE = 50;

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["conversation", id],
    queryFn: () => ask(api.GET("/v1/conversations/{conversation}", { params: { path: { conversation: id } } })),
  });

export const casesQuery = (id: string) =>
  queryOptions({
    queryKey: ["cases", "conversation", id],
    queryFn: () =>
      ask(
        api.GET("/v1/cases", { params: { query: { conversation: id, state: "any", allowed: true, limit: 50 } } }),
      ),
  });

/** The cases of these ids that are the viewer's to see, whatever became of them. */
export const linkedQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ["cases", "linked", ...ids],
    queryFn: () => ask(api.GET("/v1/cases", { params: { query: { id: ids.join(","), state: "any" } } })),
    enabled: ids.length > 0,
  });

export const turnsQuery = (id: string, page: number) =>
  queryOptions({
    queryKey: ["turns", id, page],
    queryFn: () =>
      ask(
        api.GET("/v1/conversations/{conversation}/turns", {
          params: { path: { conversation: id }, query: { after: page * TURNS_PAGE, limit: TURNS_PAGE } },
        }),
      ),
  });

export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ["notes", id],
    queryFn: () => ask(api.GET("/v1/conversations/{conversation}/notes", { params: { path: { conversation: id } } })),
  });

export const packetQuery = (id: string) =>
  queryOptions({
    queryKey: ["packet", id],
    queryFn: () => ask(api.GET("/v1/cases/{case}/packet", { params: { path: { case: id }, query: { limit: 1 } } })),
  });

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ["draft", id],
    queryFn: () => ask(api.GET("/v1/conversations/{conversation}/draft", { params: { path: { conversation: id } } })),
    staleTime: 0,
    gcTime: 0,
  });

export const cannedQuery = (id: string) =>
  queryOptions({
    queryKey: ["canned", id],
    queryFn: () =>
      ask(api.GET("/v1/conversations/{conversation}/canned-replies", { params: { path: { conversation: id } } })),
  });
