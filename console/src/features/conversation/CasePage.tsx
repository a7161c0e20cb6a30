import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";

import { api, ask } from "@/api/client";
import { Page } from "@/ui/Page";
import { Loaded } from "@/ui/states";

import { t } from "./text";

/** A case is worked on in its conversation: links in notices lead there. */
export function CasePage() {
  const { case: id } = useParams({ from: "/shell/cases/$case" });
  const found = useQuery({
    queryKey: ["case", id],
    queryFn: () => ask(api.GET("/v1/cases/{case}", { params: { path: { case: id } } })),
  });
  return (
    <Page title={t.title}>
      <Loaded of={found}>
        {(one) => (
          <Navigate
            to="/conversations/$conversation"
            params={{ conversation: one.conversation }}
            search={{ case: one.id }}
            replace
          />
        )}
      </Loaded>
    </Page>
  );
}
