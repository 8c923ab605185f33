import { expect, test } from "vitest";
import { groupSize, learnGroupSize } from "./group-size";

const MB = 1024 * 1024;
const quick = (largest: number) => ({ tookMs: 10, largest });

test("groups of a transport double while they are quick, and shrink to what it takes in their time", () => {
  expect(groupSize("a", 1000)).toBe(25);
  learnGroupSize("a", quick(1000), 25);
  expect(groupSize("a", 1000)).toBe(50);
  for (let group = 0; group < 5; group++) learnGroupSize("a", quick(1000), groupSize("a", 1000));
  expect(groupSize("a", 1000)).toBe(250);
  learnGroupSize("a", { tookMs: 4000, largest: 1000 }, 250);
  expect(groupSize("a", 1000)).toBe(25);
  learnGroupSize("a", { tookMs: 60_000, largest: 1000 }, 25);
  expect(groupSize("a", 1000)).toBe(1);
});

test("what was learned from small messages is not done to large ones", () => {
  for (let group = 0; group < 5; group++) learnGroupSize("b", quick(1000), 250);
  expect(groupSize("b", 1000)).toBe(250);
  expect(groupSize("b", 2 * MB)).toBe(4);
  expect(groupSize("b", 100 * MB)).toBe(1);
  learnGroupSize("b", quick(2 * MB), 4);
  expect(groupSize("b", 2 * MB)).toBe(4);
});
