import { expect, test } from "vitest";
import { SegmentRules } from "./schema";

const condition = { kind: "text", field: "email", op: "contains", value: "x" };
const group = (rules: unknown[]) => ({ kind: "group", match: "any", rules });

test("a segment has a longest length and a largest depth, said in words", () => {
  const wide = group(Array.from({ length: 40 }, () => group(Array.from({ length: 40 }, () => condition))));
  expect(() => SegmentRules.parse(wide)).toThrow(/100 conditions at most/);
  let deep = group([condition]);
  for (let i = 0; i < 10_000; i++) deep = group([deep]);
  expect(() => SegmentRules.parse(deep)).toThrow(/5 deep at most/);
  expect(SegmentRules.parse(group([condition, group([condition])])).rules).toHaveLength(2);
});
