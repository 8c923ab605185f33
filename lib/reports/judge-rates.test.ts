import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeRate } from "./judge-rates";

const usual = { count: 50, of: 10_000 }; // 0.5 %
const nothing = { count: 0, of: 0 };

test("bounces over two percent are told when they are not the usual", () => {
  expect(judgeRate("bounce", "day", { count: 25, of: 1_000 }, usual)).toMatchObject({
    severity: "danger",
    usual: 0.005,
    limit: 0.02,
  });
  expect(judgeRate("bounce", "day", { count: 20, of: 1_000 }, { count: 150, of: 10_000 })).toBeNull();
});

test("a new workspace is judged by the limits alone", () => {
  expect(judgeRate("bounce", "hour", { count: 30, of: 1_000 }, nothing)).toMatchObject({
    severity: "danger",
    usual: null,
  });
  expect(judgeRate("bounce", "hour", { count: 15, of: 1_000 }, nothing)).toBeNull();
});

test("a rise far beyond the usual is told below the limit already, noise is not", () => {
  expect(judgeRate("bounce", "day", { count: 17, of: 1_000 }, usual)).toMatchObject({ severity: "warning" });
  expect(judgeRate("bounce", "day", { count: 12, of: 1_000 }, usual)).toBeNull();
  // Ten times the usual, and still nothing that a receiver would mind.
  expect(judgeRate("complaint", "day", { count: 6, of: 60_000 }, { count: 1, of: 100_000 })).toBeNull();
});

test("who has always been over the limit is told only when it becomes much worse", () => {
  const bad = { count: 400, of: 10_000 }; // 4 %
  expect(judgeRate("bounce", "day", { count: 45, of: 1_000 }, bad)).toBeNull();
  expect(judgeRate("bounce", "day", { count: 150, of: 1_000 }, bad)).toMatchObject({ severity: "danger" });
});

test("few messages and few events say nothing", () => {
  expect(judgeRate("bounce", "day", { count: 4, of: 200 }, usual)).toBeNull();
  expect(judgeRate("bounce", "day", { count: 100, of: 199 }, usual)).toBeNull();
  expect(judgeRate("bounce", "hour", { count: 100, of: 299 }, usual)).toBeNull();
  expect(judgeRate("complaint", "day", { count: 5, of: 2_000 }, nothing)).toMatchObject({ severity: "danger" });
  expect(judgeRate("deferral", "hour", { count: 60, of: 500 }, usual)).toMatchObject({ severity: "danger" });
});

test("more of the same kind never makes a finding go away", () => {
  const sample = fc.record({ count: fc.nat(2_000), of: fc.integer({ min: 200, max: 50_000 }) });
  fc.assert(
    fc.property(sample, fc.nat(500), fc.record({ count: fc.nat(500), of: fc.nat(100_000) }), (now, more, before) => {
      if (judgeRate("bounce", "day", now, before)) {
        expect(judgeRate("bounce", "day", { ...now, count: now.count + more }, before)).not.toBeNull();
      }
    }),
  );
});
