import { describe, expect, test } from "vitest";
import { FIELD_TYPES } from "@/lib/people/fields/field-types.shared";
import { changeFieldValues, type FieldDefinition, parseFieldValue } from "./field-values";

const field = (type: FieldDefinition["type"], options: string[] = []): FieldDefinition => ({
  key: "f",
  label: "F",
  type,
  options,
});

describe("parseFieldValue", () => {
  test.each([
    ["number", "1,234.5", 1234.5],
    ["number", "1.234,5", 1234.5],
    ["number", "12,5", 12.5],
    ["number", "1,234", 1234],
    ["number", "-3", -3],
    ["boolean", "Yes", true],
    ["boolean", "0", false],
    ["date", "2026-03-31", "2026-03-31"],
    ["date", "2026-03-31T10:00:00Z", "2026-03-31"],
    ["date", "31.3.2026", "2026-03-31"],
    ["text", "  hello ", "hello"],
  ] as const)("%s reads %j", (type, input, value) => {
    expect(parseFieldValue(field(type), input)).toEqual({ value });
  });

  test("the order of day and month is the caller's choice where the text does not say", () => {
    expect(parseFieldValue(field("date"), "03/04/2026", "dmy")).toEqual({ value: "2026-04-03" });
    expect(parseFieldValue(field("date"), "03/04/2026", "mdy")).toEqual({ value: "2026-03-04" });
  });

  test.each([
    ["number", "12 apples"],
    ["boolean", "perhaps"],
    ["date", "2026-02-30"],
    ["date", "soon"],
    ["select", "green"],
  ] as const)("%s refuses %j", (type, input) => {
    expect(parseFieldValue(field(type, ["Red", "Blue"]), input)).toHaveProperty("error");
  });

  test("nothing but words, numbers and such is a value of any field", () => {
    const inputs: unknown[] = [{}, { toString: 1, valueOf: 1 }, ["a"], [[{ toString: null }]]];
    for (const type of FIELD_TYPES)
      for (const input of inputs) expect(parseFieldValue(field(type, ["a"]), input), type).toHaveProperty("error");
  });

  test("an option is found whatever its case and stored as declared", () => {
    expect(parseFieldValue(field("select", ["Red"]), "RED")).toEqual({ value: "Red" });
  });
});

test("a wrong field names itself and nothing is changed", () => {
  const definitions = [{ key: "age", label: "Age", type: "number", options: [] } as const].map((one) => ({
    ...one,
    options: [],
  }));
  expect(changeFieldValues(definitions, { age: 1 }, { age: null })).toEqual({});
  expect(() => changeFieldValues(definitions, {}, { age: "x", plan: "y" })).toThrowError(
    expect.objectContaining({
      fields: { "fields.age": "This should be a number.", "fields.plan": "There is no such field." },
    }),
  );
});
