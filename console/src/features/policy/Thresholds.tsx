import { Accordion, Button, Checkbox, TextInput, Tooltip } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search } from "lucide-react";

import type { ThresholdReply } from "@/api/contract";
import { Tag } from "@/ui/badges";
import { Empty } from "@/ui/states";
import { done } from "@/ui/toast";
import blocks from "@/ui/blocks.module.css";

import { sourceName } from "./Field";
import { FieldGrid } from "./FieldGrid";
import classes from "./policy.module.css";
import { t } from "./text";
import type { Working } from "./working";

/** Every reason that has a threshold, as a line that opens into its settings. */
export function Thresholds({ working }: { readonly working: Working }) {
  const search = useSearch({ from: "/shell/policy/$section" });
  const navigate = useNavigate();
  const go = (changed: Record<string, string | undefined>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...changed }), replace: true });
  const wanted = (search.find ?? "").toLowerCase();
  const all = working.written.form?.thresholds ?? [];
  const shown = all.filter(
    (each) =>
      `${each.title} ${each.code}`.toLowerCase().includes(wanted) && (search.unchosen === undefined || !each.chosen),
  );
  return (
    <div className={blocks.column}>
      <div className={classes.filters}>
        <TextInput
          aria-label={t.find}
          placeholder={t.find}
          leftSection={<Search size={14} aria-hidden />}
          value={search.find ?? ""}
          onChange={(event) => go({ find: event.currentTarget.value || undefined })}
        />
        <Checkbox
          label={t.onlyUnchosen}
          checked={search.unchosen !== undefined}
          onChange={(event) => go({ unchosen: event.currentTarget.checked ? "1" : undefined })}
        />
      </div>
      {shown.length === 0 ? <Empty title={t.nothingFound}>{t.nothingFoundLine}</Empty> : null}
      <Group title={t.always} line={t.alwaysLine} of={shown.filter((each) => each.always)} working={working} />
      <Group title={t.others} line={t.othersLine} of={shown.filter((each) => !each.always)} working={working} />
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly line: string;
  readonly of: readonly ThresholdReply[];
  readonly working: Working;
}

function Group({ title, line, of, working }: GroupProps) {
  const { open } = useSearch({ from: "/shell/policy/$section" });
  const navigate = useNavigate();
  if (of.length === 0) {
    return null;
  }
  return (
    <section className={blocks.section}>
      <h2 className={blocks.heading}>{title}</h2>
      <p className="quiet">{line}</p>
      <Accordion
        value={open ?? null}
        chevronPosition="left"
        classNames={{ item: classes.item, control: classes.control, content: classes.content, label: classes.label }}
        onChange={(code) =>
          void navigate({ to: ".", search: (old) => ({ ...old, open: code ?? undefined }), replace: true })
        }
      >
        {of.map((each) => (
          <Accordion.Item key={each.code} value={each.code}>
            <Accordion.Control>
              <Line of={each} />
            </Accordion.Control>
            <Accordion.Panel>{open === each.code ? <Settings of={each} working={working} /> : null}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </section>
  );
}

function Line({ of }: { readonly of: ThresholdReply }) {
  const at = of.fields.find((field) => field.path.at(-1) === "at");
  const then = of.fields.find((field) => field.path.at(-1) === "then");
  const label = then?.choices.find((choice) => choice.value === then.in_force)?.label ?? String(then?.in_force);
  return (
    <span className={classes.line}>
      <span className={blocks.name}>{of.title}</span>
      <span className={classes.does}>{t.fires(of.below, Number(at?.in_force).toFixed(2), label)}</span>
      <span className={classes.tags}>
        {of.chosen ? null : (
          <Tooltip label={t.unchosenWhy} multiline maw={320}>
            <span>
              <Tag tone="warn">{t.unchosen}</Tag>
            </span>
          </Tooltip>
        )}
        {of.stated ? <Tag>{sourceName("here")}</Tag> : null}
      </span>
    </span>
  );
}

function Settings({ of, working }: { readonly of: ThresholdReply; readonly working: Working }) {
  return (
    <div className={classes.settings}>
      {of.chosen || !working.mayEdit ? null : (
        <div className={classes.note}>
          <span>{t.unchosenWhy}</span>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              working.edit({ path: of.path, adopt: true });
              done(t.adopted);
            }}
          >
            {t.adopt}
          </Button>
        </div>
      )}
      <FieldGrid of={of.fields} working={working} />
      <h3 className={blocks.small}>{t.owned}</h3>
      <FieldGrid of={of.owned} working={working} />
    </div>
  );
}
