import { Button, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { OrganisationReply, QueueReply, QueueRequest } from "@/api/contract";
import { useLive } from "@/api/live";
import { count } from "@/text/format";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { Tag } from "@/ui/badges";
import { useConfirm } from "@/ui/confirm";
import { Empty, Loaded } from "@/ui/states";
import { Ago } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import { Hours } from "./Hours";
import { idOf, useOrganisation, usePeople } from "./known";
import classes from "./settings.module.css";
import { t } from "./text";

const NEW = "new";

/** Waiting lines with their people, hours and what happens when they are full. */
export function Queues({ may }: { readonly may: boolean }) {
  useLive({ key: ["organisation"], about: "organisation" });
  const { open } = useSearch({ from: "/shell/settings/$section" });
  const navigate = useNavigate();
  const go = (id: string | undefined) =>
    void navigate({ to: ".", search: (old) => ({ ...old, open: id }), replace: true });
  const organisation = useOrganisation();
  return (
    <Loaded of={organisation}>
      {(known) => (
        <>
          {may ? (
            <div className={classes.bar}>
              <span />
              <Button onClick={() => go(NEW)}>{t.queues.add}</Button>
            </div>
          ) : null}
          {open === NEW && may ? <QueueForm queue={null} known={known} close={() => go(undefined)} /> : null}
          {known.queues.length === 0 ? <Empty title={t.queues.empty}>{t.queues.emptyLine}</Empty> : null}
          <ul className={blocks.plain}>
            {known.queues.map((queue) => (
              <li key={queue.id}>
                <Line
                  queue={queue}
                  unstaffed={known.unstaffed.includes(queue.id)}
                  may={may}
                  isOpen={open === queue.id}
                  open={go}
                />
                {open === queue.id && may ? <QueueForm queue={queue} known={known} close={() => go(undefined)} /> : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

interface LineProps {
  readonly queue: QueueReply;
  readonly unstaffed: boolean;
  readonly may: boolean;
  readonly isOpen: boolean;
  readonly open: (id: string | undefined) => void;
}

function Line({ queue, unstaffed, may, isOpen, open }: LineProps) {
  return (
    <div className={classes.item}>
      <span>
        <span className={blocks.name}>{queue.name}</span> <code className="quiet">{queue.id}</code>
      </span>
      <span className={classes.line}>
        {t.queues.waiting} {count(queue.waiting)}
        {queue.oldest_at === null ? null : (
          <>
            {" "}
            · {t.queues.oldest} <Ago at={queue.oldest_at} />
          </>
        )}{" "}
        · {t.queues.staffed} {count(queue.staffed)} · {t.queues.open}{" "}
        {queue.hours.length === 0 ? t.queues.always : t.queues.hours(queue.hours.length)}
      </span>
      <span className={blocks.row}>
        {unstaffed ? <Tag tone="warn">{t.queues.unstaffed}</Tag> : null}
        {may ? (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isOpen}
            aria-label={`${t.change}: ${queue.name}`}
            onClick={() => open(isOpen ? undefined : queue.id)}
          >
            {t.change}
          </Button>
        ) : null}
      </span>
    </div>
  );
}

interface FormProps {
  readonly queue: QueueReply | null;
  readonly known: OrganisationReply;
  readonly close: () => void;
}

function QueueForm({ queue, known, close }: FormProps) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const people = usePeople();
  const [id, setId] = useState(queue?.id ?? "");
  const [given, setGiven] = useState<QueueRequest>(() => ({
    name: queue?.name ?? "",
    owner: queue?.owner ?? null,
    department: queue?.department ?? null,
    choice: (queue?.choice ?? "least_active") as NonNullable<QueueRequest["choice"]>,
    push: queue?.push ?? true,
    fan_out: queue?.fan_out ?? 1,
    hours: queue?.hours ?? [],
    time_zone: queue?.time_zone ?? known.time_zone,
    overflow: queue?.overflow ?? null,
    wrap_up_seconds: queue?.wrap_up_seconds ?? 60,
    ageing_seconds: queue?.ageing_seconds ?? null,
  }));
  const put = (changed: Partial<QueueRequest>) => setGiven({ ...given, ...changed });
  const kept = (shown: OrganisationReply) => {
    client.setQueryData(["organisation"], shown);
    done(t.saved);
    close();
  };
  const save = useMutation({
    mutationFn: () => ask(api.PUT("/v1/queues/{queue}", { params: { path: { queue: id } }, body: given })),
    onSuccess: kept,
  });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/queues/{queue}", { params: { path: { queue: id } } })),
    onError: refused,
    onSuccess: kept,
  });
  return (
    <form
      className={blocks.section}
      aria-label={queue?.name ?? t.queues.add}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.grid}>
        <TextInput
          label={t.queues.name}
          required
          withAsterisk={false}
          value={given.name}
          onChange={(event) => {
            put({ name: event.currentTarget.value });
            if (queue === null) {
              setId(idOf(event.currentTarget.value));
            }
          }}
        />
        <TextInput label={t.queues.id} disabled={queue !== null} value={id} onChange={(event) => setId(event.currentTarget.value)} />
        <Select
          label={t.queues.owner}
          clearable
          searchable
          data={(people.data?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
          value={given.owner ?? null}
          onChange={(owner) => put({ owner })}
        />
        <TextInput
          label={t.queues.department}
          value={given.department ?? ""}
          onChange={(event) => put({ department: event.currentTarget.value || null })}
        />
        <Select
          label={t.queues.choice}
          data={Object.entries(t.queues.choices).map(([value, label]) => ({ value, label }))}
          value={given.choice ?? null}
          onChange={(value) => put({ choice: (value ?? "least_active") as NonNullable<QueueRequest["choice"]> })}
        />
        <NumberInput
          label={t.queues.fanOut}
          min={1}
          max={20}
          value={given.fan_out}
          onChange={(value) => put({ fan_out: Number(value) })}
        />
        <Select
          label={t.queues.overflow}
          clearable
          data={known.queues.filter((each) => each.id !== queue?.id).map((each) => ({ value: each.id, label: each.name }))}
          value={given.overflow ?? null}
          onChange={(overflow) => put({ overflow })}
        />
        <NumberInput
          label={t.queues.wrapUp}
          min={10}
          max={3_600}
          value={given.wrap_up_seconds}
          onChange={(value) => put({ wrap_up_seconds: Number(value) })}
        />
        <TextInput label={t.queues.zone} value={given.time_zone} onChange={(event) => put({ time_zone: event.currentTarget.value })} />
        <Switch
          className={classes.wide}
          label={t.queues.push}
          checked={given.push === true}
          onChange={(event) => put({ push: event.currentTarget.checked })}
        />
      </div>
      <Hours of={given.hours ?? []} zone={given.time_zone ?? known.time_zone} put={(hours) => put({ hours })} />
      <FormEnd save={save} disabled={id === ""} cancel={close}>
        {queue === null ? null : (
          <Button
            variant="subtle"
            color="red"
            onClick={() => {
              void confirm({ title: `${t.remove}: ${queue.name}`, text: t.queues.removeText, confirm: t.remove, danger: true }).then(
                (yes) => {
                  if (yes) {
                    remove.mutate();
                  }
                },
              );
            }}
          >
            {t.remove}
          </Button>
        )}
      </FormEnd>
    </form>
  );
}
