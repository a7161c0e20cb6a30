import { Button, MultiSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { OrganisationReply } from "@/api/contract";
import { useMay } from "@/api/session";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { Loaded } from "@/ui/states";
import { Ago } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import { useOrganisation, usePeople } from "./known";
import classes from "./settings.module.css";
import { t } from "./text";

/** The organisation itself. */
export function Organisation({ may }: { readonly may: boolean }) {
  const organisation = useOrganisation();
  return (
    <Loaded of={organisation}>
      {(known) => (
        <>
          <Form key={known.version} known={known} may={may} />
          <Stops known={known} />
        </>
      )}
    </Loaded>
  );
}

function Form({ known, may }: { readonly known: OrganisationReply; readonly may: boolean }) {
  const client = useQueryClient();
  const people = usePeople();
  const [given, setGiven] = useState({
    name: known.name,
    language: known.language,
    time_zone: known.time_zone,
    on_call: known.on_call,
  });
  const [slack, setSlack] = useState("");
  const save = useMutation({
    mutationFn: () =>
      ask(api.PATCH("/v1/organisation", { body: slack === "" ? given : { ...given, slack_webhook: slack } })),
    onSuccess: (shown) => {
      client.setQueryData(["organisation"], shown);
      void client.invalidateQueries({ queryKey: ["me"] });
      done(t.saved);
    },
  });
  return (
    <form
      className={blocks.section}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.grid}>
        <TextInput
          label={t.organisation.name}
          disabled={!may}
          value={given.name}
          onChange={(event) => setGiven({ ...given, name: event.currentTarget.value })}
        />
        <TextInput
          label={t.organisation.language}
          disabled={!may}
          value={given.language}
          onChange={(event) => setGiven({ ...given, language: event.currentTarget.value })}
        />
        <TextInput
          label={t.organisation.zone}
          disabled={!may}
          value={given.time_zone}
          onChange={(event) => setGiven({ ...given, time_zone: event.currentTarget.value })}
        />
        <TextInput
          label={t.organisation.slack}
          description={known.slack ? t.organisation.slackSet : undefined}
          disabled={!may}
          value={slack}
          onChange={(event) => setSlack(event.currentTarget.value)}
        />
        <MultiSelect
          className={classes.wide}
          label={t.organisation.onCall}
          disabled={!may}
          searchable
          data={(people.data?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
          value={[...given.on_call]}
          onChange={(on_call) => setGiven({ ...given, on_call })}
        />
      </div>
      {may ? <FormEnd save={save} /> : null}
    </form>
  );
}

function Stops({ known }: { readonly known: OrganisationReply }) {
  const client = useQueryClient();
  const may = useMay("emergency_stop");
  const lift = useMutation({
    mutationFn: ({ scope, id }: { scope: string; id: string }) =>
      ask(api.DELETE("/v1/emergency-stops/{scope}/{id}", { params: { path: { scope, id } } })),
    onError: refused,
    onSuccess: (shown) => {
      client.setQueryData(["organisation"], shown);
      done(t.saved);
    },
  });
  return (
    <section className={blocks.section}>
      <h2 className={blocks.heading}>{t.organisation.stops}</h2>
      {known.stops.length === 0 ? <p className="quiet">{t.organisation.noStops}</p> : null}
      <ul className={blocks.plain}>
        {known.stops.map((stop) => (
          <li key={`${stop.scope} ${stop.id}`} className={classes.item}>
            <span className={blocks.name}>{stop.id}</span>
            <span className={classes.line}>
              {stop.why}, <Ago at={stop.at} />
            </span>
            {may ? (
              <Button size="compact-sm" variant="default" onClick={() => lift.mutate(stop)}>
                {t.organisation.lift}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
