import { expect, test } from "vitest";
import { numberOf } from "./number-of";

test.each([
  ["", null],
  ["  ", null],
  ["12", 12],
  ["0,5", 0.5],
  ["0.5", 0.5],
  ["0,125", 0.125],
  ["10 000", 10_000],
  ["1'000", 1000],
  ["1,000", 1000],
  ["1,000,000.5", 1_000_000.5],
  [" ten ", "ten"],
  ["1,5,5", "1,5,5"],
  ["Infinity", "Infinity"],
])('what is typed as "%s" is sent as %j', (typed, sent) => expect(numberOf(typed)).toBe(sent));
