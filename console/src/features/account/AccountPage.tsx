import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { api, ask } from "@/api/client";
import type { PersonReply } from "@/api/contract";
import { Problem } from "@/api/problem";
import { useMe } from "@/api/session";
import { words } from "@/text/format";
import { Money } from "@/ui/Money";
import { Page } from "@/ui/Page";
import { ProblemNote } from "@/ui/states";
import { At } from "@/ui/time";
import { done } from "@/ui/toast";

import classes from "./AccountPage.module.css";
import { t } from "./text";

/** Who I am here, and my password. */
export function AccountPage() {
  const { person } = useMe();
  return (
    <Page title={t.title} lead={person.email}>
      <section className={classes.section}>
        <h2 className={classes.heading}>{t.you}</h2>
        <About person={person} />
        <p className="quiet">{t.ask}</p>
      </section>
      <section className={classes.section}>
        <h2 className={classes.heading}>{t.password}</h2>
        <p className="quiet">{t.passwordLead}</p>
        <ChangePassword />
      </section>
    </Page>
  );
}

function About({ person }: { readonly person: PersonReply }) {
  const skills = Object.entries(person.skills);
  return (
    <dl className={classes.about}>
      <Line name={t.name}>{person.name}</Line>
      <Line name={t.roles}>{person.roles.map(words).join(", ")}</Line>
      <Line name={t.queues}>{person.queues.map(words).join(", ")}</Line>
      <Line name={t.skills}>{skills.map(([skill, level]) => `${words(skill)} ${level}`).join(", ")}</Line>
      <Line name={t.credentials}>
        {person.credentials.map((credential) => (
          <div key={`${credential.kind} ${credential.number}`}>
            {words(credential.kind)} {credential.number}, {t.validUntil} <At at={credential.valid_until} />
          </div>
        ))}
      </Line>
      <Line name={t.authorities}>
        {person.authorities.map((authority) => (
          <div key={authority.act}>
            {authority.act === "*" ? t.anyAct : words(authority.act)} {t.upTo} <Money of={authority.up_to} />
          </div>
        ))}
      </Line>
    </dl>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const empty = children === "" || (Array.isArray(children) && children.length === 0);
  return (
    <>
      <dt>{name}</dt>
      <dd>{empty ? t.none : children}</dd>
    </>
  );
}

function ChangePassword() {
  const [given, setGiven] = useState({ old: "", new: "" });
  const change = useMutation({
    mutationFn: () => ask(api.PUT("/v1/me/password", { body: given })),
    onSuccess: () => {
      setGiven({ old: "", new: "" });
      done(t.changed);
    },
  });
  const about = change.error instanceof Problem ? change.error.field : null;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <PasswordInput
        label={t.old}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={given.old}
        error={about === "old"}
        onChange={(event) => setGiven({ ...given, old: event.currentTarget.value })}
      />
      <PasswordInput
        label={t.new}
        description={t.newHint}
        autoComplete="new-password"
        required
        minLength={10}
        withAsterisk={false}
        value={given.new}
        error={about === "new"}
        onChange={(event) => setGiven({ ...given, new: event.currentTarget.value })}
      />
      {change.isError ? <ProblemNote error={change.error} /> : null}
      <Button type="submit" loading={change.isPending}>
        {t.change}
      </Button>
    </form>
  );
}
