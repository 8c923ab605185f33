import { expect, test } from "vitest";
import { freeName } from "./free-name";

test("a name that is taken gets the first free number, within its length", () => {
  expect(freeName("Spring", ["Autumn"], 60)).toBe("Spring");
  expect(freeName("Spring", ["SPRING", "Spring (2)"], 60)).toBe("Spring (3)");
  expect(freeName("x".repeat(60), ["x".repeat(60)], 60)).toBe(`${"x".repeat(56)} (2)`);
});
