import { expect, test } from "vitest";
import { changedValues } from "./audit-changes";

test("shows what differs and leaves out what stayed", () => {
  const before = { name: "Acme", timeZone: "UTC", postalAddress: "" };
  const after = { name: "Acme", timeZone: "Europe/Berlin", postalAddress: "1 Street" };
  expect(changedValues(before, after)).toEqual([
    { name: "timeZone", before: "UTC", after: "Europe/Berlin" },
    { name: "postalAddress", before: undefined, after: "1 Street" },
  ]);
});

test("something new has only an after, something deleted only a before", () => {
  expect(changedValues(null, { role: "admin" })).toEqual([{ name: "role", before: undefined, after: "admin" }]);
  expect(changedValues({ role: "admin" }, null)).toEqual([{ name: "role", before: "admin", after: undefined }]);
  expect(changedValues(null, null)).toEqual([]);
});
