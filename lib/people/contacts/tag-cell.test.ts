import fc from "fast-check";
import { expect, test } from "vitest";
import { joinNames, splitNames } from "./tag-cell";

test.each([
  ["a, b;c|d", ["a", "b", "c", "d"]],
  ['"VIP","New customer"', ["VIP", "New customer"]],
  ['"a,b"; c', ["a,b", "c"]],
  ['12" pizza, b', ['12" pizza', "b"]],
  ['"never closed, b', ['"never closed', "b"]],
  ['say ""hi""', ['say ""hi""']],
  [" ,; ", []],
])("%j", (cell, names) => {
  expect(splitNames(cell)).toEqual(names);
});

test("what is joined comes apart again", () => {
  const name = fc.string({ minLength: 1 }).filter((text) => text.trim() === text);
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(splitNames(joinNames(names))).toEqual(names);
    }),
  );
});
