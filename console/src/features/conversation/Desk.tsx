import { Button, Drawer, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { PanelRight } from "lucide-react";
import { useState } from "react";

import type { CaseReply, ConversationReply } from "@/api/contract";
import { useLive } from "@/api/live";
import { peopleQuery } from "@/api/names";
import { organisationQuery } from "@/api/organisation";
import { useMe } from "@/api/session";
import { words } from "@/text/format";
import { customerOf } from "@/ui/customer";
import { Sealed, Severity, Tag } from "@/ui/badges";
import { useCommands } from "@/ui/commands";
import { Loaded, Loading } from "@/ui/states";
import { Page } from "@/ui/Page";
import { Until } from "@/ui/time";

import { Composer } from "./Composer";
import classes from "./Desk.module.css";
import { verbsOf } from "./forms";
import { HeldReply } from "./HeldReply";
import { floorLine, useNames } from "./names";
import { Packet } from "./Packet";
import { draftQuery, packetQuery } from "./queries";
import { SealedNote } from "./SealedNote";
import { t } from "./text";
import { Transcript } from "./Transcript";
import { useSuggestions } from "./suggestions";
import { Verbs } from "./Verbs";
import { Viewers } from "./Viewers";

interface Props {
  readonly conversation: ConversationReply;
  readonly cases: readonly CaseReply[];
}

/** The desk with one conversation on it. */
export function Desk({ conversation, cases }: Props) {
  const { id } = conversation;
  const me = useMe().person.id;
  const search = useSearch({ from: "/shell/conversations/$conversation" });
  const navigate = useNavigate();
  const name = useNames();
  const phone = useMediaQuery("(width <= 62em)", false);
  const [open, setOpen] = useState(false);
  const [writes, setWrites] = useState(false);
  const one = chosen(cases, conversation, search.case);
  const held = cases.find((each) => each.held !== null && each.state !== "discarded" && isWaiting(each));
  const people = useQuery(peopleQuery).data?.people ?? [];
  const queues = useQuery(organisationQuery).data?.queues ?? [];
  const verbs = verbsOf({ conversation, case: one, people, queues, me });
  const readable = one?.readable ?? !conversation.sealed;
  const named = one?.customer_name ?? cases.find((each) => each.customer_name !== null)?.customer_name ?? null;
  const customer = readable ? customerOf({ customer_name: named, customer: conversation.customer }) : t.sealed.name;
  const mine = conversation.floor.id === me;
  const draft = useQuery({ ...draftQuery(id), enabled: readable });
  const suggestions = useSuggestions(conversation, one);
  const at = search.turn === undefined ? null : Number(search.turn) || null;
  const set = (more: Record<string, string | undefined>) => void navigate({ to: ".", search: (old) => ({ ...old, ...more }), replace: true });
  useCommands([{ id: "conversation packet", label: t.packet, keys: "p", run: () => setOpen((before) => !before) }]);
  const goTo = (turn: number) => {
    setOpen(false);
    set({ turn: String(turn) });
  };
  const packet =
    one === undefined || !readable ? null : <PacketOf of={one} mayAct={conversation.allowed?.includes("act") ?? false} name={name} goTo={goTo} verbs={verbs} conversation={id} />;
  return (
    <Page
      wide
      title={customer}
      lead={
        <span className={classes.lead}>
          <span className={classes.floor} data-mine={mine}>
            {floorLine(conversation.floor, conversation.paused_until, me, name)}
          </span>
          <Tag>{words(conversation.channel)}</Tag>
          {conversation.topic === null || !readable ? null : <Tag>{words(conversation.topic)}</Tag>}
          {one === undefined ? null : <Tag tone="accent">{words(one.state)}</Tag>}
          {one === undefined ? null : <Severity severity={one.severity} />}
          {one?.wrap_up_until == null ? null : <Until at={one.wrap_up_until} />}
          {readable ? null : <Sealed />}
          {conversation.closed_at === null ? null : <Tag>{t.closed}</Tag>}
        </span>
      }
      actions={
        <>
          <Viewers conversation={id} writes={writes} name={name} />
          {cases.length < 2 ? null : (
            <Select
              size="xs"
              aria-label={t.otherCases}
              w={190}
              value={one?.id ?? null}
              onChange={(value) => set({ case: value ?? undefined })}
              allowDeselect={false}
              data={cases.map((each) => ({ value: each.id, label: `${words(each.kind)}: ${words(each.state)}` }))}
            />
          )}
          <Verbs verbs={verbs} conversation={id} />
          {phone && packet !== null ? (
            <Button size="xs" variant="default" leftSection={<PanelRight size={14} aria-hidden />} onClick={() => setOpen(true)}>
              {t.packet}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={classes.desk}>
        <div className={classes.talk}>
          <Transcript conversation={conversation} cases={cases} customer={customer} name={name} at={at} />
          <div className={classes.write}>
            {held === undefined || !held.readable ? null : <HeldReply key={held.id} held={held} me={me} name={name} />}
            {!readable ? (
              <SealedNote conversation={id} verb={verbs.find((verb) => verb.id === "open_seal")} />
            ) : draft.data === undefined ? (
              <Loading rows={1} height={88} />
            ) : (
              <Composer conversation={conversation} first={draft.data} name={name} mine={mine} suggestions={suggestions} onWriting={setWrites} />
            )}
          </div>
        </div>
        {phone || packet === null ? null : <aside className={classes.side} aria-label={t.packet}>{packet}</aside>}
      </div>
      <Drawer opened={phone && open} onClose={() => setOpen(false)} position="bottom" size="85%" title={t.packet}>
        {packet}
      </Drawer>
    </Page>
  );
}

interface PacketOfProps {
  readonly of: CaseReply;
  readonly mayAct: boolean;
  readonly conversation: string;
  readonly name: (id: string | null) => string;
  readonly goTo: (turn: number) => void;
  readonly verbs: ReturnType<typeof verbsOf>;
}

function PacketOf({ of, mayAct, name, goTo, verbs, conversation }: PacketOfProps) {
  const packet = useQuery(packetQuery(of.id));
  useLive({ key: ["packet", of.id], about: "conversation", id: conversation }, { key: ["packet", of.id], about: "case", id: of.id });
  return (
    <Loaded of={packet}>
      {(data) => (data.sealed ? <SealedNote conversation={conversation} verb={verbs.find((verb) => verb.id === "open_seal")} /> : <Packet packet={data} of={of} mayAct={mayAct} name={name} goTo={goTo} />)}
    </Loaded>
  );
}

const WAITING = ["requested", "queued", "offered", "accepted", "engaged", "wrapping"];
const isWaiting = (one: CaseReply) => WAITING.includes(one.state);

/** The case that the address names, else the one that is open, else the newest. */
function chosen(cases: readonly CaseReply[], { open_case: open }: ConversationReply, named: string | undefined): CaseReply | undefined {
  return (
    cases.find((one) => one.id === named) ??
    cases.find((one) => one.id === open) ??
    cases.find(isWaiting) ??
    [...cases].sort((a, b) => b.requested_at.localeCompare(a.requested_at))[0]
  );
}
