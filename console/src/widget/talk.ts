/** What was said, in order, with what is still on its way; and the notices of who is speaking between it. */

import type { Unsent } from "./kept";
import type { State, Words } from "./wire";

export type Sending = "pending" | "sending" | "failed";

export type Item =
  | { readonly kind: "words"; readonly key: string; readonly words: Words; readonly first: boolean }
  | { readonly kind: "unsent"; readonly key: string; readonly words: Unsent; readonly sending: Sending }
  | { readonly kind: "speaker"; readonly key: string; readonly speaker: "agent" | "person"; readonly name: string | null };

/** The words the server gave, by number; the same ones again change nothing. */
export class Talk {
  private readonly known = new Map<number, Words>();

  add(words: readonly Words[]): boolean {
    const before = this.known.size;
    for (const each of words) this.known.set(each.number, each);
    return this.known.size !== before;
  }

  clear(): void {
    this.known.clear();
  }

  has(id: string): boolean {
    return [...this.known.values()].some((each) => each.author === "customer" && each.id === id);
  }

  get last(): number {
    return Math.max(0, ...this.known.keys());
  }

  /** As heard: by the moment it reached the customer, then by number. */
  get words(): readonly Words[] {
    return [...this.known.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.number - b.number));
  }

  /** How many words of others came after number `seen`. */
  unheard(seen: number): number {
    return this.words.filter((each) => each.number > seen && each.author !== "customer").length;
  }
}

/** The log from top to bottom. A notice stands wherever somebody else begins to speak, and at the end of who will. */
export function items(
  words: readonly Words[],
  unsent: readonly Unsent[],
  sending: ReadonlyMap<string, Sending>,
  state: State | null,
): Item[] {
  const shown: Item[] = [];
  let speaker = "";
  let author = "";
  const notice = (kind: "agent" | "person", name: string | null, key: string): void => {
    const now = `${kind}:${name ?? ""}`;
    if (now === speaker) return;
    speaker = now;
    author = "";
    shown.push({ kind: "speaker", key, speaker: kind, name });
  };
  for (const each of words) {
    if (each.author === "agent" || each.author === "person") notice(each.author, each.name, `speaker:${each.number}`);
    const who = `${each.author}:${each.name ?? ""}`;
    shown.push({ kind: "words", key: `words:${each.number}`, words: each, first: who !== author });
    author = who;
  }
  if (state && words.length > 0 && (state.speaker === "agent" || state.speaker === "person")) {
    notice(state.speaker, state.name, `speaker:now:${state.speaker}:${state.name ?? ""}`);
  }
  const said = new Set(words.filter((each) => each.author === "customer").map((each) => each.id));
  for (const each of unsent) {
    if (said.has(each.id)) continue;
    shown.push({ kind: "unsent", key: `unsent:${each.id}`, words: each, sending: sending.get(each.id) ?? "pending" });
  }
  return shown;
}

/** Text in pieces, web addresses apart. Nothing else becomes a link. */
export function pieces(text: string): { readonly text: string; readonly href: string | null }[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/)
    .map((part, index) => ({ text: part, href: index % 2 ? part : null }))
    .filter((part) => part.text !== "");
}
