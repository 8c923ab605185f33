import { expect, test } from "vitest";
import { changedNames } from "./changed-names";

const ada = {
  ...{ externalId: "7", email: "ada@example.com", firstName: "Ada", lastName: null, timeZone: null, language: "en" },
  fields: { plan: "pro", seats: 3 },
};

test("what changed is named as the API calls it, fields by their keys", () => {
  expect(changedNames(ada, ada)).toEqual([]);
  expect(changedNames(ada, structuredClone(ada))).toEqual([]);
  const after = { ...ada, lastName: "King", email: "Ada@example.com", fields: { plan: "pro", city: "London" } };
  expect(changedNames(ada, after)).toEqual(["email", "last_name", "fields.city", "fields.seats"]);
});
