/** What JSON from a tool means to somebody who reads none. */

/** The value of a JSON text; a text that is none is itself. */
export function structured(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // words, as they are
  }
}

/** The fields that say something: with their currency where one stands beside an amount. */
export function shown(of: object): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(of as Readonly<Record<string, unknown>>).filter(([, value]) => !isNothing(value));
  const fields = new Map(entries);
  const currency = fields.get("currency");
  const amount = fields.get("amount");
  if (typeof currency !== "string" || (typeof amount !== "string" && typeof amount !== "number")) {
    return entries;
  }
  return entries.flatMap(([name, value]) =>
    name === "currency" ? [] : [[name, name === "amount" ? { amount: String(amount), currency } : value] as const],
  );
}

export function isMoney(of: object): of is { readonly amount: string; readonly currency: string } {
  return "amount" in of && typeof of.amount === "string" && "currency" in of && typeof of.currency === "string" && Object.keys(of).length === 2;
}

export const isMoment = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(text) && !Number.isNaN(Date.parse(text));

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}
