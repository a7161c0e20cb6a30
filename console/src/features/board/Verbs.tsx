import { Button, Modal, Select, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import { peopleQuery } from "@/api/names";
import type { ConversationReply } from "@/api/contract";
import { useLive } from "@/api/live";
import { CasePicker } from "@/ui/CasePicker";
import { useConfirm } from "@/ui/confirm";
import { useCommands } from "@/ui/commands";
import { ProblemNote } from "@/ui/states";
import { done, refused } from "@/ui/toast";

import classes from "./Monitor.module.css";
import { t } from "./text";

interface Props {
  readonly conversation: ConversationReply;
  readonly holder: string;
}

/** What one may do with this conversation now: exactly what the API allows. */
export function Verbs({ conversation, holder }: Props) {
  const confirm = useConfirm();
  const path = { params: { path: { conversation: conversation.id } } };
  const allowed = new Set<string>(conversation.allowed ?? []);
  const quiet = { onError: refused, onSuccess: () => done(t.done) };
  const takeOver = useMutation({
    mutationFn: () => ask(api.POST("/v1/conversations/{conversation}/takeover", path)),
    onError: refused,
    onSuccess: () => done(t.tookOver),
  });
  const pause = useMutation({ mutationFn: () => ask(api.POST("/v1/conversations/{conversation}/pause", path)), ...quiet });
  const resume = useMutation({ mutationFn: () => ask(api.DELETE("/v1/conversations/{conversation}/pause", path)), ...quiet });
  const hold = useMutation({ mutationFn: () => ask(api.POST("/v1/conversations/{conversation}/reply-hold", path)), ...quiet });
  const flow = useMutation({ mutationFn: () => ask(api.DELETE("/v1/conversations/{conversation}/reply-hold", path)), ...quiet });
  const flag = useMutation({
    mutationFn: () => ask(api.POST("/v1/conversations/{conversation}/flag", path)),
    onError: refused,
    onSuccess: () => done(t.flagDone),
  });
  const askFirst = async () => {
    if (await confirm({ title: t.takeOverTitle, text: t.takeOverText(holder), confirm: t.takeOver })) {
      takeOver.mutate();
    }
  };
  useCommands(
    allowed.has("take_over") ? [{ id: "board take over", label: t.takeOver, keys: "t", run: () => void askFirst() }] : [],
  );
  const buttons = [
    { verb: "pause", label: t.pause, does: pause },
    { verb: "resume", label: t.resume, does: resume },
    { verb: "hold_replies", label: t.hold, does: hold },
    { verb: "let_replies_flow", label: t.flow, does: flow },
    { verb: "flag", label: t.flag, does: flag },
  ].filter(({ verb }) => allowed.has(verb));
  return (
    <div className={classes.verbs}>
      {allowed.has("take_over") ? (
        <Button size="compact-sm" loading={takeOver.isPending} onClick={() => void askFirst()}>
          {t.takeOver}
        </Button>
      ) : null}
      {buttons.map(({ verb, label, does }) => (
        <Button key={verb} size="compact-sm" variant="default" loading={does.isPending} onClick={() => does.mutate()}>
          {label}
        </Button>
      ))}
      {conversation.open_case === null ? null : <CaseVerbs key={conversation.open_case} id={conversation.open_case} />}
    </div>
  );
}

function CaseVerbs({ id }: { readonly id: string }) {
  const found = useQuery({
    queryKey: ["case", id],
    queryFn: () => ask(api.GET("/v1/cases/{case}", { params: { path: { case: id } } })),
  });
  useLive({ key: ["case", id], about: "case", id });
  const allowed = new Set<string>(found.data?.allowed ?? []);
  return (
    <>
      {allowed.has("reassign") ? <Reassign id={id} /> : null}
      {allowed.has("link") ? <LinkTo id={id} /> : null}
    </>
  );
}

function Reassign({ id }: { readonly id: string }) {
  const [opened, setOpened] = useState(false);
  const [person, setPerson] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const people = useQuery({ ...peopleQuery, staleTime: 0, enabled: opened });
  const reassign = useMutation({
    mutationFn: (to: string) =>
      ask(api.POST("/v1/cases/{case}/reassignment", { params: { path: { case: id } }, body: { person: to, why } })),
    onSuccess: () => {
      done(t.reassigned);
      setOpened(false);
    },
  });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        {t.reassign}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t.reassign}
        size="sm"
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (person !== null) {
              reassign.mutate(person);
            }
          }}
        >
          <Select
            label={t.reassignTo}
            searchable
            data={people.data?.people.map((each) => ({ value: each.id, label: `${each.name} · ${t.statuses[each.status]}` })) ?? []}
            value={person}
            onChange={setPerson}
          />
          <Textarea mt="md" label={t.why} value={why} onChange={(event) => setWhy(event.currentTarget.value)} autosize minRows={2} />
          {reassign.isError ? <ProblemNote error={reassign.error} /> : null}
          <Button type="submit" mt="md" fullWidth loading={reassign.isPending} disabled={person === null || why.trim() === ""}>
            {t.reassign}
          </Button>
        </form>
      </Modal>
    </>
  );
}

function LinkTo({ id }: { readonly id: string }) {
  const [opened, setOpened] = useState(false);
  const [other, setOther] = useState("");
  const [defect, setDefect] = useState("");
  const link = useMutation({
    mutationFn: () =>
      ask(api.POST("/v1/cases/{case}/links", { params: { path: { case: id } }, body: { case: other, defect: defect.trim() } })),
    onSuccess: () => {
      done(t.linked);
      setOpened(false);
    },
  });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        {t.link}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t.link}
        size="sm"
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            link.mutate();
          }}
        >
          <CasePicker label={t.linkTo} besides={id} value={other} set={setOther} />
          <TextInput
            mt="md"
            label={t.linkName}
            description={t.linkNameHint}
            value={defect}
            onChange={(event) => setDefect(event.currentTarget.value)}
          />
          {link.isError ? <ProblemNote error={link.error} /> : null}
          <Button type="submit" mt="md" fullWidth loading={link.isPending} disabled={other === "" || defect.trim() === ""}>
            {t.link}
          </Button>
        </form>
      </Modal>
    </>
  );
}
