import { Button, Collapse, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { RuleReply } from "@/api/contract";
import { Tag } from "@/ui/badges";
import { Empty } from "@/ui/states";
import blocks from "@/ui/blocks.module.css";

import { FieldGrid } from "./FieldGrid";
import classes from "./policy.module.css";
import { Caret } from "./Problems";
import { t } from "./text";
import type { Edit, Path, Working } from "./working";

/** The organisation's own rules, each in words; the condition behind it for whoever opens it. */
export function Rules({ working }: { readonly working: Working }) {
  const rules = working.written.form?.rules ?? [];
  return (
    <div className={blocks.column}>
      <p className="quiet">{t.rulesLine}</p>
      {rules.length === 0 ? <Empty title={t.rulesNone}>{t.rulesNoneLine}</Empty> : null}
      {rules.map((rule) => (
        <Rule key={rule.id} rule={rule} working={working} />
      ))}
      {working.mayEdit ? <NewRule working={working} /> : null}
    </div>
  );
}

function Rule({ rule, working }: { readonly rule: RuleReply; readonly working: Working }) {
  const { open } = useSearch({ from: "/shell/policy/$section" });
  const navigate = useNavigate();
  const isOpen = open === rule.id;
  return (
    <article className={classes.card} aria-label={rule.title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{rule.title}</h3>
        <span className={classes.tags}>
          {rule.chosen ? null : <Tag tone="warn">{t.unchosen}</Tag>}
          <Tag>{rule.hard ? t.hard : t.soft}</Tag>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={isOpen}
            aria-label={`${t.details}: ${rule.title}`}
            onClick={() =>
              void navigate({ to: ".", search: (old) => ({ ...old, open: isOpen ? undefined : rule.id }), replace: true })
            }
          >
            {t.details}
          </Button>
        </span>
      </div>
      <p className={classes.text}>{rule.words}</p>
      {isOpen ? (
        <div className={classes.more}>
          <FieldGrid of={rule.fields} working={working} />
          <Condition rule={rule} working={working} />
          <h3 className={blocks.small}>{t.owned}</h3>
          <FieldGrid of={rule.owned} working={working} />
          {working.mayEdit ? (
            <div className={classes.form}>
              {rule.chosen ? null : (
                <Button variant="default" size="xs" onClick={() => working.edit({ path: rule.path, adopt: true })}>
                  {t.adopt}
                </Button>
              )}
              <Button
                variant="default"
                color="red"
                size="xs"
                aria-label={`${t.remove}: ${rule.title}`}
                onClick={() => working.edit({ path: rule.path, remove: true })}
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

function Condition({ rule, working }: { readonly rule: RuleReply; readonly working: Working }) {
  const [shown, setShown] = useState(false);
  return (
    <div className={classes.more}>
      <Button variant="default" size="xs" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? t.conditionHide : t.conditionOpen}
      </Button>
      <Collapse expanded={shown}>
        <Cel
          key={rule.when}
          start={rule.when}
          disabled={!working.mayEdit}
          tried={(text) => ({ path: [...rule.path, "when"], set: text })}
          working={working}
          use={(text) => working.edit({ path: [...rule.path, "when"], set: text })}
        />
      </Collapse>
    </div>
  );
}

interface CelProps {
  readonly start: string;
  readonly disabled: boolean;
  readonly tried: (text: string) => Edit;
  readonly working: Working;
  readonly use: (text: string) => void;
}

/** A condition that is checked as it is written; what is wrong stands under its column. */
function Cel({ start, disabled, tried, working, use }: CelProps) {
  const [text, setText] = useState(start);
  const [settled] = useDebouncedValue(text, 250);
  const edit = tried(settled);
  const checked = useQuery({
    queryKey: ["policy", "tried", working.document, edit.path, settled],
    enabled: settled !== start && settled.trim() !== "",
    retry: false,
    queryFn: () =>
      ask(
        api.POST("/v1/policy/edits", {
          body: { document: working.document, scope: [...working.scope], edits: [{ ...edit, path: [...edit.path] }] },
        }),
      ),
  });
  const written = settled === start ? working.written : checked.data;
  const wrong = written === undefined ? undefined : wrongAt(written.problems, edit.path, written.document, settled);
  return (
    <div className={classes.more}>
      <Textarea
        label={t.condition}
        placeholder={t.conditionHint}
        classNames={{ input: blocks.code }}
        spellCheck={false}
        value={text}
        readOnly={disabled}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {written !== undefined && wrong !== undefined ? <Caret document={written.document} problem={wrong} /> : null}
      {written !== undefined && wrong === undefined && settled.trim() !== "" ? (
        <p className={classes.text} role="status">
          {t.conditionFine}
        </p>
      ) : null}
      {disabled ? null : (
        <Button
          mt="sm"
          size="xs"
          disabled={text === start || text !== settled || wrong !== undefined || checked.data === undefined}
          onClick={() => use(text)}
        >
          {t.conditionUse}
        </Button>
      )}
    </div>
  );
}

/** The first error of this condition: the checker names rules by their place, so it is found by its line. */
function wrongAt(problems: Working["written"]["problems"], path: Path, document: string, text: string) {
  const first = text.split("\n")[0]?.trim() ?? "";
  const lines = document.split("\n");
  return problems.find(
    (problem) =>
      problem.severity === "error" &&
      problem.path.startsWith(String(path[0])) &&
      (lines[problem.line - 1]?.includes(first.slice(0, 40)) === true || text.includes(lines[problem.line - 1]?.trim() ?? "\0")),
  );
}

function NewRule({ working }: { readonly working: Working }) {
  const [id, setId] = useState("");
  const [opened, setOpened] = useState(false);
  const path = [...working.scope, "rules"];
  const rule = (when: string) => ({ id, when, then: "hand_over", strength: "hard" });
  const first = (working.written.form?.rules.length ?? 0) === 0;
  const edit = (when: string): Edit => (first ? { path, set: [rule(when)] } : { path: [...path, id], set: rule(when) });
  if (!opened) {
    return (
      <div className={classes.form}>
        <Button variant="default" onClick={() => setOpened(true)}>
          {t.rulesAdd}
        </Button>
      </div>
    );
  }
  return (
    <section className={classes.card}>
      <h3 className={classes.title}>{t.rulesAdd}</h3>
      <TextInput
        mt="sm"
        maw={320}
        label={t.ruleId}
        description={t.ruleIdHint}
        value={id}
        onChange={(event) => setId(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_"))}
      />
      {id === "" ? null : (
        <Cel
          start=""
          disabled={false}
          working={working}
          tried={(text) => ({ ...edit(text), path: first ? path : [...path, id] })}
          use={(text) => {
            working.edit(edit(text));
            setId("");
            setOpened(false);
          }}
        />
      )}
    </section>
  );
}
