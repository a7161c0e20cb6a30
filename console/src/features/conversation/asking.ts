import { words } from "@/text/format";

/** What a verb must be told, and what was told. */
export type Value = string | boolean | readonly string[];
export type Values = Readonly<Record<string, Value>>;

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "line" | "code" | "flag" | "number" | "choice" | "case" | "files";
  readonly needed?: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly initial?: Value;
  /** Of a case: the one that is not offered. */
  readonly besides?: string;
  /** Of files: how many at least. */
  readonly least?: number;
}

export interface Verb {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly danger?: boolean;
  /** What must be told first; none: it is done at once. */
  readonly fields: readonly Field[];
  readonly send: (values: Values) => Promise<unknown>;
}

export const coded = (values: readonly string[]) => values.map((value) => ({ value, label: words(value) }));
export const text = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
};
export const maybe = (values: Values, name: string): string | null => text(values, name) || null;
export const files = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return typeof value === "object" ? value : [];
};
export const flag = (values: Values, name: string): boolean => values[name] === true;
