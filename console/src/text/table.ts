/**
 * Words, apart from the code that shows them. `table("inbox", { title: "Inbox", waiting: (n: number) => … })` gives the
 * words of the language in use; a language pack replaces what it has, and what it lacks stays English.
 */
export type Words = { readonly [name: string]: string | ((...given: never[]) => string) | Words };
export type Pack = Readonly<Record<string, Words>>;

let pack: Pack = {};

/** Speak by this pack. Before the application starts: a table is read once. */
export function speak(words: Pack): void {
  pack = words;
}

/** The words of one part of the console, by the name under which language packs have them. */
export function table<T extends Words>(name: string, english: T): T {
  return over(english, pack[name]);
}

function over<T extends Words>(english: T, translated: Words | undefined): T {
  if (translated === undefined) {
    return english;
  }
  const merged: Record<string, Words[string]> = { ...english };
  for (const [name, words] of Object.entries(translated)) {
    const own = merged[name];
    if (own === undefined || typeof own !== typeof words) {
      continue; // a pack for another version: what does not fit is left out
    }
    merged[name] = typeof own === "object" && typeof words === "object" ? over(own, words) : words;
  }
  return merged as T;
}
