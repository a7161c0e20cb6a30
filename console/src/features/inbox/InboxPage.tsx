import { Button, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Inbox, UsersRound } from "lucide-react";

import { api, ask } from "@/api/client";
import { useCaseList, type CaseFilter } from "@/api/caseList";
import type { CaseReply } from "@/api/contract";
import { useLive } from "@/api/live";
import { organisationQuery } from "@/api/organisation";
import { useSayPresence } from "@/api/presence";
import { useMay, useMe } from "@/api/session";
import { count, words } from "@/text/format";
import { KeyList } from "@/ui/KeyList";
import { Page } from "@/ui/Page";
import { Empty, Loading, ProblemNote } from "@/ui/states";

import { Alerts } from "./Alerts";
import { CaseRow } from "./CaseRow";
import classes from "./InboxPage.module.css";
import { MINE, offerTo, waitingIn } from "./lists";
import { Offers } from "./Offers";
import { t } from "./text";
import { useCaseVerbs } from "./verbs";

/** What is offered to me and what I have; and, in the other view, all that waits. */
export function InboxPage() {
  const { view, queue } = useSearch({ from: "/shell/inbox" });
  const navigate = useNavigate();
  const waiting = view === "waiting";
  const show = (chosen: { readonly view?: string | undefined; readonly queue?: string | undefined }) =>
    void navigate({ to: "/inbox", search: chosen, replace: true });
  return (
    <Page
      title={t.title}
      actions={<Alerts />}
      wide
      bar={
        <>
          <SegmentedControl
            aria-label={t.views}
            size="sm"
            value={waiting ? "waiting" : "mine"}
            onChange={(chosen) => show({ view: chosen === "waiting" ? "waiting" : undefined })}
            data={[
              { value: "mine", label: t.mine },
              { value: "waiting", label: t.waiting },
            ]}
          />
          {waiting ? <QueueChoice queue={queue} choose={(chosen) => show({ view, queue: chosen })} /> : null}
        </>
      }
    >
      <div className={classes.frame}>
        <Offline />
        <Offers />
        {waiting ? <Waiting queue={queue} /> : <Mine />}
      </div>
    </Page>
  );
}

function Mine() {
  const { person } = useMe();
  return (
    <List
      filter={MINE}
      label={t.list}
      only={(item) => offerTo(person.id, item) === undefined}
      empty={
        <Empty icon={Inbox} title={t.emptyMine}>
          {t.emptyMineLine}
        </Empty>
      }
    />
  );
}

function Waiting({ queue }: { readonly queue: string | undefined }) {
  const mayClaim = useMay("claim");
  const { claim } = useCaseVerbs();
  return (
    <List
      filter={waitingIn(queue)}
      label={t.waitingList}
      keys={mayClaim ? { c: { label: t.claim, run: (item) => claim.mutate(item.id) } } : {}}
      empty={
        <Empty icon={UsersRound} title={t.emptyWaiting}>
          {t.emptyWaitingLine}
        </Empty>
      }
    />
  );
}

interface ListProps {
  readonly filter: CaseFilter;
  readonly label: string;
  readonly only?: (item: CaseReply) => boolean;
  readonly keys?: Parameters<typeof KeyList<CaseReply>>[0]["keys"];
  readonly empty: React.ReactNode;
}

function List({ filter, label, only = () => true, keys = {}, empty }: ListProps) {
  const list = useCaseList(filter);
  const names = useQueueNames();
  const { open } = useCaseVerbs();
  if (list.cases === undefined) {
    return (
      <div className={classes.inset}>
        {list.isError ? <ProblemNote error={list.error} retry={() => void list.refetch()} /> : <Loading rows={8} height={56} />}
      </div>
    );
  }
  const shown = list.cases.filter(only);
  if (shown.length === 0) {
    return empty;
  }
  return (
    <>
      <p className={classes.count}>{t.shown(count(shown.length), list.hasNextPage)}</p>
      <div className={classes.list}>
        <KeyList
          label={label}
          items={shown}
          keyOf={(item) => item.id}
          rowHeight={65}
          keys={keys}
          open={(item) => open(item.id)}
          end={() => {
            if (list.hasNextPage && !list.isFetchingNextPage) {
              void list.fetchNextPage({ cancelRefetch: false });
            }
          }}
        >
          {(item) => <CaseRow item={item} queueName={names.get(item.queue ?? "") ?? words(item.queue ?? "")} />}
        </KeyList>
      </div>
    </>
  );
}

function QueueChoice({ queue, choose }: { readonly queue: string | undefined; readonly choose: (queue: string | undefined) => void }) {
  const { data } = useQuery({ queryKey: WAITING, queryFn: () => ask(api.GET("/v1/queues/waiting")) });
  useLive({ key: WAITING, about: ["case", "organisation"] });
  const queues = data?.queues ?? [];
  const all = queues.reduce((sum, each) => sum + each.waiting, 0);
  return (
    <Select
      aria-label={t.queue}
      w={240}
      value={queue ?? ""}
      allowDeselect={false}
      onChange={(chosen) => choose(chosen === null || chosen === "" ? undefined : chosen)}
      data={[
        { value: "", label: t.counted(t.allQueues, count(all)) },
        ...queues.map((each) => ({ value: each.id, label: t.counted(each.name, count(each.waiting)) })),
      ]}
    />
  );
}

const WAITING = ["waiting"];

function useQueueNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(organisationQuery);
  return new Map((data?.queues ?? []).map((queue) => [queue.id, queue.name]));
}

function Offline() {
  const { person } = useMe();
  const say = useSayPresence();
  if (person.status !== "offline" || person.capacity === 0) {
    return null;
  }
  return (
    <div className={classes.offline}>
      <span>{t.offline}</span>
      <Button size="xs" variant="light" onClick={() => say("online")}>
        {t.goOnline}
      </Button>
    </div>
  );
}
