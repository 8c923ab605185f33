import { expect, test } from "vitest";
import { idsOf, shapeProblems } from "./resend-shape";

test("ours may have more, and must have what was recorded", () => {
  const recorded = { object: "contact", id: "1", email: "a@example.com", first_name: null, unsubscribed: false };
  const ours = { ...recorded, id: "2", first_name: "Ada", properties: {} };
  expect(shapeProblems(recorded, ours)).toEqual([]);
  expect(shapeProblems(recorded, { ...ours, unsubscribed: true })).toEqual([
    "answer.unsubscribed is true and not false",
  ]);
  const { id: _id, ...without } = ours;
  expect(shapeProblems(recorded, { ...without, email: 1 })).toEqual([
    "answer.id is missing",
    "answer.email is number and not string",
  ]);
  expect(shapeProblems(recorded, null)).toEqual(["answer is null and not object"]);
});

test("lists have as many items, with the same keys", () => {
  const recorded = { object: "list", has_more: false, data: [{ id: "1", email: "a@example.com" }] };
  expect(shapeProblems(recorded, { ...recorded, data: [{ id: "2", email: "b@example.com" }] })).toEqual([]);
  expect(shapeProblems(recorded, { ...recorded, has_more: true, data: [] })).toEqual([
    "answer.has_more is true and not false",
    "answer.data has 0 items and not 1",
  ]);
  expect(shapeProblems(recorded, { ...recorded, data: [{ id: "2" }] })).toEqual(["answer.data.0.email is missing"]);
});

test("ids are found where they stand, whatever the order of a list", () => {
  const item = (id: string, email: string) => ({ id, email });
  const recorded = { id: "r", data: [item("ra", "a"), item("rb", "b")] };
  expect(idsOf(recorded, { id: "o", data: [item("ob", "b"), item("oa", "a")] })).toEqual([
    ["r", "o"],
    ["ra", "oa"],
    ["rb", "ob"],
  ]);
});
