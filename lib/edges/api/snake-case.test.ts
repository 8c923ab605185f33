import { expect, test } from "vitest";
import { nameGiven, snakePath, snakeSchema, toCamel, toSnake } from "./snake-case";

test("names become the API's and come back; what people named stays", () => {
  const product = {
    firstName: "Ada",
    growth30Days: 3,
    fields: { shoeSize: 38, first_name: 1 },
    lists: [{ listId: "x" }],
    a: null,
  };
  const api = {
    first_name: "Ada",
    growth30_days: 3,
    fields: { shoeSize: 38, first_name: 1 },
    lists: [{ list_id: "x" }],
    a: null,
  };
  expect(toSnake(product)).toEqual(api);
  expect(toCamel(api)).toEqual(product);
  expect([snakePath("lists.0.listId"), snakePath("fields.shoeSize"), snakePath("")]).toEqual([
    "lists.0.list_id",
    "fields.shoeSize",
    "",
  ]);
});

test("a name that the API does not write is none of the product's", () => {
  for (const name of ["firstName", "first__name", "_first", "FirstName", "first_Name"]) {
    const [given = ""] = Object.keys(toCamel({ [name]: 1 }) as object);
    expect(given).not.toBe("firstName");
    expect([nameGiven(given), snakePath(`contacts.0.${given}`)]).toEqual([name, `contacts.0.${name}`]);
  }
});

test("a schema has the names of the API, its values stay", () => {
  const schema = {
    type: "object",
    required: ["firstName"],
    properties: { firstName: { enum: ["aB"], default: "aB" }, fields: { type: "object", additionalProperties: {} } },
  };
  expect(snakeSchema(schema)).toEqual({
    type: "object",
    required: ["first_name"],
    properties: { first_name: { enum: ["aB"], default: "aB" }, fields: { type: "object", additionalProperties: {} } },
  });
});
