import fc from "fast-check";
import { expect, test } from "vitest";
import { addDecimals } from "./decimals.shared";

test("decimal numbers are added exactly, also where floats are not", () => {
  expect(addDecimals(["0.1", "0.2"])).toBe("0.3");
  expect(addDecimals(["-0.5", "0.25"])).toBe("-0.25");
  expect(addDecimals(["9007199254740993", "0.000001"])).toBe("9007199254740993.000001");
  expect(addDecimals(["1.5", "-1.5"])).toBe("0");
  expect(addDecimals([])).toBe("0");
});

test("whole cents are added as whole numbers are", () => {
  const cents = fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }));
  fc.assert(
    fc.property(cents, (amounts) => {
      const sum = addDecimals(amounts.map((amount) => (amount / 100).toFixed(2)));
      expect(Math.round(Number(sum) * 100)).toBe(amounts.reduce((total, amount) => total + amount, 0));
    }),
  );
});
