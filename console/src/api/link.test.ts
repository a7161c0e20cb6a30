import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { FactHead } from "@/api/contract";
import { Link, SILENCE_MS, type LinkState } from "@/api/link";

/** A server with a ledger: streams from any number, may break, may fall silent. */
class Server {
  readonly ledger: number[] = [];
  readonly asked: (number | null)[] = [];
  status = 200;
  cut: (() => void) | undefined;
  private write: ((number: number) => void) | undefined;
  private send: ((text: string) => void) | undefined;

  happen(number: number): void {
    this.ledger.push(number);
    this.write?.(number);
  }

  looks(conversation: string): void {
    this.send?.(`event: viewers\ndata: {"conversation": "${conversation}", "viewers": []}\n\n`);
  }

  open = (after: number | null, signal: AbortSignal): Promise<Response> => {
    this.asked.push(after);
    if (this.status !== 200) {
      return Promise.resolve(new Response(null, { status: this.status }));
    }
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.send = (text) => controller.enqueue(new TextEncoder().encode(text));
        this.write = (number) => this.send?.(written(number));
        this.cut = () => {
          this.write = undefined;
          controller.error(new TypeError("broken"));
        };
        signal.addEventListener("abort", () => this.cut?.());
        for (const number of after === null ? [] : this.ledger.filter((each) => each > after)) {
          this.write(number);
        }
      },
    });
    return Promise.resolve(new Response(body, { status: 200 }));
  };
}

const written = (number: number) => `id: ${number}\nevent: fact\ndata: {"number": ${number}}\n\n`;

let server: Server;
let heard: number[];
let looked: string[];
let states: LinkState[];
let ended: number;
let link: Link;

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  heard = [];
  looked = [];
  states = [];
  ended = 0;
  link = new Link({
    open: server.open,
    looked: ({ conversation }) => looked.push(conversation),
    heard: (head: FactHead) => heard.push(head.number ?? -1),
    changed: (state) => states.push(state),
    ended: () => (ended += 1),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
});

afterEach(() => {
  link.stop();
  vi.useRealTimers();
});

test("who looks is told, and is no place to go on behind", async () => {
  void link.run();
  await vi.advanceTimersByTimeAsync(0);
  server.happen(1);
  server.looks("c1");
  await vi.advanceTimersByTimeAsync(0);
  expect(looked).toEqual(["c1"]);
  server.cut?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.asked).toEqual([null, 1]);
});

test("a broken link goes on behind the last fact, so that each is heard once and in order", async () => {
  void link.run();
  await vi.advanceTimersByTimeAsync(1);
  server.happen(4);
  server.happen(5);
  await vi.advanceTimersByTimeAsync(1);
  server.cut?.();
  server.happen(6);
  await vi.advanceTimersByTimeAsync(2_000);
  server.happen(7);
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual([4, 5, 6, 7]);
  expect(server.asked).toEqual([null, 5]);
  expect(states.at(-1)).toBe("live");
  expect(states).toContain("lost");
});

test("a fact that comes again is not heard again", async () => {
  void link.run();
  await vi.advanceTimersByTimeAsync(1);
  server.happen(4);
  server.happen(4);
  server.happen(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual([4]);
});

test("a link that is silent for too long is dead, and is opened again", async () => {
  void link.run();
  await vi.advanceTimersByTimeAsync(1);
  server.happen(1);
  await vi.advanceTimersByTimeAsync(SILENCE_MS + 2_000);
  expect(server.asked).toEqual([null, 1]);
});

test("after a night's sleep all that was missed is replayed", async () => {
  void link.run();
  await vi.advanceTimersByTimeAsync(1);
  server.happen(1);
  await vi.advanceTimersByTimeAsync(1);
  server.ledger.push(2, 3, 4);
  vi.setSystemTime(Date.now() + 8 * 3_600_000);
  link.check();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual([1, 2, 3, 4]);
});

test("an ended session is told once, and nothing is tried again", async () => {
  server.status = 401;
  await link.run();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).toBe(1);
  expect(server.asked).toHaveLength(1);
});

test("a server that is away is asked ever more rarely", async () => {
  server.status = 503;
  void link.run();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked.length).toBeGreaterThan(4);
  expect(server.asked.length).toBeLessThan(14);
});
