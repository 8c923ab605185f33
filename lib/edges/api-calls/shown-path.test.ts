import { expect, test } from "vitest";
import { shownField, shownPath } from "./shown-path";

test.each([
  ["/contacts", "", "/contacts", "/contacts"],
  ["/contacts/ctc_01kb0q8f7me2yt5s", "?fields=a", "/contacts/{contact}", "/contacts/ctc_01kb0q8f7me2yt5s?fields"],
  ["/contacts/anna", "", "/contacts/{contact}", "/contacts/{contact}"],
  ["/contacts/anna%40example.com", "", "/contacts/{contact}", "/contacts/{contact}"],
  [
    "//contacts/anna/lists/",
    "?query=anna&limit=3&query=x",
    "/contacts/{contact}/lists",
    "/contacts/{contact}/lists?query&limit",
  ],
  ["/suppressions/shop:77", "?anna@example.com=1", "/suppressions/{email}", "/suppressions/{email}"],
  ["/contact/anna", "", null, "/contact/{…}"],
  ["/anna@example.com/ctc_01kb0q8f7me2yt5s", "", null, "/{…}/ctc_01kb0q8f7me2yt5s"],
  ["", "", null, "/"],
])("%s%s of %j is kept as %s", (pathname, search, pattern, shown) => {
  expect(shownPath(pathname, search, pattern)).toBe(shown);
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
  expect(shownPath("/a".repeat(5_000), "", null)).toHaveLength(300);
});
