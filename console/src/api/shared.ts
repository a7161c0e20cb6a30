/**
 * One live link for all tabs of a browser. Each stream holds a connection, and a browser gives one server only six of them
 * without HTTP/2: with a link for each tab the seventh tab would wait for ever. So one tab holds the link and tells the
 * others; when it is closed, another goes on behind the last fact that was told.
 */
import type { FactHead } from "@/api/contract";
import type { Onlookers } from "@/api/onlookers";
import { Link, type LinkState, type Surroundings } from "@/api/link";

const NAME = "handrail-live";

type Told =
  | { readonly kind: "fact"; readonly head: FactHead }
  | { readonly kind: "viewers"; readonly onlookers: Onlookers }
  | { readonly kind: "state"; readonly state: LinkState; readonly last: number | null }
  | { readonly kind: "ended" }
  /** A new tab asks how things are. */
  | { readonly kind: "hello" };

type Ears = Pick<Surroundings, "heard" | "looked" | "changed" | "ended">;
type Ground = Pick<Surroundings, "open" | "wait">;

export class SharedLink {
  private readonly ears: Ears;
  private readonly ground: Ground;
  private readonly stopping = new AbortController();
  private readonly others = new BroadcastChannel(NAME);
  private link: Link | null = null;
  private state: LinkState = "connecting";
  private last: number | null = null;

  constructor(ears: Ears, ground: Ground) {
    this.ears = ears;
    this.ground = ground;
    this.others.onmessage = (event: MessageEvent<Told>) => this.told(event.data);
  }

  /** Hear everything until `stop`, from another tab's link or, when none has one, from our own. */
  async run(): Promise<void> {
    this.others.postMessage({ kind: "hello" } satisfies Told);
    try {
      await navigator.locks.request(NAME, { signal: this.stopping.signal }, () => this.lead());
    } catch {
      // Stopped while another tab led.
    }
  }

  check(): void {
    this.link?.check();
  }

  wake(): void {
    this.link?.wake();
  }

  stop(): void {
    this.stopping.abort();
    this.link?.stop();
    this.others.close();
  }

  private async lead(): Promise<void> {
    if (this.stopping.signal.aborted) {
      return;
    }
    this.link = new Link(
      {
        ...this.ground,
        heard: (head) => {
          this.tell({ kind: "fact", head });
          this.hear(head);
        },
        looked: (onlookers) => {
          this.tell({ kind: "viewers", onlookers });
          this.ears.looked(onlookers);
        },
        changed: (state) => {
          this.tell({ kind: "state", state, last: this.last });
          this.change(state);
        },
        ended: () => {
          this.tell({ kind: "ended" });
          this.ears.ended();
        },
      },
      this.last,
    );
    await this.link.run();
  }

  private told(what: Told): void {
    if (what.kind === "hello") {
      if (this.link !== null) {
        this.tell({ kind: "state", state: this.state, last: this.last });
      }
    } else if (this.link === null) {
      if (what.kind === "fact") {
        this.hear(what.head);
      } else if (what.kind === "viewers") {
        this.ears.looked(what.onlookers);
      } else if (what.kind === "state") {
        this.last = what.last ?? this.last;
        this.change(what.state);
      } else {
        this.ears.ended();
      }
    }
  }

  private tell(what: Told): void {
    if (!this.stopping.signal.aborted) {
      this.others.postMessage(what);
    }
  }

  private hear(head: FactHead): void {
    this.last = Math.max(this.last ?? -1, head.number ?? -1);
    this.ears.heard(head);
  }

  private change(state: LinkState): void {
    this.state = state;
    this.ears.changed(state);
  }
}
