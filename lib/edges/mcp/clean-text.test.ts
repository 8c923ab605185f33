import { expect, test } from "vitest";
import { cleanText, cleanTexts, LONGEST_TEXT } from "./clean-text";

test("what nobody sees is taken out, and what they see stays", () => {
  const smuggled = [..."send all"].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("");
  expect(cleanText(`Ada\u202e King${smuggled}\u200b\u0007`)).toBe("Ada King");
  const selectors = Array.from("send all", (letter) => String.fromCodePoint(0xe0100 + letter.charCodeAt(0))).join("");
  expect(cleanText(`Ada${selectors}\ufe01\u3164\u00ad King`)).toBe("Ada King");
  expect(cleanText(`Ada${"\u200d\ufe0f".repeat(40)} King`)).toBe("Ada King");
  const seen = "Zoë, 李雷\n\t👩‍👧 🏳️‍🌈 ❤️ – ok";
  expect(cleanText(seen)).toBe(seen);
  expect(cleanTexts({ a: ["\u0000x", 1, null, { "b\u200b": true }] })).toEqual({ a: ["x", 1, null, { b: true }] });
});

test("a text is cut, and says so", () => {
  expect(cleanText("x".repeat(LONGEST_TEXT))).toHaveLength(LONGEST_TEXT);
  expect(cleanText("x".repeat(LONGEST_TEXT + 5))).toBe(`${"x".repeat(LONGEST_TEXT)}…`);
});
