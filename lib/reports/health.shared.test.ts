import { expect, test } from "vitest";
import { checkHealth, worstLevel } from "./health.shared";

const of = 1_000_000;
const levels = (bounce: number, complaint: number, unsubscribe: number, among = of) =>
  checkHealth({
    bounce: { count: bounce, of: among },
    complaint: { count: complaint, of: among },
    unsubscribe: { count: unsubscribe, of: among },
  }).map((check) => check.level);

test("thresholds are those of the deliverability card", () => {
  expect(levels(9_900, 90, 2_900)).toEqual(["healthy", "healthy", "healthy"]);
  expect(levels(10_001, 101, 3_001)).toEqual(["improve", "improve", "improve"]);
  expect(levels(20_001, 501, 10_001)).toEqual(["improve", "improve", "improve"]);
  expect(levels(21_000, 600, 11_000)).toEqual(["attention", "attention", "attention"]);
});

test("one complaint of a small list is no fault, a second one is looked at", () => {
  expect(levels(1, 1, 1, 50)).toEqual(["healthy", "healthy", "healthy"]);
  const [, complaint] = checkHealth({
    bounce: { count: 0, of: 4_630 },
    complaint: { count: 1, of: 4_550 },
    unsubscribe: { count: 0, of: 4_550 },
  });
  expect(complaint).toMatchObject({ level: "healthy", rate: 1 / 4_550 });
  expect(levels(0, 2, 0, 4_550)).toEqual(["healthy", "improve", "healthy"]);
  expect(levels(0, 4, 0, 4_550)).toEqual(["healthy", "attention", "healthy"]);
});

test("nothing sent is not healthy, it is unknown; the worst rate decides", () => {
  const nothing = { count: 0, of: 0 };
  expect(worstLevel(checkHealth({ bounce: nothing, complaint: nothing, unsubscribe: nothing }))).toBe("unknown");
  const sample = { bounce: { count: 0, of: 9_000 }, complaint: { count: 9, of: 9_000 }, unsubscribe: nothing };
  expect(worstLevel(checkHealth(sample))).toBe("attention");
});
