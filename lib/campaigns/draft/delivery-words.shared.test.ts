import { expect, test } from "vitest";
import { deliveryWords, spreadChoices, spreadWords } from "./delivery-words.shared";
import { spreadLimits } from "./schema";

test("a window in words", () => {
  expect(spreadChoices.map(spreadWords)).toEqual([
    "15 minutes",
    "30 minutes",
    "1 hour",
    "2 hours",
    "4 hours",
    "6 hours",
    "12 hours",
    "1 day",
    "2 days",
    "3 days",
    "7 days",
  ]);
  expect(spreadWords(95)).toBe("1 hour 35 minutes");
});

test("every choice is allowed, from the shortest to the longest", () => {
  expect(Math.min(...spreadChoices)).toBe(spreadLimits.min);
  expect(Math.max(...spreadChoices)).toBe(spreadLimits.max);
});

test("how it leaves", () => {
  expect(deliveryWords({ localTime: false, spreadMinutes: null })).toBeNull();
  expect(deliveryWords({ localTime: false, spreadMinutes: 60 })).toBe("gradually over 1 hour");
  expect(deliveryWords({ localTime: true, spreadMinutes: null })).toBe("at each recipient's local time");
});
