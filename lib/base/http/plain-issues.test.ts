import { expect, test } from "vitest";
import { z } from "zod";
import { toAppError } from "./error-response";

const said = (schema: z.ZodType, value: unknown) => toAppError(schema.safeParse(value).error).message;

test.each([
  [z.string().max(254), "x".repeat(255), "Use at most 254 characters."],
  [z.string().min(1), "", "This is empty."],
  [z.string().min(8), "short", "Use at least 8 characters."],
  [z.array(z.string()).max(1000), Array(1001).fill(""), "Give at most 1,000."],
  [z.array(z.string()).min(1), [], "Give at least 1."],
  [z.number().max(5000), 5001, "At most 5,000."],
  [z.int().min(1), 0, "At least 1."],
  [z.number().positive(), 0, "More than 0."],
  [z.number().lt(0.5), 0.5, "Less than 0.5."],
  [z.string().length(2), "abc", "Use exactly 2 characters."],
  [z.string().length(2), "a", "Use exactly 2 characters."],
  [z.array(z.string()).length(1), [], "Give exactly 1."],
])("what is too much or too little is said in plain words: %#", (schema, value, text) => {
  expect(said(schema, value)).toBe(text);
});

test("words of a schema's own stay", () => {
  expect(said(z.string().max(3, "Three letters at most."), "four")).toBe("Three letters at most.");
});
