import { expect, test } from "vitest";

import { events, type StreamEvent } from "@/api/events";

async function read(...chunks: readonly string[]): Promise<StreamEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(new TextEncoder().encode(chunk));
      }
      controller.close();
    },
  });
  const found: StreamEvent[] = [];
  for await (const each of events(body)) {
    found.push(each);
  }
  return found;
}

test("an event is the same however its bytes are cut", async () => {
  const whole = 'id: 7\nevent: fact\ndata: {"é": 1}\n\n: still here\n\n';
  const expected = [{ kind: "event", id: "7", name: "fact", data: '{"é": 1}' }, { kind: "heartbeat" }];
  expect(await read(whole)).toEqual(expected);
  expect(await read(...Array.from(whole))).toEqual(expected);
  expect(await read(whole.replaceAll("\n", "\r\n"))).toEqual(expected);
});

test("half an event at the end is none", async () => {
  expect(await read("id: 1\nevent: fact\ndata: {}\n\nid: 2\nevent: fact\nda")).toHaveLength(1);
});

test("several data lines are one text", async () => {
  expect(await read("data: one\ndata: two\n\n")).toEqual([
    { kind: "event", id: null, name: "message", data: "one\ntwo" },
  ]);
});
