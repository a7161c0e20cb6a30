/** Numbers, money and times in the reader's own manner. */
const LOCALE = typeof navigator === "undefined" ? "en" : navigator.language;

const whole = new Intl.NumberFormat(LOCALE);
const percentage = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat(LOCALE, { dateStyle: "full", timeStyle: "medium" });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "long", timeZone: "UTC" });
const ages = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto", style: "short" });
const DAY_MS = 86_400_000;

export const count = (value: number): string => whole.format(value);

/** 0.75 → 75 % */
export const percent = (share: number): string => percentage.format(share);

/** Money as the API has it: an exact decimal text and a currency. */
export function money(amount: string, currency: string): string {
  try {
    return new Intl.NumberFormat(LOCALE, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(
      amount as Intl.StringNumericLiteral,
    );
  } catch {
    return `${amount} ${currency}`; // a currency that no standard knows
  }
}

/** A moment in full, for titles and exports. */
export const moment = (at: string): string => full.format(new Date(at));

/** A moment as short as it stays clear: the time today, else the day with it. */
export function shortMoment(at: string, now: number): string {
  const then = new Date(at);
  const today = new Date(now).toDateString() === then.toDateString();
  return today ? clock.format(then) : `${day.format(then)}, ${clock.format(then)}`;
}

/** How long ago, or how soon, in one unit. */
export function ago(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  const size = Math.abs(ms);
  if (size < 60_000) {
    return ages.format(Math.round(ms / 1_000), "second");
  }
  if (size < 3_600_000) {
    return ages.format(Math.round(ms / 60_000), "minute");
  }
  return size < DAY_MS ? ages.format(Math.round(ms / 3_600_000), "hour") : ages.format(Math.round(ms / DAY_MS), "day");
}

/** A span that is counted up or down: 0:07, 12:40, 3:05:00; past a day 2 d 4 h. Never negative. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const hours = Math.floor(seconds / 3_600);
  if (hours >= 24) {
    return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  }
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The days of the week, Monday first, as the API counts them. */
export const WEEKDAYS: readonly string[] = [1, 2, 3, 4, 5, 6, 7].map((date) => weekday.format(new Date(Date.UTC(2024, 0, date))));

/** A code from the API as words: `over_authority` → Over authority. */
export function words(code: string): string {
  const spaced = code.replaceAll(/[_.-]+/g, " ").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
