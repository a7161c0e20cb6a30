import { Button, MultiSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { CredentialShape, Invited, PersonReply } from "@/api/contract";
import { Problem } from "@/api/problem";
import { words } from "@/text/format";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { Loading } from "@/ui/states";
import { done } from "@/ui/toast";

import { useOrganisation, useRoles } from "./known";
import classes from "./settings.module.css";
import { SkillLevels } from "./SkillLevels";
import { t } from "./text";

type RoleName = PersonReply["roles"][number];

interface Props {
  readonly person: PersonReply | null;
  readonly people: readonly PersonReply[];
  readonly close: () => void;
  readonly invited?: (invited: Invited) => void;
}

const FRESH = {
  name: "",
  email: "",
  roles: ["rep"] as RoleName[],
  rights: [] as string[],
  team: null as string | null,
  supervisor: null as string | null,
  queues: [] as string[],
  skills: {} as Record<string, number>,
  credentials: [] as CredentialShape[],
  authorities: [] as PersonReply["authorities"],
  languages: [] as string[],
  capacity: 5,
  slack: null as string | null,
  means: ["in_app"] as PersonReply["means"],
};

/** A person's settings, of somebody new or of one who is here. */
export function PersonForm({ person, people, close, invited }: Props) {
  const client = useQueryClient();
  const organisation = useOrganisation();
  const roles = useRoles();
  const [given, setGiven] = useState(() => (person === null ? FRESH : { ...FRESH, ...only(person) }));
  const put = (changed: Partial<typeof given>) => setGiven({ ...given, ...changed });
  const save = useMutation({
    mutationFn: async () => {
      if (person === null) {
        invited?.(await ask(api.POST("/v1/people", { body: given })));
      } else {
        await ask(api.PATCH("/v1/people/{person}", { params: { path: { person: person.id } }, body: given }));
      }
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["people"] });
      done(t.saved);
      close();
    },
  });
  if (organisation.data === undefined || roles.data === undefined) {
    return <Loading rows={2} />;
  }
  const wrong = (field: string) =>
    save.error instanceof Problem && save.error.field?.startsWith(field) === true ? save.error.message : undefined;
  const others = people.filter((each) => each.id !== person?.id);
  return (
    <form
      className={blocks.section}
      aria-label={person?.name ?? t.people.invite}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.grid}>
        <TextInput
          label={t.people.name}
          required
          withAsterisk={false}
          error={wrong("name")}
          value={given.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t.people.email}
          type="email"
          required
          withAsterisk={false}
          error={wrong("email")}
          value={given.email}
          onChange={(event) => put({ email: event.currentTarget.value })}
        />
        <MultiSelect
          label={t.people.roles}
          error={wrong("roles")}
          data={roles.data.roles.map((role) => ({ value: role.name, label: words(role.name) }))}
          value={[...given.roles]}
          onChange={(value) => put({ roles: value })}
        />
        <MultiSelect
          label={t.people.rights}
          description={t.people.rightsHint}
          error={wrong("rights")}
          searchable
          data={roles.data.rights.map((right) => ({ value: right.name, label: right.words }))}
          value={[...given.rights]}
          onChange={(rights) => put({ rights })}
        />
        <Select
          label={t.people.team}
          clearable
          data={organisation.data.teams.map((team) => ({ value: team.id, label: team.name }))}
          value={given.team}
          onChange={(team) => put({ team })}
        />
        <Select
          label={t.people.supervisor}
          description={t.people.supervisorHint}
          error={wrong("supervisor")}
          clearable
          searchable
          data={others.map((each) => ({ value: each.id, label: each.name }))}
          value={given.supervisor}
          onChange={(supervisor) => put({ supervisor })}
        />
        <MultiSelect
          label={t.people.queues}
          error={wrong("queues")}
          data={organisation.data.queues.map((queue) => ({ value: queue.id, label: queue.name }))}
          value={[...given.queues]}
          onChange={(queues) => put({ queues })}
        />
        <TagsInput
          label={t.people.languages}
          description={t.people.languagesHint}
          value={[...given.languages]}
          onChange={(languages) => put({ languages })}
        />
        <NumberInput
          label={t.people.capacity}
          description={t.people.capacityHint}
          min={0}
          max={100}
          value={given.capacity}
          onChange={(value) => put({ capacity: Number(value) })}
        />
        <MultiSelect
          label={t.people.means}
          data={(["in_app", "slack", "email", "webhook"] as const).map((each) => ({ value: each, label: words(each) }))}
          value={[...given.means]}
          onChange={(value) => put({ means: value })}
        />
        <TextInput
          label={t.people.slack}
          value={given.slack ?? ""}
          onChange={(event) => put({ slack: event.currentTarget.value || null })}
        />
      </div>
      <SkillLevels of={given.skills} known={organisation.data.skills} put={(skills) => put({ skills })} />
      <Credentials of={given.credentials} put={(credentials) => put({ credentials })} />
      <Authorities of={given.authorities} put={(authorities) => put({ authorities })} />
      <FormEnd save={save} label={person === null ? t.people.invite : t.save} cancel={close} />
    </form>
  );
}

