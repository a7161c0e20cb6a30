/** Requests to the server: a visit is opened when it is needed, and again when it has ended. */

import type { ChatFile, History, Look, Receipt, Session } from "./wire";

/** The server said no, and will say so again. */
export class Refused extends Error {
  readonly status: number;

  constructor(
    status: number,
    message: string,
  ) {
    super(message);
    this.status = status;
  }
}

/** Nobody answered, or not now: to be tried again. */
export class Unreachable extends Error {}

export interface Identity {
  returning(): string | null;
  customerToken(): Promise<string | null>;
  opened(session: Session): void;
}

export class Api {
  private opening: Promise<Session> | null = null;

  private readonly base: string;
  private readonly identity: Identity;

  constructor(
    base: string,
    identity: Identity,
  ) {
    this.base = base;
    this.identity = identity;}

  async look(): Promise<Look> {
    return (await this.send("GET", "", {})) .json() as Promise<Look>;
  }

  /** The visit, opened once for everybody who asks at the same time. */
  session(): Promise<Session> {
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  /** The next request opens a visit anew: somebody signed in or out. */
  forget(): void {
    this.opening = null;
  }

  async history(before: number | null): Promise<History> {
    const query = before === null ? "" : `?before=${before}`;
    return (await this.visiting("GET", `/messages${query}`)).json() as Promise<History>;
  }

  async say(id: string, text: string, attachments: readonly string[], language: string): Promise<Receipt> {
    return (await this.visiting("POST", "/messages", { id, text, attachments, language })).json() as Promise<Receipt>;
  }

  async typing(): Promise<void> {
    await this.visiting("POST", "/typing");
  }

  async contact(email: string): Promise<void> {
    await this.visiting("POST", "/contact", { email });
  }

  async rate(score: number, comment: string): Promise<void> {
    await this.visiting("POST", "/ratings", { kind: "csat", score, comment: comment || null });
  }

  async upload(id: string, file: File): Promise<ChatFile> {
    const path = `/attachments/${id}?name=${encodeURIComponent(file.name)}`;
    return (await this.visiting("PUT", path, file)).json() as Promise<ChatFile>;
  }

  async file(id: string): Promise<Blob> {
    return (await this.visiting("GET", `/attachments/${id}`)).blob();
  }

  async stream(after: number, signal: AbortSignal): Promise<Response> {
    return this.visiting("GET", "/stream", undefined, { headers: { "last-event-id": String(after) }, signal });
  }

  private async open(): Promise<Session> {
    const body = { returning: this.identity.returning(), customer_token: await this.identity.customerToken() };
    const response = await this.send("POST", "/sessions", { body: JSON.stringify(body), headers: JSON_TYPE });
    const session = (await response.json()) as Session;
    this.identity.opened(session);
    return session;
  }

  /** A request of the visit; one that has ended is opened again, once. */
  private async visiting(method: string, path: string, body?: object, more: RequestInit = {}): Promise<Response> {
    const ask = async (): Promise<Response> => {
      const { token } = await this.session();
      const headers: Record<string, string> = { ...(more.headers as Record<string, string>), authorization: `Bearer ${token}` };
      const content = body instanceof Blob ? body : body && JSON.stringify(body);
      if (content) headers["content-type"] = body instanceof Blob ? "application/octet-stream" : "application/json";
      return this.send(method, path, { ...more, headers, ...(content ? { body: content } : {}) });
    };
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      this.forget();
      return ask();
    }
  }

  private async send(method: string, path: string, more: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.base + path, { ...more, method, credentials: "omit", cache: "no-store" });
    } catch (error) {
      throw new Unreachable(String(error));
    }
    if (response.ok) return response;
    if (response.status === 429 || response.status >= 500) throw new Unreachable(String(response.status));
    const said = (await response.json().catch(() => ({}))) as { detail?: string; fix?: string };
    throw new Refused(response.status, [said.detail, said.fix].filter(Boolean).join(" "));
  }
}

const JSON_TYPE = { "content-type": "application/json" };
