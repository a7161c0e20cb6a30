/** The panel: who speaks, how long it takes, what was said, and where to write. */

import type { Api } from "./api";
import { emailCard, ratingCard } from "./cards";
import type { Chat } from "./chat";
import { Composer } from "./composer";
import { el, icon, icons } from "./dom";
import type { Kept } from "./kept";
import { Log, withWhom } from "./log";
import { items } from "./talk";
import type { Texts } from "./text";
import { waitingWords } from "./waiting";
import type { Look } from "./wire";

const NEAR_THE_END = 80;

export class Panel {
  readonly element: HTMLElement;
  private readonly who = el("p", { class: "who" });
  private readonly banner = el("div", { class: "banner", role: "status" });
  private readonly typing = el("div", { class: "typing", "aria-live": "polite" });
  private readonly said = el("div", { class: "banner", role: "status", hidden: true });
  private readonly earlier: HTMLButtonElement;
  private readonly scroll: HTMLElement;
  private readonly links: HTMLElement;
  private readonly cardPlace = el("div");
  private readonly log: Log;
  private readonly composer: Composer;
  private readonly greeting: HTMLElement;
  private speaker = "";

  private readonly chat: Chat;
  private readonly api: Api;
  private readonly kept: Kept;
  private readonly texts: Texts;
  private readonly language: string;

  constructor(
    chat: Chat,
    api: Api,
    kept: Kept,
    texts: Texts,
    language: string,
    look: Look,
    close: () => void,
  ) {
    this.chat = chat;
    this.api = api;
    this.kept = kept;
    this.texts = texts;
    this.language = language;
    const title = look.title || texts.chat;
    this.log = new Log(chat, texts, title, language, (id) => api.file(id));
    this.composer = new Composer(chat, kept, texts, look, (id, file) => api.upload(id, file));
    this.greeting = el("div", { class: "words first" }, el("div", { class: "said" }, look.greeting || texts.greeting));
    this.earlier = el("button", { type: "button", class: "earlier", click: () => void this.older() }, texts.loadEarlier);
    this.scroll = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.messages }, this.earlier, this.greeting, this.log.element);
    this.links = el(
      "div",
      { class: "links" },
      el("button", { type: "button", click: () => this.askEmail() }, texts.leaveEmail),
      el("button", { type: "button", click: () => this.askRating() }, texts.rate),
    );
    this.element = el(
      "section",
      { class: "panel", role: "dialog", "aria-label": title, hidden: true },
      el(
        "header",
        { class: "head" },
        el("div", {}, el("h2", {}, title), this.who),
        el("button", { type: "button", class: "tool", "aria-label": texts.close, click: close }, icon(icons.close)),
      ),
      this.banner,
      this.said,
      this.scroll,
      this.typing,
      this.links,
      this.cardPlace,
      this.composer.element,
    );
    this.element.addEventListener("keydown", (event) => this.keep(event));
  }

  focus(): void {
    this.composer.focus();
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  draw(): void {
    const chat = this.chat;
    const stays = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR_THE_END;
    const words = chat.talk.words;
    this.log.draw(items(words, this.kept.unsent, chat.sending, chat.state));
    this.greeting.hidden = words.length > 0;
    this.earlier.hidden = chat.before === null;
    this.links.hidden = words.length === 0 || this.cardPlace.childElementCount > 0;
    say(this.who, this.whom());
    say(this.banner, this.notice());
    say(this.typing, this.typists());
    if (stays) this.scroll.scrollTop = this.scroll.scrollHeight;
    this.offerRating();
  }

  private whom(): string {
    const state = this.chat.state;
    if (!state) return "";
    if (state.speaker === "queue") return this.texts.withQueue;
    if (state.speaker === "nobody") return this.chat.talk.last ? this.texts.withNobody : "";
    return withWhom(this.texts, state.speaker, state.name);
  }

  private notice(): string {
    if (this.chat.refused) return this.chat.refused;
    if (this.chat.link === "lost") return navigator.onLine ? this.texts.reconnecting : this.texts.offline;
    return this.chat.state ? waitingWords(this.texts, this.chat.state, this.language, new Date()) : "";
  }

  private typists(): string {
    const state = this.chat.state;
    if (!state?.typing) return "";
    if (state.typing === "agent") return this.texts.typingAgent;
    return state.name ? this.texts.typingPerson(state.name) : this.texts.typingSomebody;
  }

  /** After a person has given the conversation back, or when it ended, is the moment to ask. */
  private offerRating(): void {
    const now = this.chat.state?.speaker ?? "";
    const over = this.chat.state?.ended || (this.speaker === "person" && now === "agent");
    if (over && this.speaker !== now && this.speaker !== "" && this.cardPlace.childElementCount === 0) this.askRating(false);
    this.speaker = now;
  }

  private askEmail(): void {
    this.show(emailCard(this.texts, (email) => this.api.contact(email), (said) => this.shut(said)));
  }

  private askRating(focus = true): void {
    this.show(ratingCard(this.texts, (score, comment) => this.api.rate(score, comment), (said) => this.shut(said)), focus);
  }

  private show(card: HTMLElement, focus = true): void {
    this.cardPlace.replaceChildren(card);
    this.links.hidden = true;
    if (focus) card.querySelector<HTMLElement>("input")?.focus();
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  private shut(said: string): void {
    this.cardPlace.replaceChildren();
    say(this.said, said);
    if (said) window.setTimeout(() => say(this.said, ""), 6_000);
    this.composer.focus();
    this.draw();
  }

  private async older(): Promise<void> {
    const before = this.scroll.scrollHeight - this.scroll.scrollTop;
    await this.chat.earlier().catch(() => undefined);
    this.scroll.scrollTop = this.scroll.scrollHeight - before;
  }

  /** Where the panel covers the page, the keyboard stays in it. */
  private keep(event: KeyboardEvent): void {
    if (event.key !== "Tab" || !window.matchMedia("(max-width: 480px)").matches) return;
    const all = [...this.element.querySelectorAll<HTMLElement>("button,textarea,input:not([type=file]),a,[tabindex='0']")];
    const shown = all.filter((each) => each.offsetParent !== null && !(each as HTMLButtonElement).disabled);
    const [first, last] = [shown[0], shown[shown.length - 1]];
    const root = this.element.getRootNode() as ShadowRoot;
    if (event.shiftKey && root.activeElement === first) last?.focus();
    else if (!event.shiftKey && root.activeElement === last) first?.focus();
    else return;
    event.preventDefault();
  }
}

/** Words in their place, hidden where there are none; the same words again are not read aloud again. */
function say(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
  place.hidden = words === "" && !place.classList.contains("typing");
}
