import { expect, test } from "vitest";
import { csvCell } from "@/lib/base/csv/write-csv";
import { contactData } from "@/lib/content/templates/contact-data";
import { t } from "@/lib/language/t";
import { CreateField } from "@/lib/people/contacts/schema";
import { guessType } from "@/lib/people/imports/guess-type";
import { ColumnTarget } from "@/lib/people/imports/schema";
import { SegmentCondition } from "@/lib/people/segments/schema";
import { storedKinds } from "@/prisma/stored-kinds";
import { FIELD_TYPES, type FieldType, type FieldValue, fieldKind } from "./field-types.shared";

const options = ["Red", "Blue"];

/** A value of each type: as a person writes it, as it is stored, and as it is shown. */
const samples = {
  text: ["hello", "hello", "hello"],
  number: ["1.234,5", 1234.5, "1234.5"],
  boolean: ["ja", true, "Yes"],
  date: ["31.3.2026", "2026-03-31", "2026-03-31"],
  select: ["RED", "Red", "Red"],
} satisfies Record<FieldType, [written: string, stored: FieldValue, shown: string]>;

test.each(FIELD_TYPES)(
  "a value of the type %s is read, stored, shown, merged, and comes back from its own export",
  (type) => {
    const kind = fieldKind(type);
    const [written, stored, shown] = samples[type];
    expect(kind.read(written, options, "ymd")).toEqual({ value: stored });
    expect(kind.isStored(stored)).toBe(true);
    expect(kind.isStored(null)).toBe(false);
    expect(kind.text(stored)).toBe(shown);
    expect(contactData({ email: "a@b.example", firstName: null, lastName: null, fields: { x: stored } }).x).toBe(
      stored,
    );
    const cell = csvCell(stored);
    expect(kind.losesFrom(cell)).toBeNull();
    expect(kind.read(cell, options, "ymd")).toEqual({ value: stored });
  },
);

test.each(FIELD_TYPES)("the type %s can be made, imported where it needs no options, and asked for", (type) => {
  const kind = fieldKind(type);
  expect(storedKinds["contact_field.type"]).toContain(type);
  expect(CreateField.safeParse({ label: "X", type, options }).success).toBe(true);
  expect(ColumnTarget.safeParse({ to: "newField", label: "X", type }).success).toBe(!kind.hasOptions);
  expect([kind.label, kind.help].map((text) => t(text).trim())).not.toContain("");
  const [, stored] = samples[type];
  for (const op of Object.keys(kind.comparisons)) {
    expect(SegmentCondition.safeParse({ kind: "field", key: "x", op, value: stored }).success).toBe(true);
  }
  expect(Object.keys(kind.comparisons)).toEqual(expect.arrayContaining(["is", "is_set", "is_not_set"]));
  expect(kind.readInRule(String(stored))).toEqual({ value: stored });
  expect(kind.choices(options).length > 0).toBe(kind.input === "choice");
});

test("a choice in a form or a rule is read as what it stands for", () => {
  for (const type of FIELD_TYPES) {
    const kind = fieldKind(type);
    for (const { value } of kind.choices(options)) {
      expect(kind.readInRule(value)).toEqual(kind.read(value, options, "ymd"));
      expect(kind.read(value, options, "ymd")).toHaveProperty("value");
    }
  }
});

test("a new column becomes the one type that its values look like", () => {
  const columns: [string, readonly string[]][] = [
    ["boolean", ["yes", "no"]],
    ["number", ["12", "3,5"]],
    ["date", ["2026-03-31", "1.4.2026"]],
    ["text", ["2026-03-31", "soon"]],
    ["text", ["0171 123"]],
  ];
  for (const [type, values] of columns) {
    expect(guessType(values)).toBe(type);
    const narrow = FIELD_TYPES.filter((one) => one !== "text" && fieldKind(one).looksLike(values, false));
    // Or the order of the table would decide.
    expect(narrow).toEqual(type === "text" ? [] : [type]);
  }
  expect(guessType(["12", "13"], "Postcode")).toBe("text");
});
