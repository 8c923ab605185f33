import { expect, test } from "vitest";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { copyName } from "./duplicate-campaign";

learnLanguages();

test("a copy is named after what it is of, and copies of it are counted", () => {
  expect(copyName("News")).toBe("News (copy)");
  expect(copyName("News (copy)")).toBe("News (copy 2)");
  expect(copyName("News (copy 9)")).toBe("News (copy 10)");
  expect(copyName("News (May)")).toBe("News (May) (copy)");
  expect(copyName("x".repeat(120))).toBe(`${"x".repeat(113)} (copy)`);
});

test("in the language of whoever copies", () => {
  inLanguage("de", () => {
    expect(copyName("Neues")).toBe("Neues (Kopie)");
    expect(copyName("Neues (Kopie 2)")).toBe("Neues (Kopie 3)");
  });
});
