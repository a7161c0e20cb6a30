/** The chat widget: one script tag, `<script src="…/widget.js" data-widget="organisation.widget" defer></script>`. */

import { Api } from "./api";
import { Chat } from "./chat";
import { el, icon, icons } from "./dom";
import { Kept, shelf, subjectOf } from "./kept";
import { Panel } from "./panel";
import { sheet } from "./styles";
import { languages, textsFor } from "./text";
import type { Look } from "./wire";

type TokenSource = string | null | (() => string | null | Promise<string | null>);

export interface HandrailWidget {
  open(): void;
  close(): void;
  /** The customer is signed in: a token that the shop's server signed, or what fetches a fresh one. */
  identify(token: TokenSource): Promise<void>;
  /** Nobody is signed in any more; what was said is forgotten here. */
  signOut(): Promise<void>;
}

declare global {
  interface Window {
    Handrail?: HandrailWidget;
  }
}

/** What a page can say to the widget, from the moment the script has run; it is done when the widget is there. */
function offered(script: HTMLScriptElement): HandrailWidget {
  const name = script.dataset["widget"] ?? "";
  const kept = new Kept(name, shelf());
  let source: TokenSource = script.dataset["customerToken"] ?? null;
  let changes = 0;
  let view: View | null = null;
  const token = async (): Promise<string | null> => (typeof source === "function" ? source() : source);
  const api = new Api(new URL(`/v1/chat/${encodeURIComponent(name)}`, script.src).href, {
    returning: () => kept.returning,
    customerToken: token,
    opened: (session) => {
      kept.returning = session.returning;
      view?.chat.opened(session.conversation);
    },
  });

  /** Whose browser this is, also where somebody else signs in while we ask. */
  const settle = async (): Promise<void> => {
    for (let seen = -1; seen !== changes; ) {
      seen = changes;
      kept.belongsTo(subjectOf(await token()));
    }
  };
  const start = async (): Promise<View> => {
    const look = await api.look();
    await settle();
    view = new View(script, look, kept, api);
    if (script.dataset["open"] !== undefined || kept.isOpen) view.show(true, false);
    else if (kept.returning) view.chat.start();
    return view;
  };
  // Where the widget may not stand there is none; the server's answer, in the network log, says why.
  const ready = loaded().then(start).catch(() => null);

  return {
    open: () => void ready.then((there) => there?.show(true)),
    close: () => void ready.then((there) => there?.show(false)),
    identify: async (given) => {
      source = given;
      changes += 1;
      if (view === null) return;
      await settle();
      view.restart();
    },
    signOut: async () => {
      await window.Handrail?.identify(null);
    },
  };
}

function loaded(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", () => resolve()));
}

class View {
  readonly chat: Chat;
  private readonly panel: Panel;
  private readonly launcher: HTMLButtonElement;
  private readonly count = el("span", { class: "count", "aria-hidden": "true", hidden: true });
  private waits = false;

  private readonly kept: Kept;

  constructor(
    script: HTMLScriptElement,
    look: Look,
    kept: Kept,
    api: Api,
  ) {
    this.kept = kept;
    const language = chosen(script, look);
    const texts = textsFor(language, look.texts);
    this.chat = new Chat(api, kept, language, () => this.later());
    this.panel = new Panel(this.chat, api, kept, texts, language, look, () => this.show(false));
    this.launcher = el(
      "button",
      { type: "button", class: "launcher", "aria-label": texts.open, "aria-expanded": "false", click: () => this.show(this.panel.element.hidden) },
      icon(icons.chat),
      this.count,
    );
    this.label = (fresh) => (this.isShown ? texts.close : fresh ? texts.openWithNew(String(fresh)) : texts.open);
    const host = el("div", { "data-handrail": "", "data-scheme": look.scheme, lang: language });
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(look.accent)];
    root.append(this.panel.element, this.launcher);
    window.addEventListener("storage", (event) => {
      if (kept.isCustomer(event.key)) this.restart(); // somebody signed in or out in another tab
      else this.later();
    });
    root.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape" && this.isShown) this.show(false);
    });
    document.body.append(host);
    this.draw();
  }

  restart(): void {
    this.chat.restart(this.isShown || this.kept.returning !== null);
  }

  show(open: boolean, focus = true): void {
    this.panel.element.hidden = !open;
    this.kept.isOpen = open;
    this.launcher.setAttribute("aria-expanded", String(open));
    this.launcher.classList.toggle("under", open);
    if (open) this.chat.start();
    this.draw();
    if (open && focus) this.panel.focus();
    else if (!open && focus) this.launcher.focus();
  }

  private get isShown(): boolean {
    return !this.panel.element.hidden;
  }

  private readonly label: (fresh: number) => string;

  /** However much changed at once, it is drawn once. */
  private later(): void {
    if (this.waits) return;
    this.waits = true;
    queueMicrotask(() => {
      this.waits = false;
      this.draw();
    });
  }

  private draw(): void {
    if (this.isShown && !document.hidden) this.kept.seen = Math.max(this.kept.seen, this.chat.talk.last);
    this.panel.draw();
    const fresh = this.isShown ? 0 : this.chat.talk.unheard(this.kept.seen);
    this.count.hidden = fresh === 0;
    this.count.textContent = fresh > 9 ? "9+" : String(fresh);
    this.launcher.setAttribute("aria-label", this.label(fresh));
  }
}

/** What the page says, else what it is written in, else what the organisation set; only what the table has. */
function chosen(script: HTMLScriptElement, look: Look): string {
  const wanted = [script.dataset["language"], document.documentElement.lang, look.language];
  return wanted.find((each) => each && (each.split("-")[0] ?? "").toLowerCase() in languages) ?? "en";
}

const own = document.currentScript;
if (own instanceof HTMLScriptElement && own.dataset["widget"]) window.Handrail = offered(own);
