/** How long to wait before trying again: doubling, with jitter so that a thousand browsers do not come back at once. */
export function pause(attempt: number, random: () => number = Math.random): number {
  const most = Math.min(20_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(most * (0.5 + random() / 2));
}
