/** The log: what was said, drawn once for each item and moved rather than drawn again. */

import type { Chat } from "./chat";
import { el, icon, icons, reconcile } from "./dom";
import { type Item, pieces } from "./talk";
import type { Texts } from "./text";
import type { ChatFile, Words } from "./wire";

export class Log {
  readonly element: HTMLElement;
  private readonly drawn = new Map<string, HTMLElement>();
  private readonly times: Intl.DateTimeFormat;

  private readonly chat: Chat;
  private readonly texts: Texts;
  private readonly title: string;
  private readonly open: (id: string) => Promise<Blob>;

  constructor(
    chat: Chat,
    texts: Texts,
    title: string,
    language: string,
    open: (id: string) => Promise<Blob>,
  ) {
    this.chat = chat;
    this.texts = texts;
    this.title = title;
    this.open = open;
    this.element = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": texts.messages, tabindex: "-1" });
    this.times = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  }

  draw(items: readonly Item[]): void {
    const keys = new Set(items.map(keyOf));
    for (const key of this.drawn.keys()) if (!keys.has(key)) this.drawn.delete(key);
    reconcile(
      this.element,
      items.map((item) => {
        const known = this.drawn.get(keyOf(item));
        if (known) return known;
        const made = this.make(item);
        this.drawn.set(keyOf(item), made);
        return made;
      }),
    );
  }

  private make(item: Item): HTMLElement {
    switch (item.kind) {
      case "speaker":
        return el("div", { class: "notice" }, withWhom(this.texts, item.speaker, item.name));
      case "words":
        return this.words(item.words, item.first);
      case "unsent": {
        const { words, sending } = item;
        return el(
          "div",
          { class: "words customer first" },
          said(words.text),
          ...words.files.map((file) => this.file(file)),
          el(
            "div",
            { class: sending === "failed" ? "note bad" : "note" },
            this.texts[sending],
            sending === "failed" && el("button", { type: "button", click: () => this.chat.retry(words.id) }, this.texts.retry),
            sending === "failed" && el("button", { type: "button", click: () => this.chat.discard(words.id) }, this.texts.discard),
          ),
        );
      }
    }
  }

  private words(words: Words, first: boolean): HTMLElement {
    const names = words.attachments.map((file) => file.name).join(", ");
    const who = words.author === "customer" ? this.texts.you : (words.name ?? (words.author === "system" ? this.title : this.texts.system));
    return el(
      "div",
      { class: `words ${words.author}${first ? " first" : ""}`, title: this.times.format(new Date(words.at)) },
      el("span", { class: first && words.author !== "customer" ? "by" : "away" }, who),
      words.text !== names || words.attachments.length === 0 ? said(words.text) : null,
      ...words.attachments.map((file) => this.file(file)),
    );
  }

  private file(file: ChatFile): HTMLElement {
    const name = el("span", {}, file.name);
    const button = el("button", { type: "button", class: "file", "aria-label": this.texts.download(file.name) }, icon(icons.file), name);
    button.addEventListener("click", () => {
      this.open(file.id).then((blob) => save(blob, file.name)).catch(() => undefined);
    });
    if (file.media_type.startsWith("image/")) void this.picture(file, button, name);
    return button;
  }

  /** Drawn on a canvas, since a page's policy may forbid images from elsewhere. */
  private async picture(file: ChatFile, button: HTMLElement, name: Element): Promise<void> {
    try {
      const image = await createImageBitmap(await this.open(file.id));
      const scale = Math.min(1, 260 / image.width, 200 / image.height);
      const canvas = el("canvas", { width: String(Math.ceil(image.width * scale)), height: String(Math.ceil(image.height * scale)) });
      canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
      button.classList.add("shown");
      button.replaceChildren(canvas, name);
    } catch {
      // It stays a name; whoever wants it can save it.
    }
  }
}

export function withWhom(texts: Texts, speaker: "agent" | "person", name: string | null): string {
  if (speaker === "agent") return name ? texts.withAgent(name) : texts.withAgentUnnamed;
  return name ? texts.withPerson(name) : texts.withPersonUnnamed;
}

function said(text: string): HTMLElement {
  const parts = pieces(text).map(({ text: part, href }) =>
    href === null ? part : el("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, part),
  );
  return el("div", { class: "said" }, ...parts);
}

function keyOf(item: Item): string {
  if (item.kind === "unsent") return `${item.key}:${item.sending}`;
  return item.kind === "words" ? `${item.key}:${item.first}` : item.key;
}

function save(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  el("a", { href, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
