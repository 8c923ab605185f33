import fc from "fast-check";
import { expect, test } from "vitest";
import { plainItem } from "./plain-item";
import { UpsertContact } from "./schema";

const wrong = fc.constantFrom("", "   ", "a\0b", "x".repeat(61), "x".repeat(201), "x".repeat(256), "\ud800");
const right = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.constantFrom("Ada", " Ada ", "x".repeat(60)),
);
const text = fc.oneof({ weight: 19, arbitrary: right }, { weight: 1, arbitrary: wrong });
const odd = fc.oneof(fc.constantFrom<unknown>(null, 7, true, [], {}, ["a"]), fc.jsonValue({ maxDepth: 2 }));
const setting = fc.constantFrom(
  "Europe/Berlin",
  "europe/berlin",
  " Asia/Tokyo ",
  "Nowhere/At_All",
  "de",
  "pt_br",
  "German",
  "xx-q",
  "",
);
const fields = fc.dictionary(fc.constantFrom("city", "points", "__proto__", ""), fc.jsonValue({ maxDepth: 2 }));
const names = fc.array(text, { maxLength: 4 });
const or = (usual: fc.Arbitrary<unknown>) => fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: odd });

const usual = {
  externalId: or(text),
  email: or(fc.oneof(fc.constantFrom("ada@example.com", "x".repeat(1001)), text)),
  firstName: or(text),
  lastName: or(text),
  timeZone: or(setting),
  language: or(setting),
  fields: or(fields),
  tags: or(names),
  removeTags: or(names),
};
const unusual = { lists: odd, consent: odd, resubscribe: odd, shoeSize: odd };
const item = fc.oneof(
  { weight: 9, arbitrary: fc.record(usual, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.record({ ...usual, ...unusual }, { requiredKeys: [] }) },
);

test("what is plainly right is read as the schema reads it, and nothing that the schema refuses", () => {
  let plain = 0;
  fc.assert(
    fc.property(or(item), (given) => {
      const read = plainItem(given);
      if (read === null) return;
      plain += 1;
      const { success, data, error } = UpsertContact.safeParse(given);
      expect(success, error?.message).toBe(true);
      expect(read).toEqual(data);
      expect(
        Object.keys(read)
          .filter((key) => read[key as keyof typeof read] !== undefined)
          .sort(),
      ).toEqual(
        Object.keys(data ?? {})
          .filter((key) => data?.[key as keyof typeof data] !== undefined)
          .sort(),
      );
    }),
    { numRuns: 3000 },
  );
  expect(plain).toBeGreaterThan(50);
});

test.each([
  [{ email: "ada@example.com" }],
  [{ externalId: "4711", firstName: "Ada", lastName: null, timeZone: "Europe/London", language: "en-GB" }],
  [
    {
      email: "ada@example.com",
      fields: { city: "Bristol", points: 7, vip: null },
      tags: ["Customer"],
      removeTags: ["Lead"],
    },
  ],
])("%j needs no schema", (given) => {
  expect(plainItem(given)).toEqual(UpsertContact.parse(given));
});
