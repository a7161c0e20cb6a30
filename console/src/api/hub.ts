import type { QueryClient, QueryKey } from "@tanstack/react-query";

import type { FactHead } from "@/api/contract";

/** What a query depends on: facts of these subjects (and only of this one, where an id is given). */
export interface Interest {
  readonly key: QueryKey;
  readonly about: FactHead["subject"]["kind"] | readonly FactHead["subject"]["kind"][];
  readonly id?: string | undefined;
  /** Only these facts; absent: every fact of the subjects. */
  readonly facts?: readonly string[] | undefined;
}

/** Facts that come together are one refetch. */
export const GATHER_MS = 80;

/** Tells queries that they are out of date, and never twice for one burst; what a query knows already is left out. */
export class Hub {
  private readonly interests = new Set<Interest>();
  private readonly listeners = new Set<(head: FactHead) => void>();
  private readonly due = new Map<string, QueryKey>();
  private readonly reading = new Set<string>();
  private readonly again = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly queries: QueryClient;

  constructor(queries: QueryClient) {
    this.queries = queries;
  }

  heard(head: FactHead): void {
    for (const listener of this.listeners) {
      listener(head);
    }
    for (const interest of this.interests) {
      if (concerns(interest, head) && !this.knows(interest.key, head)) {
        this.later(interest.key);
      }
    }
  }

  /** Anything may have happened since: what was read before `moment` is read again. */
  catchUp(moment: number): void {
    void this.queries.invalidateQueries({
      predicate: (query) => query.queryKey[0] !== "me" && query.state.dataUpdatedAt <= moment,
    });
  }

  interested(interest: Interest): () => void {
    this.interests.add(interest);
    return () => this.interests.delete(interest);
  }

  listen(listener: (head: FactHead) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private knows(key: QueryKey, head: FactHead): boolean {
    const data = this.queries.getQueryData(key);
    if (typeof data !== "object" || data === null) {
      return false;
    }
    if ("number" in data && typeof data.number === "number" && head.number !== null) {
      return head.number <= data.number;
    }
    const same = "id" in data && data.id === head.subject.id;
    return same && "version" in data && typeof data.version === "number" && head.version <= data.version;
  }

  private later(key: QueryKey): void {
    this.due.set(JSON.stringify(key), key);
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const due = [...this.due];
    this.due.clear();
    for (const [named, queryKey] of due) {
      if (this.reading.has(named)) {
        this.again.add(named);
      } else {
        void this.read(named, queryKey);
      }
    }
  }

  /**
   * A reading that is on its way is never cancelled, or steady traffic would keep a slow one from ever arriving. What is
   * heard meanwhile may be missing from it, so it is read once more afterwards.
   */
  private async read(named: string, queryKey: QueryKey): Promise<void> {
    this.reading.add(named);
    try {
      if (this.queries.isFetching({ queryKey }) > 0) {
        await this.queries.invalidateQueries({ queryKey }, { cancelRefetch: false }); // what began before the fact
      }
      do {
        this.again.delete(named);
        await this.queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
      } while (this.again.has(named));
    } finally {
      this.reading.delete(named);
    }
  }
}

function concerns(interest: Interest, head: FactHead): boolean {
  const about = typeof interest.about === "string" ? [interest.about] : interest.about;
  return (
    about.includes(head.subject.kind) &&
    (interest.id === undefined || interest.id === head.subject.id) &&
    (interest.facts === undefined || interest.facts.includes(head.fact))
  );
}
