import { expect, test } from "vitest";

import { customerOf } from "@/ui/customer";

test("a customer is called by name, else by id, else unknown", () => {
  expect(customerOf({ customer_name: "Ann Lee", customer: "cust_1" })).toBe("Ann Lee");
  expect(customerOf({ customer_name: null, customer: "cust_1" })).toBe("cust_1");
  expect(customerOf({ customer: null })).toBe("Unknown customer");
});
