import fc from "fast-check";
import { expect, test } from "vitest";
import { brakeText } from "./brake.shared";
import { type DomainOutcomes, judgeRecent, judgeRun } from "./brake-judge";
import { BrakeSettings } from "./brake-schema";

const settings = BrakeSettings.parse({});
const at = (domain: string, of: number, bad: Partial<DomainOutcomes> = {}): DomainOutcomes => ({
  domain,
  of,
  hard: 0,
  block: 0,
  complaint: 0,
  ...bad,
});

test("hard bounces brake above the limit, not at it", () => {
  expect(judgeRecent([at("a.example", 1000, { hard: 50 })], settings)).toBeNull();
  const found = judgeRecent([at("a.example", 600, { hard: 3 }), at("b.example", 400, { hard: 48 })], settings);
  expect(found).toEqual({
    kind: "hard",
    rate: 5.1,
    limit: 5,
    count: 51,
    of: 1000,
    scope: "recent",
    topDomains: [
      { domain: "b.example", count: 48, of: 400 },
      { domain: "a.example", count: 3, of: 600 },
    ],
  });
  expect(brakeText(found!)).toBe(
    "51 of the last 1,000 messages came back from mailboxes that do not exist (5.1%; the limit is 5%).",
  );
});

test("a small sample proves nothing", () => {
  expect(judgeRecent([at("a.example", 99, { hard: 99 })], settings)).toBeNull();
  expect(judgeRecent([at("a.example", 100, { hard: 6 })], settings)?.kind).toBe("hard");
});

test("complaints need five people, whatever their share", () => {
  expect(judgeRecent([at("a.example", 100, { complaint: 4 })], settings)).toBeNull();
  expect(judgeRecent([at("a.example", 1000, { complaint: 5 })], settings)?.kind).toBe("complaint");
  expect(judgeRun("complaint", 300, 100_000, settings)).toBeNull();
  expect(judgeRun("complaint", 301, 100_000, settings)).toMatchObject({ scope: "all", count: 301, of: 100_000 });
});

test("blocks count against the domain that blocks, however small its part of the audience", () => {
  const found = judgeRecent([at("big.example", 900, { block: 10 }), at("cross.example", 60, { block: 9 })], settings);
  expect(found).toMatchObject({ kind: "block", count: 9, of: 60, rate: 15 });
  expect(found?.topDomains[0]?.domain).toBe("cross.example");
  expect(brakeText(found!)).toMatch(/^cross\.example blocked 9 of 60 messages/);
  expect(judgeRecent([at("tiny.example", 10, { block: 10 })], settings)).toBeNull();
});

test("whatever brakes is above its limit and in the numbers it gives", () => {
  const counts = fc.record({
    of: fc.integer({ min: 0, max: 400 }),
    hard: fc.nat(20),
    block: fc.nat(20),
    complaint: fc.nat(9),
  });
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 8 }), (rows) => {
      const found = judgeRecent(
        rows.map((row, index) => ({ ...row, domain: `d${index}.example` })),
        settings,
      );
      fc.pre(found !== null);
      expect(found.rate).toBeGreaterThan(found.limit);
      expect(found.rate).toBeCloseTo((found.count * 100) / found.of);
      expect(found.topDomains.length).toBeGreaterThan(0);
      expect(found.topDomains.length).toBeLessThanOrEqual(5);
    }),
  );
});
