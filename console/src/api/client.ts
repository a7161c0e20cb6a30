import createClient from "openapi-fetch";

import type { paths } from "@/api/contract";
import { problemOf, unreachable } from "@/api/problem";

/** How often a request that did not reach the server is sent again; its Idempotency-Key makes that safe. */
const AGAIN = 2;

/** The API, typed by the contract: `ask(api.GET("/v1/cases", { params: { query: { state: "queued" } } }))`. */
export const api = createClient<paths>({ baseUrl: "", fetch: sent });

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer's content; throws a `Problem` where the server refused or could not be reached. */
export async function ask<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok) {
    throw problemOf(response.status, error);
  }
  return data as T;
}

/** A random name for something that this page makes: a message, a key. Works without https as well. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sent(request: Request): Promise<Response> {
  if (request.method === "POST" && !request.headers.has("idempotency-key")) {
    request.headers.set("idempotency-key", freshId());
  }
  for (let tried = 0; ; tried += 1) {
    try {
      return await fetch(request.clone());
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") {
        throw error;
      }
      if (tried >= AGAIN) {
        throw unreachable();
      }
      await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** tried));
    }
  }
}
