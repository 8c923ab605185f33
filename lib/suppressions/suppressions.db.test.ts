import { expect, test } from "vitest";
import { testMember, testWorkspace } from "@/tests/support/db";
import { liftSuppression } from "./lift-suppression";
import { findSuppressed, isSuppressed } from "./queries";
import { suppress, suppressMany } from "./suppress";

test("an address is suppressed in any spelling, in this workspace only", async () => {
  const ctx = await testWorkspace();
  await suppress(ctx, { email: "Ada@Example.COM", reason: "manual", note: "asked by phone" });
  expect(await isSuppressed(ctx, "ada@example.com")).toBe(true);
  expect(await isSuppressed(ctx, "ADA@example.com")).toBe(true);
  expect(await isSuppressed(await testWorkspace(), "ada@example.com")).toBe(false);
});

test("the first reason stays, but a complaint replaces it and nothing replaces a complaint", async () => {
  const ctx = await testWorkspace();
  const reasonAfter = async (reason: "unsubscribe" | "hard_bounce" | "complaint") => {
    await suppressMany(ctx, [{ emailNormalized: "a@example.com", reason }]);
    return (await findSuppressed(ctx, ["a@example.com", "b@example.com"])).get("a@example.com");
  };
  expect(await reasonAfter("unsubscribe")).toBe("unsubscribe");
  expect(await reasonAfter("hard_bounce")).toBe("unsubscribe");
  expect(await reasonAfter("complaint")).toBe("complaint");
  expect(await reasonAfter("hard_bounce")).toBe("complaint");
});

test("lifting needs an admin and a reason, which the audit log keeps", async () => {
  const ctx = await testWorkspace();
  await suppress(ctx, { email: "ada@example.com", reason: "hard_bounce" });
  const marketer = await testMember(ctx, "marketer");
  const note = "The mailbox exists again";
  await expect(liftSuppression(marketer, { email: "ada@example.com", note })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(liftSuppression(ctx, { email: "ada@example.com", note: "" })).rejects.toThrow("Say why");
  const admin = await testMember(ctx, "admin");
  await liftSuppression(admin, { email: "ada@example.com", note });
  expect(await isSuppressed(ctx, "ada@example.com")).toBe(false);
  const where = { workspaceId: ctx.workspaceId, action: "suppression.lifted" };
  expect(await ctx.db.auditEntry.findFirst({ where })).toMatchObject({ after: { note }, actorName: "The admin" });
});
