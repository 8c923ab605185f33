import { expect, test } from "vitest";
import { checkHealth, worstLevel } from "./health.shared";

const levels = (bounce: number | null, complaint: number | null, unsubscribe: number | null) =>
  checkHealth({ bounce, complaint, unsubscribe }).map((check) => check.level);

test("thresholds are those of the deliverability card", () => {
  expect(levels(0.0099, 0.00009, 0.0029)).toEqual(["healthy", "healthy", "healthy"]);
  expect(levels(0.01, 0.0001, 0.003)).toEqual(["improve", "improve", "improve"]);
  expect(levels(0.02, 0.0005, 0.01)).toEqual(["improve", "improve", "improve"]);
  expect(levels(0.021, 0.0006, 0.011)).toEqual(["attention", "attention", "attention"]);
});

test("nothing sent is not healthy, it is unknown; the worst rate decides", () => {
  expect(worstLevel(checkHealth({ bounce: null, complaint: null, unsubscribe: null }))).toBe("unknown");
  expect(worstLevel(checkHealth({ bounce: 0, complaint: 0.001, unsubscribe: null }))).toBe("attention");
});
