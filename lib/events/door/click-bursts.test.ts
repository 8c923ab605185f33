import { expect, test } from "vitest";
import { findClickBursts } from "./click-bursts";

const click = (linkId: string, second: number) => ({
  id: `${linkId}@${second}`,
  linkId,
  occurredAt: new Date(second * 1000),
});
const ids = (set: Set<string>) => [...set].sort();

test("three different links in five seconds mark all of them, the first one too", () => {
  const clicks = [click("a", 0), click("b", 2), click("c", 5)];
  expect(ids(findClickBursts(clicks, 20))).toEqual(["a@0", "b@2", "c@5"]);
});

test("the order of arrival does not matter", () => {
  const clicks = [click("c", 5), click("a", 0), click("b", 2)];
  expect(findClickBursts(clicks, 20).size).toBe(3);
});

test("the same link three times is an impatient reader", () => {
  expect(findClickBursts([click("a", 0), click("a", 1), click("a", 2)], 3).size).toBe(0);
});

test("half of the links within ten seconds is a burst, a third is not", () => {
  const clicks = [click("a", 0), click("b", 4), click("c", 9)];
  expect(findClickBursts(clicks, 6).size).toBe(3);
  expect(findClickBursts(clicks, 9).size).toBe(0);
});

test("both links of a short mail within ten seconds stay human", () => {
  expect(findClickBursts([click("a", 0), click("b", 4)], 2).size).toBe(0);
});

test("a calm click later is left alone", () => {
  const clicks = [click("a", 0), click("b", 2), click("c", 4), click("a", 300)];
  expect(findClickBursts(clicks, 20).has("a@300")).toBe(false);
});
