import { expect, test } from "vitest";
import { limitText, paceText } from "./numbers";

const number = (value: number) => new Intl.NumberFormat("en").format(value);

test("paces in the unit that makes them readable", () => {
  expect([23, 1.5, 1, 0.5, 1 / 60, 0.001].map((pace) => paceText(pace, number))).toEqual([
    "23 a second",
    "1.5 a second",
    "1 a second",
    "30 a minute",
    "1 a minute",
    "1 in 17 minutes",
  ]);
});

test("limits from the tightest window to the widest", () => {
  const none = { maxPerSecond: null, maxPerMinute: null, maxPerHour: null, maxPerDay: null };
  expect(limitText(none, number)).toEqual([]);
  expect(limitText({ ...none, maxPerSecond: 0.1, maxPerDay: 5000 }, number)).toEqual(["6 a minute", "5,000 a day"]);
});
