/** The conversation as the widget lives it: opens visits, listens, sends what waits, and says when something changed. */

import { type Api, Refused, Unreachable } from "./api";
import { pause } from "./backoff";
import { EventReader } from "./events";
import type { Kept, KeptFile } from "./kept";
import { type Sending, Talk } from "./talk";
import type { State, Words } from "./wire";

const SILENCE = 45_000;
const TYPING_EVERY = 3_000;

export type Link = "idle" | "connecting" | "live" | "lost";

export class Chat {
  readonly talk = new Talk();
  readonly sending = new Map<string, Sending>();
  state: State | null = null;
  link: Link = "idle";
  before: number | null = null;
  loaded = false;
  refused = "";
  private conversation = "";
  private listening: AbortController | null = null;
  private wake: (() => void) | null = null;
  private flushing = false;
  private typed = 0;

  private readonly api: Api;
  private readonly kept: Kept;
  private readonly language: string;
  private readonly changed: () => void;

  constructor(
    api: Api,
    kept: Kept,
    language: string,
    changed: () => void,
  ) {
    this.api = api;
    this.kept = kept;
    this.language = language;
    this.changed = changed;
    window.addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.hurry();
    });
  }

  /** Begin to listen, if nobody does, and send what waits. */
  start(): void {
    if (this.listening) {
      this.hurry();
      return;
    }
    this.listening = new AbortController();
    void this.listen(this.listening.signal);
    void this.flush();
  }

  /** Somebody else sits here, or nobody: what was shown is theirs no more. */
  restart(listen: boolean): void {
    this.listening?.abort();
    this.listening = null;
    this.api.forget();
    this.talk.clear();
    this.sending.clear();
    this.state = null;
    this.before = null;
    this.loaded = false;
    this.conversation = "";
    this.link = "idle";
    this.changed();
    if (listen) this.start();
  }

  /** A visit was opened. Where it is another conversation, what is shown here is somebody else's. */
  opened(conversation: string): void {
    const before = this.conversation;
    this.conversation = conversation;
    if (before === "" || before === conversation) return;
    this.talk.clear();
    this.state = null;
    this.before = null;
    this.loaded = false;
    this.changed();
  }

  say(text: string, files: readonly KeptFile[]): void {
    this.kept.add({ id: identity(), text, files, at: Date.now() });
    this.changed();
    this.start();
    void this.flush();
  }

  retry(id: string): void {
    this.sending.delete(id);
    this.changed();
    void this.flush();
  }

  discard(id: string): void {
    this.sending.delete(id);
    this.kept.drop(id);
    this.changed();
  }

  typing(): void {
    if (Date.now() - this.typed < TYPING_EVERY || this.link !== "live") return;
    this.typed = Date.now();
    this.api.typing().catch(() => undefined);
  }

  async earlier(): Promise<void> {
    if (this.before === null) return;
    const page = await this.api.history(this.before);
    this.talk.add(page.messages);
    this.before = page.before;
    this.changed();
  }

  /** Whatever waits for a better moment tries now. */
  private hurry(): void {
    this.wake?.();
    void this.flush();
  }

  /** In order, each until it is acknowledged; its id makes sure that trying again says nothing twice. */
  private async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    try {
      for (let attempt = 0; ; ) {
        const next = this.kept.unsent.find((each) => this.sending.get(each.id) !== "failed");
        if (!next) return;
        this.sending.set(next.id, "sending");
        this.changed();
        try {
          const files = next.files.map((file) => file.id);
          const receipt = await this.api.say(next.id, next.text, files, this.language);
          const attachments = next.files;
          this.talk.add([{ ...next, ...receipt, author: "customer", name: null, attachments }]);
          this.sent(next.id);
          attempt = 0;
        } catch (error) {
          if (error instanceof Unreachable) {
            this.sending.set(next.id, "pending");
            this.changed();
            await this.rest(pause(attempt++));
          } else {
            this.refused = error instanceof Refused ? error.message : "";
            this.sending.set(next.id, "failed");
            this.changed();
          }
        }
      }
    } finally {
      this.flushing = false;
    }
  }

  private sent(id: string): void {
    this.kept.drop(id);
    this.sending.delete(id);
    this.changed();
  }

  private async listen(signal: AbortSignal): Promise<void> {
    const over = (): boolean => signal.aborted;
    for (let attempt = 0; !over(); ) {
      try {
        this.moved(attempt ? "lost" : "connecting");
        await this.load();
        await this.follow(signal, () => {
          attempt = 0;
          this.refused = "";
          this.moved("live");
          void this.flush();
        });
      } catch (error) {
        if (error instanceof Refused && error.status !== 401) {
          this.refused = error.message;
          this.moved("lost");
        }
      }
      if (over()) return;
      this.moved("lost");
      await this.rest(pause(attempt++));
    }
  }

  private async load(): Promise<void> {
    await this.api.session();
    if (this.loaded) return;
    const page = await this.api.history(null);
    this.talk.add(page.messages);
    this.before = page.before;
    this.loaded = true;
    this.changed();
  }

  /** One connection, until it ends or has been silent for too long. */
  private async follow(signal: AbortSignal, opened: () => void): Promise<void> {
    const here = new AbortController();
    const stop = (): void => here.abort();
    signal.addEventListener("abort", stop);
    let timer = window.setTimeout(stop, SILENCE);
    try {
      const response = await this.api.stream(this.talk.last, here.signal);
      const reader = response.body?.getReader();
      const events = new EventReader();
      opened();
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
        window.clearTimeout(timer);
        timer = window.setTimeout(stop, SILENCE);
        for (const each of events.push(read.value)) this.take(each.name, JSON.parse(each.data));
      }
    } finally {
      window.clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      here.abort();
    }
  }

  private take(name: string, data: unknown): void {
    if (name === "state") this.state = data as State;
    else if (name === "message") {
      const words = data as Words;
      if (words.author === "customer") this.kept.drop(words.id);
      this.talk.add([words]);
    } else return;
    this.changed();
  }

  private moved(link: Link): void {
    if (link === this.link) return;
    this.link = link;
    this.changed();
  }

  private async rest(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = window.setTimeout(resolve, milliseconds);
      const before = this.wake;
      this.wake = () => {
        window.clearTimeout(timer);
        before?.();
        resolve();
      };
    });
    this.wake = null;
  }
}

/** An id that nobody else makes; where the page is not secure there is no `randomUUID`. */
export function identity(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
