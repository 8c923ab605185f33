import { expect, test } from "vitest";
import { auditSubjects } from "@/lib/workspaces/audit/audit-subjects.shared";
import { sourcesIn, textOf } from "./support/house";

test("the audit log is narrowed to whatever an entry can be about", () => {
  const named = sourcesIn(["lib/**/*.ts"]).flatMap((file) =>
    [...textOf(file).matchAll(/\bsubjectType: "(\w+)"/g)].map(([, type = ""]) => type),
  );
  expect(named.length).toBeGreaterThan(50);
  expect([...new Set(named)].sort()).toEqual(Object.keys(auditSubjects).sort());
});
