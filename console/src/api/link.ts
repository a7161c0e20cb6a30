/**
 * The one live link: it only reports. Every fact's head as it gets its place in the ledger, each once and in order; after
 * a broken connection, or a night's sleep, it goes on exactly behind the last one it heard.
 */
import type { FactHead } from "@/api/contract";
import { events } from "@/api/events";
import type { Onlookers } from "@/api/onlookers";

export type LinkState = "connecting" | "live" | "lost";

/** Longer than two of the server's heartbeats: whatever is silent for so long is dead, whether or not it says so. */
export const SILENCE_MS = 35_000;
const PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000] as const;

export interface Surroundings {
  /** Opens the stream behind `after`; null: from now on. Rejects where it cannot be reached. */
  readonly open: (after: number | null, signal: AbortSignal) => Promise<Response>;
  readonly heard: (head: FactHead) => void;
  /** Who looks at a conversation now: no fact, so it has no place, and is told anew after a broken connection. */
  readonly looked: (onlookers: Onlookers) => void;
  readonly changed: (state: LinkState) => void;
  /** The session is over; the link stays closed. */
  readonly ended: () => void;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export class Link {
  private last: number | null;
  private readonly stopping = new AbortController();
  private current = new AbortController();
  private heardAt = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private readonly around: Surroundings;

  /** Begins behind the fact `last`, or, with null, from now on. */
  constructor(around: Surroundings, last: number | null = null) {
    this.around = around;
    this.last = last;
  }

  /** Follow until `stop`, reconnecting whenever it breaks. */
  async run(): Promise<void> {
    const stopping = this.stopping.signal;
    for (let failures = 0; !stopping.aborted; failures += 1) {
      this.around.changed(failures === 0 ? "connecting" : "lost");
      const outcome = await this.follow(() => (failures = 0));
      if (outcome === "ended") {
        this.around.ended();
        return;
      }
      await this.around.wait(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0, stopping);
    }
  }

  /** The page is looked at again: a stream that has been silent for longer than a heartbeat takes is dead. */
  check(): void {
    if (Date.now() - this.heardAt > SILENCE_MS / 2) {
      this.wake();
    }
  }

  /** Connect anew now: the machine woke up, or the network is back. What was missed is replayed. */
  wake(): void {
    this.current.abort();
  }

  stop(): void {
    this.stopping.abort();
    this.current.abort();
  }

  private async follow(connected: () => void): Promise<"broken" | "ended"> {
    this.current = new AbortController();
    const signal = this.current.signal;
    try {
      this.listen();
      const response = await this.around.open(this.last, signal);
      if (response.status === 401 || response.status === 403) {
        return "ended";
      }
      if (!response.ok || response.body === null) {
        return "broken";
      }
      connected();
      this.around.changed("live");
      for await (const each of events(response.body)) {
        this.listen();
        if (each.kind === "event" && each.name === "fact") {
          this.take(JSON.parse(each.data) as FactHead);
        } else if (each.kind === "event" && each.name === "viewers") {
          this.around.looked(JSON.parse(each.data) as Onlookers);
        }
        if (signal.aborted) {
          return "broken";
        }
      }
    } catch {
      // Whatever broke it, the answer is the same: connect again behind the last fact.
    } finally {
      clearTimeout(this.silence);
      this.current.abort();
    }
    return "broken";
  }

  private take(head: FactHead): void {
    if (head.number === null || (this.last !== null && head.number <= this.last)) {
      return;
    }
    this.last = head.number;
    this.around.heard(head);
  }

  private listen(): void {
    clearTimeout(this.silence);
    this.heardAt = Date.now();
    this.silence = setTimeout(() => this.wake(), SILENCE_MS);
  }
}
