import type { CaseReply } from "@/api/contract";

import { type Field, files, flag, maybe, text, type Values } from "./asking";
import { t } from "./text";

export const verificationFields: readonly Field[] = [
  { name: "means", label: t.fields.means, kind: "code", needed: true, initial: "call_to_number_on_file" },
  { name: "contact", label: t.fields.contact, kind: "line", needed: true },
  { name: "result", label: t.fields.result, kind: "text", needed: true },
  { name: "confirmed", label: t.fields.confirmed, kind: "flag" },
];

export function verification(values: Values) {
  return text(values, "contact") === ""
    ? null
    : {
        means: text(values, "means"),
        contact: text(values, "contact"),
        result: text(values, "result"),
        confirmed: flag(values, "confirmed"),
      };
}

/** What the route demands in writing, as far as it is missing. */
export function recordFields(one: CaseReply, persons: Field["choices"], all = false): readonly Field[] {
  const missing = one.documentation_missing;
  const asks = (part: string) => all || missing.includes(part);
  if (!all && missing.length === 0) {
    return [];
  }
  const needed = (part: string) => missing.includes(part);
  return [
    { name: "decision", label: t.fields.decision, kind: "line", needed: true, initial: one.document?.decision ?? "" },
    ...(asks("ground") ? [{ name: "ground", label: t.fields.ground, kind: "text", needed: needed("ground"), initial: one.document?.ground ?? "" } as const] : []),
    ...(asks("authoriser") ? [{ name: "authoriser", label: t.fields.authoriser, kind: "choice", needed: needed("authoriser"), choices: persons ?? [], initial: one.document?.authoriser ?? "" } as const] : []),
    ...(asks("credential") ? [{ name: "credential", label: t.fields.credential, kind: "line", needed: needed("credential"), initial: one.document?.credential ?? "" } as const] : []),
    ...(missing.includes("verification") ? verificationFields : []),
    { name: "attachments", label: t.fields.evidence, kind: "files", least: Math.max(0, one.needs_attachments - (one.document?.attachments.length ?? 0)) },
  ];
}

export function record(values: Values) {
  return text(values, "decision") === ""
    ? null
    : {
        decision: text(values, "decision"),
        ground: maybe(values, "ground"),
        authoriser: maybe(values, "authoriser"),
        credential: maybe(values, "credential"),
        verification: verification(values),
        attachments: [...files(values, "attachments")],
      };
}
