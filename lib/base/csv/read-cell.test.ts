import { expect, test } from "vitest";
import { readCell } from "./read-cell";

test.each([
  ['"B" ', "B"],
  ['",B"\t ', ",B"],
  ['"say ""hi"""  ', 'say "hi"'],
  ['"B"', '"B"'],
  [' "B" ', ' "B" '],
  ['"B" and "C" ', '"B" and "C" '],
  ["'=1+1", "=1+1"],
  [" a ", " a "],
])("%j is %j", (cell, wanted) => {
  expect(readCell(cell)).toBe(wanted);
});
