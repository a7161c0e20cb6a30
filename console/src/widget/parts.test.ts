import { expect, test } from "vitest";

import { pause } from "./backoff";
import { contrast, inkOn } from "./colour";
import { EventReader } from "./events";
import { languages, textsFor } from "./text";
import { waitingWords } from "./waiting";
import type { State } from "./wire";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("events come whole, however the bytes are cut", () => {
  const whole = ': handrail\n\nid: 7\nevent: message\ndata: {"text":"Größe"}\n\n: still here\n\nevent: state\r\ndata: {}\r\n\r\n';
  for (let cut = 1; cut < bytes(whole).length; cut += 1) {
    const reader = new EventReader();
    const found = [...reader.push(bytes(whole).slice(0, cut)), ...reader.push(bytes(whole).slice(cut))];
    expect(found).toEqual([
      { name: "message", data: '{"text":"Größe"}', id: "7" },
      { name: "state", data: "{}", id: null },
    ]);
  }
});

test("each try waits longer, up to a limit, and never two browsers alike", () => {
  expect([0, 1, 2, 3].map((attempt) => pause(attempt, () => 1))).toEqual([500, 1000, 2000, 4000]);
  expect(pause(0, () => 0)).toBe(250);
  expect(pause(1_000, () => 1)).toBe(20_000);
});

test("ink can be read on every colour", () => {
  for (let step = 0; step < 4_096; step += 1) {
    const colour = `#${(step * 4_096).toString(16).padStart(6, "0").slice(0, 6)}`;
    expect(contrast(colour, inkOn(colour)), colour).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});

test("every language says everything, and takes the same values", () => {
  const [english] = Object.values(languages);
  for (const [language, table] of Object.entries(languages)) {
    expect(Object.keys(table).sort(), language).toEqual(Object.keys(english ?? {}).sort());
    for (const [name, said] of Object.entries(table)) {
      const text = typeof said === "function" ? said("VALUE") : said;
      expect(text.trim(), `${language} ${name}`).not.toBe("");
      if (typeof said === "function") expect(text, `${language} ${name}`).toContain("VALUE");
    }
  }
});

test("an organisation says things its own way, in any language, and nothing it does not know", () => {
  const texts = textsFor("de-AT", { send: "Ab die Post", withPerson: "Jetzt: {}", nonsense: "x" });
  expect(texts.send).toBe("Ab die Post");
  expect(texts.withPerson("Anna")).toBe("Jetzt: Anna");
  expect(texts.close).toBe("Chat schließen");
  expect(textsFor("xx", {}).send).toBe("Send");
});

const waiting: State = {
  speaker: "queue",
  name: null,
  waiting: true,
  position: 3,
  wait_seconds: 170,
  opens_at: null,
  staffed: true,
  typing: null,
  ended: false,
};

test("who waits hears what is known, and the truth where nothing is", () => {
  const say = (more: Partial<State>): string => waitingWords(textsFor("en", {}), { ...waiting, ...more }, "en-GB", new Date("2026-06-01T10:00:00Z"));
  expect(say({})).toBe("A person has been asked. You are number 3 in line. About 3 min.");
  expect(say({ position: 1, wait_seconds: 0 })).toBe("A person has been asked. You are next. It takes less than a minute.");
  expect(say({ wait_seconds: null })).toContain("cannot say yet");
  expect(say({ position: null, wait_seconds: null })).toBe("A person has been asked.");
  expect(say({ staffed: false })).toContain("Leave an e-mail address");
  expect(say({ opens_at: "2026-06-02T08:00:00Z" })).toContain("Tuesday");
  expect(say({ waiting: false })).toBe("");
});
