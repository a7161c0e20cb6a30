import { Select, SegmentedControl, Switch } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { BadgeCheck, Scale } from "lucide-react";

import { api, ask } from "@/api/client";
import type { ApprovalReply } from "@/api/contract";
import { useLive } from "@/api/live";
import { words } from "@/text/format";
import { useNameOf } from "@/api/names";
import { customerOf } from "@/ui/customer";
import { Tag, type Tone } from "@/ui/badges";
import { KeyList } from "@/ui/KeyList";
import { Money } from "@/ui/Money";
import { Page } from "@/ui/Page";
import { Empty, Loaded } from "@/ui/states";
import { Ago, Until } from "@/ui/time";

import classes from "./ApprovalsPage.module.css";
import { Detail } from "./Detail";
import { t } from "./text";

const OUTCOMES = ["approved", "rejected", "expired", "withdrawn"] as const;
const OUTCOME_TONES: Readonly<Record<string, Tone>> = { approved: "good", rejected: "bad", expired: "warn" };
const WIDE = "(width > 64em)";

/** What waits for a decision, and what was decided. */
export function ApprovalsPage() {
  const { state, outcome, by, open } = useSearch({ from: "/shell/approvals" });
  const navigate = useNavigate({ from: "/approvals" });
  const history = state === "decided";
  const key = ["approvals", history ? "decided" : "waiting", outcome ?? "", by ?? ""];
  const found = useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/approvals", {
          params: {
            query: {
              state: history ? "decided" : "waiting",
              ...(history && outcome !== undefined ? { outcome } : {}),
              ...(history && by !== undefined ? { decided_by: by } : {}),
              ...(pageParam === "" ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  useLive({ key, about: "case" });
  const change = (to: Readonly<Record<string, string | undefined>>) =>
    void navigate({ search: (old) => ({ ...old, ...to }), replace: true });
  const approvals = found.data?.pages.flatMap((page) => page.approvals);
  const chosen = open ?? (window.matchMedia(WIDE).matches ? approvals?.[0]?.case.id : undefined);
  return (
    <Page
      title={t.title}
      lead={t.lead}
      wide
      bar={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t.which}
            value={history ? "decided" : "waiting"}
            onChange={(value) => void navigate({ search: value === "decided" ? { state: "decided" } : {}, replace: true })}
            data={[
              { value: "waiting", label: t.waiting },
              { value: "decided", label: t.decided },
            ]}
          />
          {history ? (
            <>
              <Select
                size="xs"
                aria-label={t.outcome}
                placeholder={t.anyOutcome}
                clearable
                value={outcome ?? null}
                onChange={(value) => change({ outcome: value ?? undefined })}
                data={OUTCOMES.map((each) => ({ value: each, label: t.outcomes[each] }))}
              />
              <Switch
                size="sm"
                label={t.mine}
                checked={by === "me"}
                onChange={(event) => change({ by: event.currentTarget.checked ? "me" : undefined })}
              />
            </>
          ) : null}
        </>
      }
    >
      <Loaded of={found}>
        {() =>
          approvals === undefined || approvals.length === 0 ? (
            <Empty icon={BadgeCheck} title={history ? t.emptyHistory : t.empty}>
              {history ? t.emptyHistoryLine : t.emptyLine}
            </Empty>
          ) : (
            <div className={classes.split} data-open={open !== undefined}>
              <div className={classes.list}>
                <KeyList
                  label={t.list}
                  items={approvals}
                  keyOf={(each) => each.case.id}
                  rowHeight={72}
                  open={(each) => change({ open: each.case.id })}
                  end={() => {
                    if (found.hasNextPage && !found.isFetchingNextPage) {
                      void found.fetchNextPage();
                    }
                  }}
                >
                  {(each) => <Row approval={each} open={each.case.id === chosen} />}
                </KeyList>
              </div>
              {chosen === undefined ? (
                <Empty icon={Scale} title={t.choose}>
                  {t.chooseLine}
                </Empty>
              ) : (
                <Chosen key={chosen} id={chosen} close={() => change({ open: undefined })} />
              )}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function Chosen({ id, close }: { readonly id: string; readonly close: () => void }) {
  const key = ["approval", id];
  const found = useQuery({
    queryKey: key,
    queryFn: () => ask(api.GET("/v1/approvals/{case}", { params: { path: { case: id } } })),
  });
  useLive({ key, about: ["case", "action"] });
  return (
    <div className={classes.detail}>
      <Loaded of={found}>{(approval) => <Detail approval={approval} close={close} />}</Loaded>
    </div>
  );
}

function Row({ approval, open }: { readonly approval: ApprovalReply; readonly open: boolean }) {
  const { case: item, may_not_approve: mayNot } = approval;
  const over = item.closed_at;
  const nameOf = useNameOf();
  return (
    <div className={classes.row} data-open={open}>
      <span className={classes.act}>
        <strong>{words(item.asked?.tool ?? item.kind)}</strong>
        {item.asked?.amount == null ? null : (
          <span className={classes.amount}>
            <Money of={item.asked.amount} />
          </span>
        )}
      </span>
      <span className={classes.about}>{`${customerOf(item)} · ${nameOf(item.agent)}`}</span>
      <span className={classes.end}>
        {over !== null ? (
          <>
            <Tag tone={OUTCOME_TONES[item.state] ?? "plain"}>{words(item.state)}</Tag> <Ago at={over} />
          </>
        ) : item.asked === null ? null : (
          <span data-mine={mayNot === null} className={classes.left}>
            <Until at={item.asked.expires_at} />
          </span>
        )}
      </span>
    </div>
  );
}
