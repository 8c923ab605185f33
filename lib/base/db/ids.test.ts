import fc from "fast-check";
import { expect, test } from "vitest";
import { deterministicId, firstIdAt, idAt, idOf, newId, parsePublicId, publicId, timeOfId } from "./ids";
import { bytesToUuid, uuidToBytes } from "./uuid-bytes";

test("new ids are UUIDv7 of the moment and rise", () => {
  const before = Date.now();
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(ids[0]!.replaceAll("-", "").slice(0, 12), 16)).toBeGreaterThanOrEqual(before);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an id comes back from its public form, and from its bytes", () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      expect(parsePublicId("ctc", publicId("ctc", uuid))).toBe(uuid);
      expect(bytesToUuid(uuidToBytes(uuid))).toBe(uuid);
    }),
    { examples: [["00000000-0000-0000-0000-000000000000"], ["ffffffff-ffff-ffff-ffff-ffffffffffff"]] },
  );
  expect(() => publicId("ctc", "no-id")).toThrow("no UUID");
});

test("an id of another kind, too long or with a strange letter is refused by name", () => {
  const contact = publicId("ctc", newId());
  for (const text of [contact.replace("ctc", "cmp"), `${contact}1`, "ctc_0OIl", "", "ctc_zzzzzzzzzzzzzzzzzzzzzz"]) {
    expect(() => parsePublicId("ctc", text)).toThrow(/contact/);
    expect(idOf("ctc").safeParse(text).success).toBe(false);
  }
});

test("the same fact at the same moment has the same id", () => {
  const at = new Date("2026-03-01T10:00:00Z");
  const digest = Uint8Array.from({ length: 10 }, (_, index) => index * 20);
  expect(deterministicId(at, digest)).toBe(deterministicId(at, digest));
  expect(deterministicId(at, digest)).toMatch(/^019ca8d7-2d00-7014-/);
  expect(timeOfId(deterministicId(at, digest))).toEqual(at);
});

test("the least id of a moment lies between those of the moments beside it, also of one that no id has", () => {
  const at = new Date("2026-11-30T12:00:00Z");
  expect([idAt(new Date(at.getTime() - 1)) < firstIdAt(at), firstIdAt(at) < idAt(at)]).toEqual([true, true]);
  expect(firstIdAt(new Date(-1))).toBe("00000000-0000-0000-0000-000000000000");
  expect(firstIdAt(new Date(8.64e15))).toBe("ffffffff-ffff-0000-0000-000000000000");
});
