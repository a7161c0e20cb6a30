import { expect, test } from "vitest";

import { argumentsOf } from "./tools";

test("what was filled in becomes what the schema names, and what was left open is left out", () => {
  const properties = {
    order: { type: "string" },
    amount: { type: "string" },
    pieces: { type: "integer" },
    express: { type: "boolean" },
    note: { type: "string" },
  };
  expect(argumentsOf(properties, { order: " 4711 ", amount: "40.00", pieces: "2", express: false, note: "" })).toEqual({
    order: "4711",
    amount: "40.00",
    pieces: 2,
    express: false,
  });
});
