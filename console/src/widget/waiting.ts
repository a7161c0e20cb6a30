/** What somebody who waits for a person is told: position and time where they are known, the truth where not. */

import type { Texts } from "./text";
import type { State } from "./wire";

export function waitingWords(texts: Texts, state: State, language: string, now: Date): string {
  if (!state.waiting) return "";
  if (state.opens_at !== null) return texts.waitingClosed(moment(new Date(state.opens_at), language, now));
  if (state.staffed === false) return texts.waitingNobody;
  const said = [texts.waiting];
  if (state.position === 1) said.push(texts.waitingNext);
  else if (state.position !== null) said.push(texts.waitingPosition(String(state.position)));
  if (state.wait_seconds === null) {
    if (state.position !== null) said.push(texts.waitingUnknown);
  } else if (state.wait_seconds < 60) said.push(texts.waitingSoon);
  else said.push(texts.waitingMinutes(String(Math.ceil(state.wait_seconds / 60))));
  return said.join(" ");
}

function moment(at: Date, language: string, now: Date): string {
  const today = at.toDateString() === now.toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { weekday: "long" };
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit" }).format(at);
}
