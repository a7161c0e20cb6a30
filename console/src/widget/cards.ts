/** Small forms above the composer: leave an address, rate the conversation. */

import { el, icon, icons } from "./dom";
import type { Texts } from "./text";

interface Deed {
  /** Does it; what it throws is shown. */
  readonly act: () => Promise<void>;
  readonly done: string;
  readonly close: (said: string) => void;
}

export function emailCard(texts: Texts, leave: (email: string) => Promise<void>, close: (said: string) => void): HTMLElement {
  const field = el("input", { class: "field", type: "email", required: true, autocomplete: "email", maxlength: "254" });
  const label = el("label", { class: "title" }, texts.email, field);
  return form(texts, [label, el("p", {}, texts.emailWhy)], {
    act: () => leave(field.value.trim()),
    done: texts.emailKept,
    close,
  });
}

export function ratingCard(
  texts: Texts,
  rate: (score: number, comment: string) => Promise<void>,
  close: (said: string) => void,
): HTMLElement {
  const names = [texts.rate1, texts.rate2, texts.rate3, texts.rate4, texts.rate5];
  let score = 0;
  const labels = names.map((name, index) => {
    const input = el("input", { type: "radio", name: "score", value: String(index + 1), required: true, "aria-label": name });
    input.addEventListener("change", () => {
      score = index + 1;
      labels.forEach((label, at) => label.classList.toggle("on", at <= index));
    });
    return el("label", { title: name }, input, icon(icons.star));
  });
  const comment = el("textarea", { class: "comment", "aria-label": texts.rateComment, placeholder: texts.rateComment, maxlength: "2000" });
  const stars = el("fieldset", {}, el("legend", {}, texts.rateQuestion), el("div", { class: "stars" }, ...labels));
  return form(texts, [stars, comment], { act: () => rate(score, comment.value.trim()), done: texts.rated, close });
}

function form(texts: Texts, content: readonly Node[], deed: Deed): HTMLElement {
  const problem = el("p", { class: "problem", role: "alert" });
  const save = el("button", { type: "submit", class: "button main" }, texts.save);
  const made = el(
    "form",
    { class: "card" },
    ...content,
    problem,
    el(
      "div",
      { class: "row" },
      el("button", { type: "button", class: "button", click: () => deed.close("") }, texts.cancel),
      save,
    ),
  );
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    save.disabled = true;
    deed
      .act()
      .then(() => deed.close(deed.done))
      .catch((error: unknown) => {
        save.disabled = false;
        problem.textContent = (error instanceof Error && error.message) || texts.refused;
      });
  });
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    deed.close("");
  });
  return made;
}
