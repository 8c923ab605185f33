import { expect, test } from "vitest";
import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import { readTraits } from "./read-traits";
import { usualRule } from "./rule.shared";

const field = (key: string, type: FieldDefinition["type"], options: string[] = []): FieldDefinition => ({
  ...{ key, label: key, type, options },
});
const definitions = [field("plan", "text"), field("birthday", "date"), field("employee_count", "number")];
const read = (traits: Record<string, unknown>, rule = usualRule) => readTraits(traits, rule, definitions);

test("reserved traits go to their places, others to the field with the same key", () => {
  const { notes, ...person } = read({
    ...{ email: " Peter@Example.com", name: "Peter Gibbons", plan: "Pro", employeeCount: "420" },
    ...{ locale: "en_US", timezone: "america/los_angeles", birthday: "1981-02-19" },
  });
  expect(person).toMatchObject({
    address: { normalized: "peter@example.com" },
    ...{ firstName: "Peter", lastName: "Gibbons", language: "en-US", timeZone: "America/Los_Angeles" },
    fields: { plan: "Pro", employee_count: 420, birthday: "1981-02-19" },
  });
  expect(notes).toEqual([]);
});

test("what does not fit is left out with a note, and the rest is kept", () => {
  const { notes, address, firstName, fields } = read({
    ...{ email: "nobody", firstName: { a: 1 }, birthday: "soon", plan: "Pro", avatar: "x.png", language: "Klingon!!" },
  });
  expect([address, firstName, fields]).toEqual([null, undefined, { plan: "Pro" }]);
  expect(notes.map(({ trait }) => trait).sort()).toEqual(["avatar", "birthday", "email", "firstName", "language"]);
});

test("null takes a value away, and a trait called like what every object has is one of its own only", () => {
  expect(read({ plan: null, firstName: null })).toMatchObject({ firstName: null, fields: { plan: null } });
  const rule = { ...usualRule, traits: [{ trait: "constructor.name", to: "firstName" as const }] };
  expect(read({}, rule).firstName).toBeUndefined();
  expect(read(JSON.parse('{"toString":"x"}')).notes).toHaveLength(1);
});

test("a part of a trait is named with a dot", () => {
  const rule = { ...usualRule, usesSameKeys: false, traits: [{ trait: "company.plan", to: "field:plan" as const }] };
  expect(read({ company: { plan: "Pro" }, plan: "Free" }, rule)).toMatchObject({ fields: { plan: "Pro" }, notes: [] });
});
