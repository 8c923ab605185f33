import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hmac, purposeKey, signToken, verifyToken } from "./tokens";

process.env.HOMING_SECRET ??= "a secret for tests, at least 32 characters";

test("property: the HMAC is the one of RFC 2104, for payloads of any size", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom("sha256" as const, "sha512" as const),
      fc.constantFrom("one", "two"),
      (bytes, algorithm, purpose) => {
        const payload = Buffer.from(bytes);
        const expected = createHmac(algorithm, purposeKey(purpose)).update(payload).digest();
        expect(hmac(algorithm, purpose, payload)).toEqual(expected);
      },
    ),
  );
});

test("a token is read back for its purpose only, and not when a character is changed", () => {
  const token = signToken("one", Buffer.from("payload"));
  expect(verifyToken("one", token)?.toString()).toBe("payload");
  expect(verifyToken("two", token)).toBeNull();
  for (let index = 0; index < token.length; index++) {
    const other = token[index] === "A" ? "B" : "A";
    expect(verifyToken("one", token.slice(0, index) + other + token.slice(index + 1))).toBeNull();
  }
});
