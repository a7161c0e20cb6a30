import { api, ask } from "@/api/client";
import type { CaseReply, ConversationReply, PersonReply } from "@/api/contract";

import { coded, type Field, flag, maybe, text, type Values, type Verb } from "./asking";
import { record, recordFields, verification, verificationFields } from "./record";
import { t } from "./text";

/** What the forms need to know. */
export interface Ground {
  readonly conversation: ConversationReply;
  readonly case: CaseReply | undefined;
  readonly people: readonly PersonReply[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly me: string;
}

type CaseVerbName = NonNullable<CaseReply["allowed"]>[number];
type TalkVerbName = NonNullable<ConversationReply["allowed"]>[number];

const OUTCOMES = ["resolved", "unresolved", "not_needed", "escalated_outside", "qualified", "fraud", "declined"] as const;
const LABELS = ["needed", "avoidable", "late", "misrouted"] as const;
const DECLINES = ["busy", "wrong_skill", "wrong_language", "conflict_of_interest", "other"] as const;
const PURPOSES = ["reply", "quality", "complaint", "audit"] as const;
const purpose = (): Field => ({ name: "purpose", label: t.fields.purpose, kind: "choice", needed: true, choices: coded(PURPOSES), initial: "reply" });

/** The verbs that the server allows now, with what each must be told. */
export function verbsOf(ground: Ground): readonly Verb[] {
  const one = ground.case;
  const mine = one === undefined ? [] : (one.allowed ?? []).flatMap((name) => caseVerb(name, one, ground) ?? []);
  const talk = (ground.conversation.allowed ?? []).flatMap((name) => talkVerb(name, ground) ?? []);
  return [...mine, ...talk];
}

function caseVerb(name: CaseVerbName, one: CaseReply, ground: Ground): Verb | null {
  const params = { path: { case: one.id } };
  const others = ground.people.filter((person) => person.id !== ground.me && person.active);
  const persons = others.map(({ id, name: label }) => ({ value: id, label }));
  const authorisers = ground.people.filter(({ active }) => active).map(({ id, name: label }) => ({ value: id, label }));
  const queues = ground.queues.map(({ id, name: label }) => ({ value: id, label }));
  const nothing: readonly Field[] = [];
  switch (name) {
    case "claim":
      return { id: name, label: t.verbs.claim, keys: "c", fields: nothing, send: () => ask(api.POST("/v1/cases/{case}/claim", { params })) };
    case "give_back":
      return { id: name, label: t.verbs.give_back, fields: nothing, send: () => ask(api.DELETE("/v1/cases/{case}/claim", { params })) };
    case "accept":
      return { id: name, label: t.verbs.accept, keys: "a", fields: nothing, send: () => ask(api.POST("/v1/cases/{case}/acceptance", { params })) };
    case "decline":
      return {
        id: name,
        label: t.verbs.decline,
        keys: "d",
        fields: [{ name: "reason", label: t.fields.reason, kind: "choice", needed: true, choices: coded(DECLINES), initial: "busy" }],
        send: (values) => ask(api.POST("/v1/cases/{case}/decline", { params, body: { reason: text(values, "reason") } })),
      };
    case "transfer":
      return {
        id: name,
        label: t.verbs.transfer,
        keys: "t",
        fields: [
          {
            name: "to",
            label: t.fields.to,
            kind: "choice",
            needed: true,
            choices: [
              ...queues.map(({ value, label }) => ({ value: `queue ${value}`, label: `${label} (${t.fields.queue})` })),
              ...persons.map(({ value, label }) => ({ value: `person ${value}`, label })),
            ],
          },
          { name: "note", label: t.fields.note, kind: "text" },
          { name: "warm", label: t.fields.warm, kind: "flag" },
        ],
        send: (values) => {
          const [kind, id] = text(values, "to").split(" ");
          const to = kind === "queue" ? { queue: id ?? null } : { person: id ?? null };
          const body = { ...to, warm: flag(values, "warm"), note: maybe(values, "note") };
          return ask(api.POST("/v1/cases/{case}/transfer", { params, body }));
        },
      };
    case "reassign":
      return {
        id: name,
        label: t.verbs.reassign,
        fields: [
          { name: "person", label: t.fields.person, kind: "choice", needed: true, choices: persons },
          { name: "why", label: t.fields.why, kind: "line", needed: true },
          { name: "override", label: t.fields.override, kind: "flag" },
        ],
        send: (values) =>
          ask(
            api.POST("/v1/cases/{case}/reassignment", {
              params,
              body: { person: text(values, "person"), why: text(values, "why"), override: flag(values, "override") },
            }),
          ),
      };
    case "consult":
      return {
        id: name,
        label: t.verbs.consult,
        keys: "q",
        fields: [
          { name: "asked", label: t.fields.to, kind: "choice", needed: true, choices: [...queues, ...persons] },
          { name: "question", label: t.fields.question, kind: "text", needed: true },
          { name: "minutes", label: t.fields.minutes, kind: "number", initial: "60" },
        ],
        send: (values) =>
          ask(
            api.POST("/v1/cases/{case}/consultations", {
              params,
              body: {
                asked: text(values, "asked"),
                question: text(values, "question"),
                within_seconds: 60 * (Number(values.minutes) || 60),
              },
            }),
          ),
      };
    case "answer": {
      const open = one.consultations.filter((each) => each.answer === null && !each.lapsed);
      return {
        id: name,
        label: t.verbs.answer,
        fields: [
          {
            name: "consultation",
            label: t.fields.question,
            kind: "choice",
            needed: true,
            choices: open.map((each) => ({ value: each.id, label: each.question ?? each.id })),
            initial: open[0]?.id ?? "",
          },
          { name: "answer", label: t.fields.answer, kind: "text", needed: true },
        ],
        send: (values) =>
          ask(
            api.POST("/v1/cases/{case}/consultations/{consultation}/answer", {
              params: { path: { case: one.id, consultation: text(values, "consultation") } },
              body: { answer: text(values, "answer") },
            }),
          ),
      };
    }
    case "link":
      return {
        id: name,
        label: t.verbs.link,
        fields: [
          { name: "other", label: t.fields.otherCase, kind: "case", needed: true, besides: one.id },
          { name: "defect", label: t.fields.defect, kind: "code", needed: true },
        ],
        send: (values) =>
          ask(api.POST("/v1/cases/{case}/links", { params, body: { case: text(values, "other"), defect: text(values, "defect") } })),
      };
    case "resolve":
      return {
        id: name,
        label: t.verbs.resolve,
        keys: "e",
        fields: [
          { name: "outcome", label: t.fields.outcome, kind: "choice", needed: true, choices: coded(OUTCOMES), initial: "resolved" },
          { name: "disposition", label: t.fields.disposition, kind: "code" },
          { name: "note", label: t.fields.agentNote, kind: "text" },
          { name: "seconds", label: t.fields.wrapUp, kind: "number", initial: "60" },
          ...recordFields(one, authorisers),
        ],
        send: (values) =>
          ask(
            api.POST("/v1/cases/{case}/resolution", {
              params,
              body: {
                outcome: text(values, "outcome") as (typeof OUTCOMES)[number],
                disposition: maybe(values, "disposition"),
                note: maybe(values, "note"),
                wrap_up_seconds: Number(values.seconds) || 60,
                document: record(values),
              },
            }),
          ),
      };
    case "document":
      return {
        id: name,
        label: t.verbs.document,
        fields: recordFields(one, authorisers, true),
        send: (values) => {
          const body = record(values);
          return body === null ? Promise.resolve() : ask(api.POST("/v1/cases/{case}/document", { params, body }));
        },
      };
    case "hand_back":
      return {
        id: name,
        label: t.verbs.hand_back,
        keys: "b",
        fields: [
          { name: "note", label: t.fields.agentNote, kind: "text", needed: true },
          { name: "disposition", label: t.fields.disposition, kind: "code" },
          ...recordFields(one, authorisers),
        ],
        send: (values) =>
          ask(
            api.POST("/v1/cases/{case}/hand-back", {
              params,
              body: { note: text(values, "note"), disposition: maybe(values, "disposition"), document: record(values) },
            }),
          ),
      };
    case "extend_wrap_up":
      return {
        id: name,
        label: t.verbs.extend_wrap_up,
        fields: nothing,
        send: () => ask(api.POST("/v1/cases/{case}/wrap-up-extension", { params, body: { seconds: 60 } })),
      };
    case "end_wrap_up":
      return { id: name, label: t.verbs.end_wrap_up, keys: "e", fields: nothing, send: () => ask(api.DELETE("/v1/cases/{case}/wrap-up", { params })) };
    case "open_seal":
      return { id: name, label: t.verbs.open_seal, fields: [purpose()], send: (values) => ask(api.POST("/v1/cases/{case}/seal-opening", { params, body: { purpose: text(values, "purpose") } })) };
    case "withdraw":
      return {
        id: name,
        label: t.verbs.withdraw,
        danger: true,
        fields: [{ name: "reason", label: t.fields.reason, kind: "code", needed: true, initial: "not_needed" }],
        send: (values) => ask(api.POST("/v1/cases/{case}/withdrawal", { params, body: { reason: text(values, "reason") } })),
      };
    case "verify":
      return {
        id: name,
        label: t.verbs.verify,
        fields: verificationFields,
        send: (values) => {
          const body = verification(values);
          return body === null ? Promise.resolve() : ask(api.POST("/v1/cases/{case}/verification", { params, body }));
        },
      };
    case "score": {
      const questions = one.score_card?.questions ?? [];
      return {
        id: name,
        label: t.verbs.score,
        fields: [
          ...questions.map(
            (question, index): Field => ({
              name: `score ${index}`,
              label: t.fields.scores(question),
              kind: "choice",
              needed: true,
              choices: ["1", "2", "3", "4", "5"].map((value) => ({ value, label: value })),
            }),
          ),
          { name: "comment", label: t.fields.comment, kind: "text" },
        ],
        send: (values) =>
          ask(
            api.POST("/v1/cases/{case}/score-card", {
              params,
              body: { scores: questions.map((_, index) => Number(values[`score ${index}`])), comment: maybe(values, "comment") },
            }),
          ),
      };
    }
    case "label":
      return {
        id: "label_case",
        label: t.verbs.label_case,
        fields: [
          { name: "label", label: t.fields.label, kind: "choice", needed: true, choices: coded(LABELS) },
          { name: "comment", label: t.fields.comment, kind: "text" },
        ],
        send: (values) =>
          ask(
            api.POST("/v1/cases/{case}/labels", {
              params,
              body: { label: text(values, "label") as (typeof LABELS)[number], comment: maybe(values, "comment") },
            }),
          ),
      };
    default:
      return null; // approve, reject, release, edit, discard: they have places of their own
  }
}

function talkVerb(name: TalkVerbName, { conversation }: Ground): Verb | null {
  const params = { path: { conversation: conversation.id } };
  const whispered = (to: "agent" | "person") => ({
    fields: [{ name: "text", label: t.fields.text, kind: "text", needed: true }] as const,
    send: (values: Values) =>
      ask(api.POST("/v1/conversations/{conversation}/whispers", { params, body: { to, text: text(values, "text") } })),
  });
  const at = { fields: [] } as const;
  switch (name) {
    case "take_over":
      return { id: name, label: t.verbs.take_over, keys: "o", ...at, send: () => ask(api.POST("/v1/conversations/{conversation}/takeover", { params })) };
    case "whisper_to_agent":
      return { id: name, label: t.verbs.whisper_to_agent, keys: "w", ...whispered("agent") };
    case "whisper_to_person":
      return { id: name, label: t.verbs.whisper_to_person, keys: "v", ...whispered("person") };
    case "pause":
      return { id: name, label: t.verbs.pause, ...at, send: () => ask(api.POST("/v1/conversations/{conversation}/pause", { params })) };
    case "resume":
      return { id: name, label: t.verbs.resume, ...at, send: () => ask(api.DELETE("/v1/conversations/{conversation}/pause", { params })) };
    case "hold_replies":
      return { id: name, label: t.verbs.hold_replies, ...at, send: () => ask(api.POST("/v1/conversations/{conversation}/reply-hold", { params })) };
    case "let_replies_flow":
      return { id: name, label: t.verbs.let_replies_flow, ...at, send: () => ask(api.DELETE("/v1/conversations/{conversation}/reply-hold", { params })) };
    case "open_personal_data":
      return { id: name, label: t.verbs.open_personal_data, fields: [purpose()], send: (values) => ask(api.POST("/v1/conversations/{conversation}/personal-data-opening", { params, body: { purpose: text(values, "purpose") } })) };
    case "flag":
      return { id: name, label: t.verbs.flag, keys: "f", ...at, send: () => ask(api.POST("/v1/conversations/{conversation}/flag", { params })) };
    case "close":
      return { id: name, label: t.verbs.close, danger: true, ...at, send: () => ask(api.POST("/v1/conversations/{conversation}/close", { params })) };
    default:
      return null; // reply, join, note, label: where one writes, and at the turns
  }
}
