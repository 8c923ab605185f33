import { expect, test } from "vitest";
import { handedOver, secondsLeft, toBeSent } from "./send-arithmetic";

const ledger = {
  audience: 100,
  delivered: 30,
  bounced: 2,
  failed: 1,
  suppressed: 5,
  skipped: 5,
  unconfirmed: 1,
  pending: 56,
  reasons: [],
  balanced: true,
};

test("progress counts those who were to be written to, not those left out", () => {
  expect(handedOver(ledger)).toBe(34);
  expect(toBeSent(ledger)).toBe(90);
});

test("the time left needs a pace", () => {
  expect(secondsLeft(ledger, 10)).toBe(6);
  expect(secondsLeft(ledger, 0)).toBeNull();
  expect(secondsLeft(ledger, null)).toBeNull();
  expect(secondsLeft({ ...ledger, pending: 0 }, 10)).toBeNull();
});
