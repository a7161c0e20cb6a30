/** A part of a text. Offsets are the API's: code points, not JavaScript's UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly label?: string;
}

/** What stands in the place of each covered character. */
const COVER = "█";

export interface Piece {
  readonly text: string;
  readonly labels: readonly string[] | null;
}

/** The parts of a text that the server covered, character for character. */
export function covered(text: string, label: string): readonly TextSpan[] {
  const points = Array.from(text);
  return points.flatMap((point, start) => {
    if (point !== COVER || points[start - 1] === COVER) return [];
    const after = points.findIndex((other, at) => at > start && other !== COVER);
    return [{ start, end: after === -1 ? points.length : after, label }];
  });
}

/** A text cut where spans begin and end; overlapping spans give pieces with several labels, odd ones are clipped. */
export function pieces(text: string, spans: readonly TextSpan[]): readonly Piece[] {
  const points = Array.from(text);
  const inside = spans
    .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(points.length, span.end) }))
    .filter((span) => span.start < span.end);
  const cuts = [...new Set([0, points.length, ...inside.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? points.length;
    const over = inside.filter((span) => span.start <= start && end <= span.end);
    const labels = [...new Set(over.flatMap((span) => (span.label === undefined ? [] : [span.label])))];
    return { text: points.slice(start, end).join(""), labels: over.length === 0 ? null : labels };
  });
}
