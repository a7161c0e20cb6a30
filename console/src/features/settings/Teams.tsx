import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { PersonReply, TeamReply } from "@/api/contract";
import { words } from "@/text/format";
import blocks from "@/ui/blocks.module.css";
import { Empty, Loaded } from "@/ui/states";
import { done, refused } from "@/ui/toast";

import { idOf, useOrganisation, usePeople } from "./known";
import classes from "./settings.module.css";
import { t } from "./text";

/** Teams with their supervisors, and who reports to whom. */
export function Teams({ may }: { readonly may: boolean }) {
  const organisation = useOrganisation();
  const people = usePeople();
  return (
    <Loaded of={organisation}>
      {({ teams }) => (
        <>
          {teams.length === 0 ? <Empty title={t.teams.empty}>{t.teams.emptyLine}</Empty> : null}
          <ul className={blocks.plain}>
            {teams.map((team) => (
              <li key={team.id}>
                <Team team={team} people={people.data?.people ?? []} may={may} />
              </li>
            ))}
          </ul>
          {may ? <NewTeam people={people.data?.people ?? []} /> : null}
          <section className={blocks.section}>
            <h2 className={blocks.heading}>{t.teams.hierarchy}</h2>
            <Hierarchy people={people.data?.people ?? []} />
          </section>
        </>
      )}
    </Loaded>
  );
}

function useTeam() {
  const client = useQueryClient();
  const keep = (shown: unknown) => {
    client.setQueryData(["organisation"], shown);
    done(t.saved);
  };
  const put = useMutation({
    mutationFn: ({ id, name, supervisor }: { id: string; name: string; supervisor: string | null }) =>
      ask(api.PUT("/v1/teams/{team}", { params: { path: { team: id } }, body: { name, supervisor } })),
    onError: refused,
    onSuccess: keep,
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask(api.DELETE("/v1/teams/{team}", { params: { path: { team: id } } })),
    onError: refused,
    onSuccess: keep,
  });
  return { put, remove };
}

interface TeamProps {
  readonly team: TeamReply;
  readonly people: readonly PersonReply[];
  readonly may: boolean;
}

function Team({ team, people, may }: TeamProps) {
  const { put, remove } = useTeam();
  const members = people.filter((person) => person.team === team.id);
  return (
    <div className={classes.item}>
      <span>
        <span className={blocks.name}>{team.name}</span> <span className="quiet">{t.teams.members(members.length)}</span>
      </span>
      <Select
        className={classes.field}
        aria-label={`${t.teams.supervisor}: ${team.name}`}
        placeholder={t.teams.supervisor}
        clearable
        searchable
        disabled={!may}
        data={people.map((person) => ({ value: person.id, label: person.name }))}
        value={team.supervisor}
        onChange={(supervisor) => put.mutate({ id: team.id, name: team.name, supervisor })}
      />
      {may ? (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={`${t.remove}: ${team.name}`}
          onClick={() => remove.mutate(team.id)}
        >
          {t.remove}
        </Button>
      ) : (
        <span />
      )}
    </div>
  );
}

function NewTeam({ people }: { readonly people: readonly PersonReply[] }) {
  const { put } = useTeam();
  const [name, setName] = useState("");
  const [supervisor, setSupervisor] = useState<string | null>(null);
  return (
    <form
      className={classes.fields}
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate({ id: idOf(name), name, supervisor }, { onSuccess: () => setName("") });
      }}
    >
      <TextInput label={t.teams.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Select
        label={t.teams.supervisor}
        clearable
        searchable
        data={people.map((person) => ({ value: person.id, label: person.name }))}
        value={supervisor}
        onChange={setSupervisor}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ""} loading={put.isPending}>
        {t.teams.add}
      </Button>
    </form>
  );
}

function Hierarchy({ people }: { readonly people: readonly PersonReply[] }) {
  const known = new Set(people.map((person) => person.id));
  const tops = people.filter((person) => person.supervisor === null || !known.has(person.supervisor));
  return (
    <ul className={classes.tree}>
      {tops.map((person) => (
        <Branch key={person.id} person={person} people={people} seen={[]} />
      ))}
    </ul>
  );
}

interface BranchProps {
  readonly person: PersonReply;
  readonly people: readonly PersonReply[];
  readonly seen: readonly string[];
}

function Branch({ person, people, seen }: BranchProps) {
  const below = people.filter((each) => each.supervisor === person.id && !seen.includes(each.id));
  return (
    <li>
      {person.name} <span className="quiet">{person.roles.map(words).join(", ")}</span>
      {below.length === 0 ? null : (
        <ul>
          {below.map((each) => (
            <Branch key={each.id} person={each} people={people} seen={[...seen, person.id]} />
          ))}
        </ul>
      )}
    </li>
  );
}
