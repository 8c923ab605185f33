import { expect, test } from "vitest";
import { kindsOf, type SecurityGroup, securityGroups, securityKinds, securityText } from "./security-kinds.shared";

test("every kind is found in exactly one group, and no group is empty", () => {
  const groups = Object.keys(securityGroups) as SecurityGroup[];
  const found = groups.flatMap((group) => kindsOf(group));
  expect(found.toSorted()).toEqual(Object.keys(securityKinds).toSorted());
  for (const group of groups) expect(kindsOf(group).length, group).toBeGreaterThan(0);
});

test("a kind of another version is shown by its name, also one of Object.prototype", () => {
  expect(securityText("password.changed")).toBe("Password changed");
  expect(securityText("old.kind")).toBe("old.kind");
  expect(securityText("constructor")).toBe("constructor");
});
