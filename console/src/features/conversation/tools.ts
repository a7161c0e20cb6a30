import { api, ask, freshId } from "@/api/client";
import type { Tools } from "@/api/contract";
import { words } from "@/text/format";

import type { Field, Values, Verb } from "./asking";
import { t } from "./text";

interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
}

/** A tool as a verb with its form, made of the JSON Schema of its parameters. */
export function toolVerb(conversation: string, tool: Tools["tools"][number]): Verb {
  const properties = (tool.parameters.properties ?? {}) as Readonly<Record<string, Property>>;
  const required = (tool.parameters.required ?? []) as readonly string[];
  const call = freshId(); // one form is one act, however often it is sent
  return {
    id: `act ${tool.name}`,
    label: tool.called,
    fields: [
      ...Object.entries(properties).map(([name, property]) => fieldOf(name, property, required.includes(name))),
      ...(tool.reads_only ? [] : [{ name: WHY, label: t.tools.why, kind: "line" } as const]),
    ],
    send: async (values) => {
      const params = { path: { conversation } };
      const why = typeof values[WHY] === "string" && values[WHY] !== "" ? values[WHY] : null;
      const body = { call_id: call, tool: tool.name, arguments: argumentsOf(properties, values), why };
      await ask(api.POST("/v1/conversations/{conversation}/acts", { params, body }));
      await ask(api.GET("/v1/conversations/{conversation}/acts", { params: { ...params, query: { wait: 5 } } }));
    },
  };
}

const WHY = "why it is done";

function fieldOf(name: string, { type, description, enum: values }: Property, needed: boolean): Field {
  const label = description === undefined ? words(name) : `${words(name)}: ${description}`;
  if (values !== undefined) {
    return { name, label, needed, kind: "choice", choices: values.map((value) => ({ value, label: words(value) })) };
  }
  return { name, label, needed: needed && type !== "boolean", kind: type === "boolean" ? "flag" : "line" };
}

/** What was filled in, in the types that the schema names; decimals stay texts. */
export function argumentsOf(properties: Readonly<Record<string, Property>>, values: Values): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(properties)) {
    const value = values[name];
    if (type === "boolean") {
      found[name] = value === true;
    } else if (typeof value === "string" && value.trim() !== "") {
      found[name] = type === "integer" || type === "number" ? Number(value) : value.trim();
    }
  }
  return found;
}
