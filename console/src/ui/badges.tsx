import { Tooltip } from "@mantine/core";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";

import type { AgentReply, Reason } from "@/api/contract";
import { percent, words } from "@/text/format";

import classes from "./badges.module.css";
import { t } from "./text";

export type Tone = "plain" | "accent" | "good" | "warn" | "bad" | "info";

/** A small word beside something: `<Tag tone="warn">overdue</Tag>`. */
export function Tag({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}

/**
 * Why a case is here: the reason's code in words; its line, score and threshold on hover. Hard ones are filled. A title,
 * not a Tooltip: a list draws hundreds of these while it scrolls.
 */
export function ReasonBadge({ reason }: { readonly reason: Reason }) {
  const compared = reason.threshold === null ? "" : ` (${percent(reason.score)} / ${percent(reason.threshold)})`;
  return (
    <span
      className={classes.tag}
      data-tone={reason.strength === "hard" ? "ink" : "plain"}
      title={`${reason.line}${compared} · ${reason.strength === "hard" ? t.hard : t.soft}`}
    >
      {words(reason.code)}
    </span>
  );
}

/** The first reasons of many, and how many more there are. */
export function Reasons({ reasons, most = 2 }: { readonly reasons: readonly Reason[]; readonly most?: number }) {
  const rest = reasons.slice(most);
  return (
    <span className={classes.row}>
      {reasons.slice(0, most).map((reason) => (
        <ReasonBadge key={`${reason.code} ${reason.rule}`} reason={reason} />
      ))}
      {rest.length === 0 ? null : (
        <span className={classes.tag} title={rest.map((reason) => words(reason.code)).join(", ")}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

const SEVERITY_TONES: Readonly<Record<string, Tone>> = { critical: "bad", high: "warn" };

/** A case's or notice's severity; nothing for what is normal. */
export function Severity({ severity }: { readonly severity: string }) {
  const tone = SEVERITY_TONES[severity];
  if (tone === undefined) {
    return null;
  }
  return <Tag tone={tone}>{severity in t.severities ? t.severities[severity as keyof typeof t.severities] : words(severity)}</Tag>;
}

/** Sealed content shows only that it is sealed. */
export function Sealed() {
  return (
    <span className={classes.tag} data-tone="info" title={t.sealedWhy}>
      <Lock size={11} aria-hidden /> {t.sealed}
    </span>
  );
}

const MODE_TONES: Readonly<Record<AgentReply["mode"], Tone>> = { observe: "info", assist: "warn", enforce: "accent" };

interface ModeProps {
  readonly mode: AgentReply["mode"];
  /** For which agents. */
  readonly agents?: readonly string[];
}

/** How much Handrail does: observing, assisting, enforcing. */
export function ModeBadge({ mode, agents = [] }: ModeProps) {
  const label = agents.length === 0 ? t.modes[mode].line : `${t.modes[mode].line} ${agents.join(", ")}.`;
  return (
    <Tooltip label={label} multiline maw={280}>
      <span className={classes.tag} data-tone={MODE_TONES[mode]}>
        {t.modes[mode].name}
      </span>
    </Tooltip>
  );
}
