/** Where the customer writes, with the files that go along. */

import type { Chat } from "./chat";
import { identity } from "./chat";
import { el, icon, icons } from "./dom";
import type { Kept, KeptFile } from "./kept";
import type { Texts } from "./text";
import type { ChatFile, Look } from "./wire";

const MOST_FILES = 5;

interface Chip {
  readonly id: string;
  readonly name: string;
  file: KeptFile | null;
  failed: string;
}

export class Composer {
  readonly element: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly go: HTMLButtonElement;
  private readonly chipRow = el("div", { class: "chips" });
  private readonly problem = el("p", { class: "problem", role: "alert" });
  private chips: Chip[] = [];

  private readonly chat: Chat;
  private readonly kept: Kept;
  private readonly texts: Texts;
  private readonly look: Look;
  private readonly upload: (id: string, file: File) => Promise<ChatFile>;

  constructor(
    chat: Chat,
    kept: Kept,
    texts: Texts,
    look: Look,
    upload: (id: string, file: File) => Promise<ChatFile>,
  ) {
    this.chat = chat;
    this.kept = kept;
    this.texts = texts;
    this.look = look;
    this.upload = upload;
    const { write, send, attach } = texts;
    this.field = el("textarea", { rows: "1", "aria-label": write, placeholder: write, maxlength: "8000", enterkeyhint: "send" });
    this.field.value = kept.draft;
    this.go = el("button", { type: "submit", class: "tool go", "aria-label": send }, icon(icons.send));
    const chosen = el("input", { type: "file", multiple: true, hidden: true, accept: look.file_types.join(","), tabindex: "-1" });
    chosen.addEventListener("change", () => {
      this.take([...(chosen.files ?? [])]);
      chosen.value = "";
    });
    const clip = el("button", { type: "button", class: "tool", "aria-label": attach, click: () => chosen.click() }, icon(icons.clip));
    this.element = el(
      "form",
      { class: "compose" },
      this.problem,
      this.chipRow,
      el("div", { class: "line" }, look.files && clip, look.files && chosen, this.field, this.go),
    );
    this.element.addEventListener("submit", (event) => this.submit(event));
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      if (look.files) this.take([...(event.dataTransfer?.files ?? [])]);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.field.addEventListener("input", () => {
      kept.draft = this.field.value;
      chat.typing();
      this.fit();
    });
    this.fit();
  }

  focus(): void {
    this.field.focus();
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    const files = this.chips.map((chip) => chip.file).filter((file) => file !== null);
    if ((!text && files.length === 0) || files.length < this.chips.length) return;
    this.chat.say(text, files);
    this.field.value = "";
    this.kept.draft = "";
    this.chips = [];
    this.problem.textContent = "";
    this.draw();
    this.fit();
    this.field.focus();
  }

  private take(files: readonly File[]): void {
    this.problem.textContent = "";
    for (const file of files) {
      if (this.chips.length >= MOST_FILES) this.problem.textContent = this.texts.tooMany;
      else if (file.size > this.look.file_limit) this.problem.textContent = this.texts.tooLarge(size(this.look.file_limit));
      else void this.add({ id: identity(), name: file.name, file: null, failed: "" }, file);
    }
  }

  private async add(chip: Chip, file: File): Promise<void> {
    this.chips.push(chip);
    this.draw();
    try {
      chip.file = await this.upload(chip.id, file);
    } catch (error) {
      this.chips = this.chips.filter((each) => each !== chip);
      this.problem.textContent = `${this.texts.uploadFailed}: ${chip.name}. ${error instanceof Error ? error.message : ""}`;
    }
    this.draw();
  }

  private draw(): void {
    this.chipRow.replaceChildren(
      ...this.chips.map((chip) =>
        el(
          "div",
          { class: "chip" },
          el("span", {}, chip.file ? chip.name : `${chip.name} · ${this.texts.uploading}`),
          el(
            "button",
            { type: "button", "aria-label": this.texts.remove(chip.name), click: () => this.drop(chip) },
            icon(icons.close),
          ),
        ),
      ),
    );
    this.fit();
  }

  private drop(chip: Chip): void {
    this.chips = this.chips.filter((each) => each !== chip);
    this.draw();
    this.field.focus();
  }

  private fit(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(132, this.field.scrollHeight)}px`;
    const ready = this.chips.every((chip) => chip.file !== null);
    this.go.disabled = !ready || (!this.field.value.trim() && this.chips.length === 0);
  }
}

function size(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
