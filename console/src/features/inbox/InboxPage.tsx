import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";

import { api, ask } from "@/api/client";
import { useLive } from "@/api/live";
import { Reasons, Severity } from "@/ui/badges";
import { KeyList } from "@/ui/KeyList";
import { Page } from "@/ui/Page";
import { Empty, Loaded } from "@/ui/states";
import { Ago } from "@/ui/time";

import { t } from "./text";

/** What waits for me. */
export function InboxPage() {
  const cases = useQuery({
    queryKey: ["cases", "mine"],
    queryFn: () => ask(api.GET("/v1/cases", { params: { query: { limit: 200 } } })),
  });
  useLive({ key: ["cases", "mine"], about: "case" });
  return (
    <Page title={t.title} lead={t.lead} wide>
      <Loaded of={cases}>
        {({ cases: items }) =>
          items.length === 0 ? (
            <Empty icon={Inbox} title={t.empty}>
              {t.emptyLine}
            </Empty>
          ) : (
            <KeyList label={t.list} items={items} keyOf={(item) => item.id} open={() => undefined}>
              {(item) => (
                <div style={{ padding: "0.75rem 2rem" }}>
                  {item.customer_name ?? item.customer} <Reasons reasons={item.reasons} /> <Severity severity={item.severity} />{" "}
                  <Ago at={item.requested_at} />
                </div>
              )}
            </KeyList>
          )
        }
      </Loaded>
    </Page>
  );
}
