/**
 * The document that is being edited: the version in force until somebody changes it. It is kept in this browser, so that
 * a reload or a look at another page loses nothing; the server keeps it once it is saved as a version.
 */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { api, ask } from "@/api/client";
import type { PolicyEdit, PolicyFormReply, PolicyReply } from "@/api/contract";
import { refused } from "@/ui/toast";

export type Path = readonly (string | number)[];
export type Edit = Omit<PolicyEdit, "path"> & { readonly path: Path };

interface Kept {
  readonly base: number;
  readonly document: string;
}

export interface Working {
  readonly life: PolicyReply;
  readonly base: string;
  readonly document: string;
  readonly written: PolicyFormReply;
  readonly scope: Path;
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly mayEdit: boolean;
  readonly edit: (...edits: Edit[]) => void;
  readonly replace: (document: string) => void;
  readonly discard: () => void;
}

const KEY = "handrail.policy";

export const formOf = (document: string, scope: Path) => ({
  queryKey: ["policy", "form", scope, document],
  queryFn: () => ask(api.POST("/v1/policy/form", { body: { document, scope: [...scope] } })),
});

export const usePolicy = () => useQuery({ queryKey: ["policy", "life"], queryFn: () => ask(api.GET("/v1/policy")) });

export const useVersion = (version: number | undefined) =>
  useQuery({
    queryKey: ["policy", "document", version],
    enabled: version !== undefined,
    staleTime: Infinity,
    queryFn: () => ask(api.GET("/v1/policy/versions/{version}", { params: { path: { version: String(version) } } })),
  });

/** The edited document of a policy whose version in force reads `base`. */
export function useWorking(life: PolicyReply, base: string, scope: Path) {
  const client = useQueryClient();
  const [document, setDocument] = useState(() => kept(life.published) ?? base);
  const newest = useRef(document);
  const put = (text: string) => {
    newest.current = text;
    setDocument(text);
    keep(text === base ? null : { base: life.published, document: text });
  };
  const form = useQuery({ ...formOf(document, scope), placeholderData: keepPreviousData });
  const change = useMutation({
    // One after the other: each edit is of the document that the one before it gave.
    scope: { id: "policy" },
    mutationFn: (edits: Edit[]) =>
      ask(
        api.POST("/v1/policy/edits", {
          body: {
            document: newest.current,
            scope: [...scope],
            edits: edits.map((edit) => ({ ...edit, path: [...edit.path] })),
          },
        }),
      ),
    onSuccess: (written) => {
      client.setQueryData(formOf(written.document, scope).queryKey, written);
      put(written.document);
    },
    onError: refused,
  });
  return {
    form,
    document,
    busy: change.isPending,
    edit: (...edits: Edit[]) => change.mutate(edits),
    replace: put,
    discard: () => put(base),
  };
}

function kept(published: number): string | null {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null") as Kept | null;
    return found?.base === published ? found.document : null;
  } catch {
    return null;
  }
}

function keep(working: Kept | null): void {
  if (working === null) {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, JSON.stringify(working));
  }
}
