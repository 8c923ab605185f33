import * as zlib from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "./crc32";

test("it is the checksum that the server computes, in one piece or in several", () => {
  expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(crc32(a)).toBe(zlib.crc32(a));
      expect(crc32(b, crc32(a))).toBe(zlib.crc32(Buffer.concat([a, b])));
    }),
  );
});
