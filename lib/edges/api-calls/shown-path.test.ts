import { expect, test } from "vitest";
import { shownField, shownPath } from "./shown-path";

test.each([
  ["/contacts", "", "/contacts"],
  ["/contacts/ctc_01kb0q8f7me2yt5s", "?fields=a", "/contacts/ctc_01kb0q8f7me2yt5s?fields"],
  ["/contacts/anna%40example.com", "", "/contacts/{…}"],
  ["/contacts/anna@example.com/lists", "?query=anna&limit=3&query=x", "/contacts/{…}/lists?query&limit"],
  ["/suppressions/shop:77", "?anna@example.com=1", "/suppressions/{…}"],
  ["/test-sends//", "", "/test-sends//"],
])("%s%s is kept as %s", (pathname, search, shown) => {
  expect(shownPath(pathname, search)).toBe(shown);
});

test.each([
  ["name", "name"],
  ["contacts.3.fields.birth_day", "contacts.3.fields.birth_day"],
  ["contacts.3.anna.king@example.com", "{…}"],
  ["headers.List-Id", "headers.List-Id"],
  ["Anna König", "{…}"],
  ["a.".repeat(5_000), "{…}"],
])("of the field %s is kept %s", (field, shown) => {
  expect(shownField(field)).toBe(shown);
});

test("an endless address is cut", () => {
  expect(shownPath("/a".repeat(5_000), "")).toHaveLength(300);
});
