import { useNavigate, useSearch } from "@tanstack/react-router";

export type Dimension = "topic" | "query_type" | "agent" | "channel" | "reason" | "person";
export const DIMENSIONS: readonly Dimension[] = ["topic", "query_type", "agent", "channel", "reason", "person"];
export const PRESETS = ["7", "28", "90"] as const;
const USUAL = "28";

/** What is asked for, as the API's query has it. */
export interface Selection {
  readonly since: string;
  readonly until: string;
  readonly topic?: string;
  readonly query_type?: string;
  readonly agent?: string;
  readonly channel?: string;
  readonly reason?: string;
  readonly person?: string;
}

/** The address holds all of it: the range, the filters, how it is parted, and which figure is open. */
export function useSelection() {
  const search = useSearch({ from: "/shell/insights" });
  const navigate = useNavigate();
  const change = (changes: Readonly<Record<string, string | undefined>>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...changes }), replace: true });
  const filters = Object.fromEntries(
    DIMENSIONS.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]] as const])),
  );
  const dated = search.since !== undefined && search.until !== undefined;
  const days = dated ? null : (search.days ?? USUAL);
  const range = dated ? { since: search.since ?? "", until: search.until ?? "" } : lately(Number(days));
  const selection: Selection = { ...range, ...filters };
  return { search, selection, days, filters, change };
}

/** The last so many days, today included. */
export function lately(days: number): { readonly since: string; readonly until: string } {
  const today = new Date();
  const first = new Date(today);
  first.setDate(today.getDate() - (days > 0 && days <= 366 ? days : Number(USUAL)) + 1);
  return { since: day(first), until: day(today) };
}

function day(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Where a table of the API is fetched as CSV: an ordinary link, with the session's cookie. */
export function csv(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/v1/${path}?${new URLSearchParams([...given, ["format", "csv"]]).toString()}`;
}
