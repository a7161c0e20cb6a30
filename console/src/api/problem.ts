/** What the server says when it refuses: RFC 9457 problem details, which name the field and the fix. */
export interface ProblemBody {
  readonly status: number;
  readonly reason: string;
  readonly detail: string;
  readonly title: string;
  readonly field: string | null;
  readonly fix: string | null;
  readonly request_id: string | null;
}

/** A request that was refused, or that did not reach the server (`status` 0, reason `unreachable`). */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.body = body;
  }

  get status(): number {
    return this.body.status;
  }

  get reason(): string {
    return this.body.reason;
  }

  get field(): string | null {
    return this.body.field;
  }

  get fix(): string | null {
    return this.body.fix;
  }
}

/** The problem in an answer; one that is no problem document (a proxy's page) is told by its status. */
export function problemOf(status: number, said: unknown): Problem {
  const given = typeof said === "object" && said !== null ? (said as Partial<Record<keyof ProblemBody, unknown>>) : {};
  const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
  return new Problem({
    status,
    reason: text(given.reason) ?? `status_${status}`,
    detail: text(given.detail) ?? `The server answered with status ${status}.`,
    title: text(given.title) ?? "",
    field: text(given.field),
    fix: text(given.fix),
    request_id: text(given.request_id),
  });
}

/** Nothing answered: no network, or the server is restarting. */
export function unreachable(): Problem {
  return new Problem({
    status: 0,
    reason: "unreachable",
    detail: "Handrail cannot be reached.",
    title: "",
    field: null,
    fix: "Check your connection; this page goes on by itself when it is back.",
    request_id: null,
  });
}
