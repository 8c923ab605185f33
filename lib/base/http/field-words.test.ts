import { expect, test } from "vitest";
import { z } from "zod";
import { toAppError } from "./error-response";
import { fieldWords } from "./field-words";

test.each([
  ["primaryColor", "Primary color"],
  ["to.1", "To, number 2"],
  ["document", "Document"],
  ["theme.bodyFont", "Theme body font"],
  ["senderId", "Sender"],
  ["kunde_seit", "Kunde seit"],
])("%s is read as %s", (path, words) => {
  expect(fieldWords(path)).toBe(words);
});

test("a sentence that stands alone has no code name in it, and the fields keep theirs", () => {
  const { error } = z.object({ primaryColor: z.string() }).safeParse({ primaryColor: 1 });
  const { message, fields } = toAppError(error);
  expect(message).toMatch(/^Primary color: /);
  expect(Object.keys(fields ?? {})).toEqual(["primaryColor"]);
});

test("what was sent as a whole is not called a body", () => {
  const { error } = z.object({}).safeParse("text");
  expect(toAppError(error).message).not.toMatch(/body/);
});
