import { Button, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { words } from "@/text/format";
import blocks from "@/ui/blocks.module.css";

import { FieldGrid } from "./FieldGrid";
import classes from "./policy.module.css";
import { t } from "./text";
import type { Working } from "./working";

/** How eager, how far an agent may go by itself, and which tools ask first. */
export function Limits({ working }: { readonly working: Working }) {
  const form = working.written.form;
  if (form === null) {
    return null;
  }
  return (
    <div className={blocks.column}>
      <Part title={t.costs} line={t.costsLine}>
        <FieldGrid of={form.costs} working={working} />
      </Part>
      <Part title={t.charter} line={t.charterLine}>
        <FieldGrid of={form.charter} working={working} />
        <h3 className={blocks.small}>{t.amounts}</h3>
        {form.limits.length === 0 ? <p className="quiet">{t.amountsNone}</p> : null}
        {form.limits.map((limit) => (
          <div key={limit.act} className={classes.card}>
            <Head title={limit.act === "*" ? t.everyOther : words(limit.act)} working={working} path={limit.path} />
            <FieldGrid of={limit.fields} working={working} />
          </div>
        ))}
        <Adding
          working={working}
          label={t.act}
          button={t.amountsAdd}
          second={{ label: t.perAct, placeholder: "100 EUR" }}
          add={(act, amount) =>
            working.edit(
              form.limits.length === 0
                ? { path: [...form.scope, "charter", "amounts"], set: [{ act, per_act: [amount] }] }
                : { path: [...form.scope, "charter", "amounts", act], set: { act, per_act: [amount] } },
            )
          }
        />
        <h3 className={blocks.small}>{t.hours}</h3>
        {form.hours.length === 0 ? <p className="quiet">{t.hoursNone}</p> : null}
        {form.hours.map((window) => (
          <p key={window.path.join(".")}>
            {t.window(
              window.days.map(words).join(", "),
              clock(window.opens),
              clock(window.closes),
              `UTC${window.utc_offset < 0 ? "−" : "+"}${clock(Math.abs(window.utc_offset))}`,
            )}
          </p>
        ))}
      </Part>
      <Part title={t.tools} line={t.toolsLine}>
        {form.tools.map((tool) => (
          <div key={tool.tool} className={classes.card}>
            <Head
              title={tool.tool === "*" ? t.everyOther : words(tool.tool)}
              working={working}
              path={tool.stated ? tool.path : null}
            />
            <FieldGrid of={tool.fields} working={working} />
          </div>
        ))}
        <Adding
          working={working}
          label={t.tools}
          button={t.toolsAdd}
          add={(tool) => working.edit({ path: [...form.scope, "actions", tool], set: { ask: "always" } })}
        />
      </Part>
    </div>
  );
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function Part({ title, line, children }: { readonly title: string; readonly line: string; readonly children: ReactNode }) {
  return (
    <section className={blocks.section}>
      <h2 className={blocks.heading}>{title}</h2>
      <p className="quiet">{line}</p>
      {children}
    </section>
  );
}

interface HeadProps {
  readonly title: string;
  readonly working: Working;
  readonly path: readonly (string | number)[] | null;
}

function Head({ title, working, path }: HeadProps) {
  return (
    <div className={classes.head}>
      <h3 className={classes.title}>{title}</h3>
      {path === null || !working.mayEdit ? null : (
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          aria-label={`${t.remove}: ${title}`}
          onClick={() => working.edit({ path, remove: true })}
        >
          {t.remove}
        </Button>
      )}
    </div>
  );
}

interface AddingProps {
  readonly working: Working;
  readonly label: string;
  readonly button: string;
  readonly second?: { readonly label: string; readonly placeholder: string };
  readonly add: (name: string, second: string) => void;
}

function Adding({ working, label, button, second, add }: AddingProps) {
  const [name, setName] = useState("");
  const [more, setMore] = useState("");
  if (!working.mayEdit) {
    return null;
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add(name.trim(), more.trim());
        setName("");
        setMore("");
      }}
    >
      <TextInput label={label} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {second === undefined ? null : (
        <TextInput
          label={second.label}
          placeholder={second.placeholder}
          value={more}
          onChange={(event) => setMore(event.currentTarget.value)}
        />
      )}
      <Button type="submit" variant="default" disabled={name.trim() === "" || (second !== undefined && more.trim() === "")}>
        {button}
      </Button>
    </form>
  );
}
