import { expect, test } from "vitest";
import { sourcesIn, textOf } from "@/tests/support/house";
import { auditActions, auditActionText } from "./audit-actions.shared";

test("every action that is written down has words that can be translated", () => {
  const written = sourcesIn(["lib/**/*.ts"]).flatMap((file) =>
    [...textOf(file).matchAll(/recordAudit\([^"`;]*"([a-z_-]+\.[a-z_-]+)"/g)].map(([, action]) => action ?? ""),
  );
  expect(written.length).toBeGreaterThan(80);
  expect([...new Set(written)].filter((action) => !(action in auditActions))).toEqual([]);
});

test("an action of another version is said in the words of its name", () => {
  expect(auditActionText("member.role_changed")).toBe("Member role changed");
  expect(auditActionText("list.made-default")).toBe("List made default");
  expect(auditActionText("constructor")).toBe("Constructor");
});
