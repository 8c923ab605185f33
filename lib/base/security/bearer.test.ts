import { expect, test } from "vitest";
import { hasBearer } from "./bearer";

const token = "a token of some length";

const asked = (authorization: string | undefined) => new Headers(authorization === undefined ? {} : { authorization });

test.each([
  [`Bearer ${token}`, true],
  [`bearer ${token}`, false],
  [`Bearer ${token.slice(1)}`, false],
  [token, false],
  ["", false],
  [undefined, false],
])("%s is %s", (header, expected) => {
  expect(hasBearer(asked(header), token)).toBe(expected);
});

test("without a token nobody has it", () => {
  expect(hasBearer(asked("Bearer undefined"), undefined)).toBe(false);
  expect(hasBearer(asked("Bearer "), undefined)).toBe(false);
});
