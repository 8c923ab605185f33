import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase32, encodeBase32 } from "./base32";
import { parseVerp, verpAddress } from "./verp";

process.env.HOMING_SECRET ??= "a secret for tests, at least 32 characters";
const DOMAIN = "bounces.acme.test";

test("an address leads back to its message, also when a host folded the case", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom("bounce" as const, "unsubscribe" as const), (messageId, kind) => {
      const address = verpAddress(kind, messageId, DOMAIN);
      expect(address.split("@")[0]!.length).toBeLessThanOrEqual(64);
      expect(parseVerp(address)).toEqual({ kind, messageId });
      expect(parseVerp(address.toUpperCase())).toEqual({ kind, messageId });
    }),
  );
});

test("a changed, foreign or half token leads nowhere", () => {
  const address = verpAddress("bounce", "0198c0de-0000-7000-8000-000000000001", DOMAIN);
  const at = address.indexOf("@");
  for (let index = "bounce+".length; index < at; index++) {
    const other = address[index] === "a" ? "b" : "a";
    expect(parseVerp(address.slice(0, index) + other + address.slice(index + 1))).toBeNull();
  }
  expect(parseVerp(address.replace("bounce", "unsubscribe"))).toBeNull();
  expect(parseVerp(address.replace("+", "+a"))).toBeNull();
  expect(parseVerp(`bounce@${DOMAIN}`)).toBeNull();
  expect(parseVerp("")).toBeNull();
});

test("base32 reads back every octet string and takes no second spelling", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase32(encodeBase32(bytes))).toEqual(Buffer.from(bytes));
    }),
  );
  expect(decodeBase32("ab")).toBeNull(); // leftover bits must be zero
  expect(decodeBase32("a1")).toBeNull();
});
