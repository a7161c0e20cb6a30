/** Opening hours: the API counts minutes from midnight, and past midnight goes on counting. */

const DAY_MINUTES = 1_440;

/** 540 → 09:00; 1,500 (one o'clock of the next day) → 01:00. */
export function clockOf(minutes: number): string {
  const of = minutes % DAY_MINUTES;
  return `${String(Math.floor(of / 60)).padStart(2, "0")}:${String(of % 60).padStart(2, "0")}`;
}

/** 09:00 → 540; null for what is no time of day. */
export function minutesOf(clock: string): number | null {
  const [hours = "", minutes = ""] = clock.split(":");
  const value = Number(hours) * 60 + Number(minutes);
  return /^\d{1,2}:\d{2}/u.test(clock) && value < DAY_MINUTES ? value : null;
}

/** When it closes: at or before its opening means the next day, so 00:00 is midnight at the end of the day. */
export const closing = (opens: number, closes: number): number => (closes <= opens ? closes + DAY_MINUTES : closes);