function only(person: PersonReply): typeof FRESH {
  const entries = Object.keys(FRESH).map((name) => [name, person[name as keyof PersonReply]]);
  return Object.fromEntries(entries) as typeof FRESH;
}

interface CredentialsProps {
  readonly of: readonly CredentialShape[];
  readonly put: (of: CredentialShape[]) => void;
}

function Credentials({ of, put }: CredentialsProps) {
  const change = (index: number, changed: Partial<CredentialShape>) =>
    put(of.map((each, place) => (place === index ? { ...each, ...changed } : each)));
  return (
    <>
      <h3 className={blocks.small}>{t.people.credentials}</h3>
      <p className="quiet">{t.people.credentialsLine}</p>
      {of.map((each, index) => (
        <div key={index} className={classes.fields}>
          <TextInput label={t.people.kind} required withAsterisk={false} value={each.kind} onChange={(event) => change(index, { kind: event.currentTarget.value })} />
          <TextInput label={t.people.number} required withAsterisk={false} value={each.number} onChange={(event) => change(index, { number: event.currentTarget.value })} />
          <TextInput label={t.people.jurisdiction} w={110} value={each.jurisdiction ?? ""} onChange={(event) => change(index, { jurisdiction: event.currentTarget.value || null })} />
          <TextInput
            label={t.people.validUntil}
            type="date"
            required
            withAsterisk={false}
            value={each.valid_until.slice(0, 10)}
            onChange={(event) => change(index, { valid_until: `${event.currentTarget.value}T00:00:00.000Z` })}
          />
          <Button variant="subtle" color="red" onClick={() => put(of.filter((_, place) => place !== index))}>
            {t.remove}
          </Button>
        </div>
      ))}
      <Button
        mt="xs"
        size="xs"
        variant="default"
        onClick={() => put([...of, { kind: "", number: "", jurisdiction: null, valid_until: "" }])}
      >
        {t.add}
      </Button>
    </>
  );
}

interface AuthoritiesProps {
  readonly of: PersonReply["authorities"];
  readonly put: (of: PersonReply["authorities"]) => void;
}

function Authorities({ of, put }: AuthoritiesProps) {
  const change = (index: number, act: string, amount: string, currency: string) =>
    put(of.map((each, place) => (place === index ? { act, up_to: { amount, currency } } : each)));
  return (
    <>
      <h3 className={blocks.small}>{t.people.authorities}</h3>
      <p className="quiet">{t.people.authoritiesLine}</p>
      {of.map(({ act, up_to: limit }, index) => (
        <div key={index} className={classes.fields}>
          <TextInput label={t.people.act} required withAsterisk={false} value={act} onChange={(event) => change(index, event.currentTarget.value, limit.amount, limit.currency)} />
          <TextInput label={t.people.upTo} required withAsterisk={false} value={limit.amount} onChange={(event) => change(index, act, event.currentTarget.value, limit.currency)} />
          <TextInput aria-label={t.people.upTo} w={80} value={limit.currency} onChange={(event) => change(index, act, limit.amount, event.currentTarget.value.toUpperCase())} />
          <Button variant="subtle" color="red" onClick={() => put(of.filter((_, place) => place !== index))}>
            {t.remove}
          </Button>
        </div>
      ))}
      <Button
        mt="xs"
        size="xs"
        variant="default"
        onClick={() => put([...of, { act: "*", up_to: { amount: "100", currency: "EUR" } }])}
      >
        {t.add}
      </Button>
    </>
  );
}
