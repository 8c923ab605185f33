import { expect, test } from "vitest";
import { readVariables, TemplateVariables } from "./variables";

const defined = TemplateVariables.parse([
  { key: "order_number" },
  { key: "total", type: "number" },
  { key: "paid", type: "boolean", fallback: false },
  { key: "items", type: "list" },
  { key: "shop", type: "object" },
]);

test("values fit by type, and a fallback stands in for what is not given", () => {
  const given = { order_number: "4711", total: 12.5, items: [{ name: "Tea" }], shop: { name: "Acme" } };
  expect(readVariables(defined, given)).toEqual({ values: { ...given, paid: false } });
});

test("what is missing, unknown or of another type is named, and only own properties count", () => {
  const given = { order_number: 4711, items: "Tea", paid: null, shop: null, colour: "red" };
  const read = readVariables([...defined, ...TemplateVariables.parse([{ key: "constructor" }])], given);
  expect(Object.keys("problems" in read ? read.problems : {}).sort()).toEqual([
    ...["colour", "constructor", "items", "order_number", "shop", "total"],
  ]);
});

test("a definition is refused that nobody could fill", () => {
  const refused = (variable: object) => TemplateVariables.safeParse([variable]).error?.issues[0]?.path;
  expect(refused({ key: "Order" })).toEqual([0, "key"]);
  expect(refused({ key: "n", type: "number", fallback: "1" })).toEqual([0, "fallback"]);
  expect(TemplateVariables.safeParse([{ key: "a" }, { key: "a" }]).success).toBe(false);
});
