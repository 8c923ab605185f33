import { expect, test } from "vitest";
import { weightOf } from "./accept-emails";
import type { ReadyEmail } from "./write-emails";

const mail = (count: number, text = "") =>
  ({ html: null, text, raw: null, files: [], recipients: Array.from({ length: count }) }) as unknown as ReadyEmail;

test("of mails that are written at once at most a thousand are recipients, and their words count too", () => {
  const most = 4_000_000;
  expect(20 * weightOf(mail(50))).toBeGreaterThanOrEqual(most);
  expect(weightOf(mail(1, "x".repeat(most)))).toBeGreaterThan(most);
  expect(200 * weightOf(mail(1, "x".repeat(2_000)))).toBeLessThan(most);
});
