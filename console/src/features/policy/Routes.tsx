import { Button, Select, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import type { RouteReply } from "@/api/contract";
import { span, words } from "@/text/format";
import blocks from "@/ui/blocks.module.css";

import { FieldGrid } from "./FieldGrid";
import classes from "./policy.module.css";
import { Skills } from "./Skills";
import { t } from "./text";
import type { Working } from "./working";

/** Where reasons lead, and each route as a chain of people who are asked one after the other. */
export function Routes({ working }: { readonly working: Working }) {
  const form = working.written.form;
  if (form === null) {
    return null;
  }
  return (
    <div className={blocks.column}>
      <section className={blocks.section}>
        <h2 className={blocks.heading}>{t.sections.routes}</h2>
        <p className="quiet">{t.routesLine}</p>
        {form.routes.map((route) => (
          <Route key={route.id} route={route} working={working} />
        ))}
        {working.mayEdit ? <NewRoute working={working} /> : null}
      </section>
      <section className={blocks.section}>
        <h2 className={blocks.heading}>{t.routed}</h2>
        <FieldGrid of={form.routed} working={working} />
        {working.mayEdit ? <NewReason working={working} /> : null}
      </section>
    </div>
  );
}

function Route({ route, working }: { readonly route: RouteReply; readonly working: Working }) {
  const { open } = useSearch({ from: "/shell/policy/$section" });
  const navigate = useNavigate();
  const isOpen = open === route.id;
  const title = words(route.id);
  return (
    <article className={classes.card} aria-label={title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={isOpen}
          aria-label={`${t.details}: ${title}`}
          onClick={() =>
            void navigate({ to: ".", search: (old) => ({ ...old, open: isOpen ? undefined : route.id }), replace: true })
          }
        >
          {t.details}
        </Button>
      </div>
      <p className={classes.text}>
        {route.reasons.length === 0 ? t.nothingLeads : `${t.leadsHere}: ${route.reasons.join("; ")}`}
      </p>
      <Chain route={route} />
      {isOpen ? (
        <div className={classes.more}>
          <FieldGrid of={route.fields} working={working} />
          <Skills route={route} title={title} working={working} />
          {working.mayEdit ? (
            <div className={classes.form}>
              <Button
                variant="default"
                size="xs"
                aria-label={`${t.remove}: ${title}`}
                onClick={() => working.edit({ path: route.path, remove: true })}
              >
                {t.remove}
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
    </article>
  );
}

function Chain({ route }: { readonly route: RouteReply }) {
  return (
    <ol className={classes.chain}>
      {route.chain.map((step) => (
        <li key={step.target} className={classes.step}>
          <span className={classes.stop}>
            {step.words}
            <span className={classes.when}>
              {step.after_seconds === 0 ? t.atOnce : t.after(span(step.after_seconds * 1_000))}
            </span>
          </span>
        </li>
      ))}
      <li className={classes.step}>
        <span className={classes.stop} data-last="true">
          {route.landing}
          <span className={classes.when}>{t.landing}</span>
        </span>
      </li>
    </ol>
  );
}

function NewRoute({ working }: { readonly working: Working }) {
  const [id, setId] = useState("");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        working.edit({
          path: ["routes", id],
          set: { target: "queue:general", landing: { kind: "email", promise_seconds: 86_400 } },
        });
        setId("");
      }}
    >
      <TextInput
        label={t.route}
        value={id}
        onChange={(event) => setId(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_"))}
      />
      <Button type="submit" variant="default" disabled={id === ""}>
        {t.routesAdd}
      </Button>
    </form>
  );
}

function NewReason({ working }: { readonly working: Working }) {
  const form = working.written.form;
  const [reason, setReason] = useState<string | null>(null);
  const [route, setRoute] = useState<string | null>(null);
  if (form === null) {
    return null;
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== null && route !== null) {
          working.edit({ path: [...form.scope, "route_for", reason], set: route });
          setReason(null);
        }
      }}
    >
      <Select
        className={classes.grow}
        label={t.reason}
        searchable
        data={form.reasons.map((choice) => ({ ...choice }))}
        value={reason}
        onChange={setReason}
      />
      <Select
        label={t.route}
        data={form.routes.map((each) => ({ value: each.id, label: words(each.id) }))}
        value={route}
        onChange={setRoute}
      />
      <Button type="submit" variant="default" disabled={reason === null || route === null}>
        {t.routedAdd}
      </Button>
    </form>
  );
}
