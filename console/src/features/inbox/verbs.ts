import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api, ask } from "@/api/client";
import { done, refused } from "@/ui/toast";

import { t } from "./text";

/** What can be done with a case from a list. Accepting and claiming lead to it. */
export function useCaseVerbs() {
  const navigate = useNavigate();
  const open = (id: string) => void navigate({ href: `/cases/${id}` });
  const params = (id: string) => ({ params: { path: { case: id } } });
  const accept = useMutation({
    mutationFn: (id: string) => ask(api.POST("/v1/cases/{case}/acceptance", params(id))),
    onSuccess: (_, id) => {
      done(t.accepted);
      open(id);
    },
    onError: refused,
  });
  const decline = useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      ask(api.POST("/v1/cases/{case}/decline", { ...params(id), body: { reason } })),
    onSuccess: () => done(t.declined),
    onError: refused,
  });
  const claim = useMutation({
    mutationFn: (id: string) => ask(api.POST("/v1/cases/{case}/claim", params(id))),
    onSuccess: (_, id) => {
      done(t.claimed);
      open(id);
    },
    onError: refused,
  });
  return { open, accept, decline, claim };
}
