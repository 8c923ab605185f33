import { expect, test } from "vitest";
import { contactProfile } from "@/lib/contacts/contact-profile";
import { unsubscribeContact } from "@/lib/lists/unsubscribe-contact";
import { testContact, testList, testMember, testWorkspace } from "@/tests/support/db";
import { liftContactSuppression } from "./lift-contact-suppression";
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

test("lifting from a contact's page ends the suppression, not the unsubscribing, and is audited", async () => {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  const contact = await testContact(ctx, { email: "Ada@example.com", listIds: [list.id] });
  await unsubscribeContact(ctx, { contactId: contact.id });
  await suppress(ctx, { email: contact.email, reason: "complaint" });
  const lift = { contactId: contact.id, note: "Asked by phone to get the news again" };
  await expect(liftContactSuppression(await testMember(ctx, "marketer"), lift)).rejects.toMatchObject({
    code: "forbidden",
  });
  const admin = await testMember(ctx, "admin");
  await expect(liftContactSuppression(admin, { ...lift, note: "  " })).rejects.toThrow("Say why");
  await expect(liftContactSuppression(admin, { ...lift, note: "by phone\0" })).rejects.toThrow("invisible");
  await liftContactSuppression(admin, lift);
  const profile = await contactProfile(ctx, contact.id);
  expect(profile).toMatchObject({ suppression: null, subscriptions: [{ status: "unsubscribed" }] });
  const where = { workspaceId: ctx.workspaceId, action: "suppression.lifted" };
  expect(await ctx.db.auditEntry.findMany({ where })).toMatchObject([
    { actorName: "The admin", before: { email: "ada@example.com", reason: "complaint" }, after: { note: lift.note } },
  ]);
  await expect(liftContactSuppression(admin, lift)).rejects.toMatchObject({ code: "not_found" });
});

test("nobody lifts a suppression through another workspace's contact", async () => {
  const [one, two] = [await testWorkspace(), await testWorkspace()];
  const contact = await testContact(two, { email: "ada@example.com" });
  await suppress(one, { email: contact.email, reason: "manual" });
  await suppress(two, { email: contact.email, reason: "manual" });
  const lift = liftContactSuppression(one, { contactId: contact.id, note: "Asked by phone" });
  await expect(lift).rejects.toMatchObject({ code: "not_found" });
  expect(await isSuppressed(one, contact.email)).toBe(true);
  expect(await isSuppressed(two, contact.email)).toBe(true);
});
