import { expect, test } from "vitest";
import { deliveryText, spreadChoices, spreadText } from "./delivery-text.shared";
import { spreadLimits } from "./schema";

test("a window in words", () => {
  expect(spreadChoices.map(spreadText)).toEqual([
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
  expect(spreadText(95)).toBe("1 hour 35 minutes");
});

test("every choice is allowed, from the shortest to the longest", () => {
  expect(Math.min(...spreadChoices)).toBe(spreadLimits.min);
  expect(Math.max(...spreadChoices)).toBe(spreadLimits.max);
});

test("how it leaves", () => {
  expect(deliveryText({ localTime: false, spreadMinutes: null })).toBeNull();
  expect(deliveryText({ localTime: false, spreadMinutes: 60 })).toBe("gradually over 1 hour");
  expect(deliveryText({ localTime: true, spreadMinutes: null })).toBe("at each recipient's local time");
});
