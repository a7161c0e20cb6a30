import { MultiSelect, NumberInput, PasswordInput, Select, Switch, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { OpinionReply, OpinionRequest } from "@/api/contract";
import { count } from "@/text/format";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { Loaded } from "@/ui/states";
import { done } from "@/ui/toast";

import { useAgents } from "./known";
import classes from "./settings.module.css";
import { t } from "./text";

const KEY = ["second-opinion"];

/** A model as a judge: which, about what, and how much of it. */
export function SecondOpinion({ may }: { readonly may: boolean }) {
  const opinion = useQuery({ queryKey: KEY, queryFn: () => ask(api.GET("/v1/second-opinion")) });
  return <Loaded of={opinion}>{(known) => <Form known={known} may={may} />}</Loaded>;
}

function Form({ known, may }: { readonly known: OpinionReply; readonly may: boolean }) {
  const client = useQueryClient();
  const [given, setGiven] = useState<OpinionRequest>(() => givenOf(known));
  const put = (changed: Partial<OpinionRequest>) => setGiven({ ...given, ...changed });
  const save = useMutation({
    mutationFn: () => ask(api.PUT("/v1/second-opinion", { body: given })),
    onSuccess: (shown) => {
      client.setQueryData(KEY, shown);
      setGiven(givenOf(shown));
      done(t.saved);
    },
  });
  return (
    <form
      className={blocks.section}
      aria-label={t.sections.opinion}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Switch
        label={t.opinion.on}
        description={t.opinion.onHint}
        disabled={!may}
        checked={given.on ?? false}
        onChange={(event) => put({ on: event.currentTarget.checked })}
      />
      <p className="quiet">{t.opinion.today(count(known.asked_today), count(known.daily))}</p>
      <Unread known={known} />
      <Model given={given} known={known} may={may} put={put} />
      <About given={given} may={may} put={put} />
      <Limits given={given} may={may} put={put} />
      {may ? <FormEnd save={save} /> : null}
    </form>
  );
}

function givenOf(known: OpinionReply): OpinionRequest {
  const { on, agents, topics, asking, share, low, high, seconds, daily, at_once } = known;
  const where = { address: known.address ?? "", model: known.model ?? "" };
  return { on, agents, topics, asking, share, low, high, seconds, daily, at_once, key: null, ...where };
}

function Unread({ known }: { readonly known: OpinionReply }) {
  if (!known.on || known.unread.length === 0) {
    return null;
  }
  return (
    <p>
      {t.opinion.unread}{" "}
      {known.unread.map((name) => (
        <code key={name}>{name} </code>
      ))}
      <Link to="/policy/$section" params={{ section: "yaml" }}>
        {t.opinion.toPolicy}
      </Link>
    </p>
  );
}

interface PartProps {
  readonly given: OpinionRequest;
  readonly may: boolean;
  readonly put: (changed: Partial<OpinionRequest>) => void;
}

function Model({ given, known, may, put }: PartProps & { readonly known: OpinionReply }) {
  return (
    <div className={classes.grid}>
      <TextInput
        className={classes.wide}
        label={t.opinion.address}
        description={t.opinion.addressHint}
        required
        withAsterisk={false}
        disabled={!may}
        value={given.address}
        onChange={(event) => put({ address: event.currentTarget.value })}
      />
      <TextInput
        label={t.opinion.model}
        required
        withAsterisk={false}
        disabled={!may}
        value={given.model}
        onChange={(event) => put({ model: event.currentTarget.value })}
      />
      <PasswordInput
        label={t.opinion.key}
        {...(known.key_set ? { placeholder: t.opinion.keySet } : {})}
        autoComplete="off"
        disabled={!may}
        value={given.key ?? ""}
        onChange={(event) => put({ key: event.currentTarget.value === "" ? null : event.currentTarget.value })}
      />
    </div>
  );
}

function About({ given, may, put }: PartProps) {
  const agents = useAgents();
  return (
    <fieldset className={classes.group}>
      <legend className={blocks.heading}>{t.opinion.about}</legend>
      <div className={classes.grid}>
        <MultiSelect
          label={t.opinion.agents}
          {...(given.agents?.length ? {} : { placeholder: t.opinion.allAgents })}
          searchable
          disabled={!may}
          data={(agents.data?.agents ?? []).map((agent) => ({ value: agent.id, label: agent.name }))}
          value={[...(given.agents ?? [])]}
          onChange={(chosen) => put({ agents: chosen })}
        />
        <TagsInput
          label={t.opinion.topics}
          {...(given.topics?.length ? {} : { placeholder: t.opinion.allTopics })}
          disabled={!may}
          value={[...(given.topics ?? [])]}
          onChange={(topics) => put({ topics })}
        />
        <Select
          label={t.opinion.asking}
          disabled={!may}
          allowDeselect={false}
          data={Object.entries(t.opinion.askings).map(([value, label]) => ({ value, label }))}
          value={given.asking ?? "unsure"}
          onChange={(asking) => put({ asking: asking === "sample" ? "sample" : "unsure" })}
        />
        <NumberInput
          label={t.opinion.share}
          suffix=" %"
          min={0}
          max={100}
          disabled={!may}
          value={Number(((given.share ?? 1) * 100).toFixed(2))}
          onChange={(share) => put({ share: Number(share) / 100 })}
        />
        {given.asking === "sample" ? null : <Band given={given} may={may} put={put} />}
      </div>
    </fieldset>
  );
}

function Band({ given, may, put }: PartProps) {
  const band = { min: 0, max: 1, step: 0.05, decimalScale: 2, disabled: !may, description: t.opinion.bandHint };
  return (
    <>
      <NumberInput label={t.opinion.low} {...band} value={given.low ?? 0} onChange={(low) => put({ low: Number(low) })} />
      <NumberInput label={t.opinion.high} {...band} value={given.high ?? 1} onChange={(high) => put({ high: Number(high) })} />
    </>
  );
}

function Limits({ given, may, put }: PartProps) {
  return (
    <fieldset className={classes.group}>
      <legend className={blocks.heading}>{t.opinion.limits}</legend>
      <div className={classes.grid}>
        <NumberInput
          label={t.opinion.seconds}
          suffix=" s"
          min={1}
          max={60}
          disabled={!may}
          value={given.seconds ?? 10}
          onChange={(seconds) => put({ seconds: Number(seconds) })}
        />
        <NumberInput
          label={t.opinion.daily}
          min={1}
          max={1_000_000}
          thousandSeparator=","
          disabled={!may}
          value={given.daily ?? 1000}
          onChange={(daily) => put({ daily: Number(daily) })}
        />
        <NumberInput
          label={t.opinion.atOnce}
          min={1}
          max={32}
          disabled={!may}
          value={given.at_once ?? 4}
          onChange={(at_once) => put({ at_once: Number(at_once) })}
        />
      </div>
    </fieldset>
  );
}
