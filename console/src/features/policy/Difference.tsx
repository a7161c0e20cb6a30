import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { ChangeReply, DiffLineReply } from "@/api/contract";
import { Tag, type Tone } from "@/ui/badges";
import { Empty, Loaded } from "@/ui/states";
import blocks from "@/ui/blocks.module.css";

import own from "./Difference.module.css";
import classes from "./policy.module.css";
import { t } from "./text";

const TONES: Readonly<Record<ChangeReply["kind"], Tone>> = { added: "good", changed: "info", removed: "bad" };

/** Two documents or versions: what changes in words, or line by line. */
export function Difference({ before, after }: { readonly before: string | number; readonly after: string | number }) {
  const [as, setAs] = useState("words");
  const compared = useQuery({
    queryKey: ["policy", "difference", before, after],
    retry: false,
    queryFn: () => ask(api.POST("/v1/policy/difference", { body: { before, after } })),
  });
  return (
    <section aria-label={t.difference.title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{t.difference.title}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t.difference.title}
          data={[
            { value: "words", label: t.difference.words },
            { value: "text", label: t.difference.text },
          ]}
          value={as}
          onChange={setAs}
        />
      </div>
      <Loaded of={compared}>
        {({ changes, lines }) => {
          if (changes.length === 0 && lines.length === 0) {
            return <Empty title={t.difference.none}>{t.difference.noneLine}</Empty>;
          }
          return as === "words" && changes.length > 0 ? <Changes of={changes} /> : <Lines of={lines} />;
        }}
      </Loaded>
    </section>
  );
}

function Changes({ of }: { readonly of: readonly ChangeReply[] }) {
  return (
    <ul className={classes.changes}>
      {of.map((change) => (
        <li key={change.path.join(".")} className={classes.change}>
          <div className={blocks.row}>
            <Tag tone={TONES[change.kind]}>{t.difference.kinds[change.kind]}</Tag>
            <span className={blocks.name}>{change.title}</span>
            <span className="quiet">{[change.thing, change.scope].filter((word) => word !== null).join(" · ")}</span>
          </div>
          <dl className={classes.details}>
            {change.details.map((detail) => (
              <div key={detail.label} style={{ display: "contents" }}>
                <dt>{detail.label}</dt>
                <dd>
                  <span className={classes.before}>{detail.before ?? ""}</span> {detail.after ?? t.difference.nothing}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

const SIGNS: Readonly<Record<DiffLineReply["mark"], string>> = { same: " ", removed: "−", added: "+", gap: "" };

function Lines({ of }: { readonly of: readonly DiffLineReply[] }) {
  return (
    <div className={`${own.diff ?? ""} ${blocks.code ?? ""}`} tabIndex={0} role="region" aria-label={t.difference.text}>
      {of.map((line, index) =>
        line.mark === "gap" ? (
          <div key={index} className={own.gap} aria-label={t.difference.gap}>
            …
          </div>
        ) : (
          <div key={index} className={own.diffLine} data-mark={line.mark}>
            <span className={own.diffNumber}>{line.before}</span>
            <span className={own.diffNumber}>{line.after}</span>
            <span>{SIGNS[line.mark]}</span>
            <span>{line.text}</span>
          </div>
        ),
      )}
    </div>
  );
}
