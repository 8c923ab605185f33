import fc from "fast-check";
import { expect, test } from "vitest";
import { safePattern } from "@/lib/feedback/bounce-rules/safe-pattern.shared";

const refusal = (source: string) => {
  const safe = safePattern("regex", source);
  return "refused" in safe ? safe.refused : null;
};

test("text is looked for whatever its case and spaces", () => {
  const safe = safePattern("text", "Mailbox  is on Holiday");
  expect("test" in safe && safe.test("550 5.7.1 mailbox is\n on holiday")).toBe(true);
  expect("test" in safe && safe.test("550 5.7.1 mailbox is full")).toBe(false);
});

test.each([
  ["user .* unknown", "550 User <ada@example.org> unknown"],
  ["(quota|storage) exceeded", "552 Storage exceeded"],
  ["^55[0-4] \\[[A-Z]{2}\\d+\\]", "554 [AB12] no"],
  ["over ?quota", "552 overquota"],
])("%s matches what it says", (source, text) => {
  const safe = safePattern("regex", source);
  expect("test" in safe && safe.test(text)).toBe(true);
});

test.each([
  ["(a+)+b", "repeated"],
  ["(a|aa)*b", "repeated"],
  ["a**", "repeated"],
  ["(?=x)yes", "Look-ahead"],
  ["(a)\\1bc", "backslash"],
  ["abc(def", "parenthesis"],
  ["abc)def", "parenthesis"],
  ["[abc", "brackets"],
  [".*.*.*.*x", "too many ways"],
  ["x{0,}y{0,}z{0,}", "too many ways"],
  ["(a|b)?(c|d)?(e|f)?(g|h)?(i|j)?(k|l)?(m|n)?(o|p)?(q|r)?", "too many ways"],
  ["a{1,500}", "200"],
  [".*", "three characters"],
  ["a*b*", "empty"],
])("%s is refused", (source, why) => {
  expect(refusal(source)).toContain(why);
});

test("whatever is written is either refused in words or answers", () => {
  const signs = fc.constantFrom(..."abc.*+?|()[]{}\\d^$12,-/ ".split(""), "\\w", "(?:", ".{0,9}", "[^x]");
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 40 }), fc.string({ maxLength: 200 }), (parts, text) => {
      const safe = safePattern("regex", parts.join(""));
      if ("refused" in safe) expect(safe.refused.length).toBeGreaterThan(10);
      else expect(typeof safe.test(text)).toBe("boolean");
    }),
    { numRuns: 2000 },
  );
});
