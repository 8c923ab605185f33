import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, parsePublicId } from "@/lib/base/db/ids";
import { previewBounceRule } from "@/lib/feedback/bounce-rules/preview-rule";
import { findBounceRules } from "@/lib/feedback/bounce-rules/queries";
import { createBounceRule, deleteBounceRule, updateBounceRule } from "@/lib/feedback/bounce-rules/save-rule";
import { findUnknownReplies } from "@/lib/feedback/bounce-rules/unknown-replies";
import { classifyReply } from "@/lib/feedback/classify/classify";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";

async function operator(): Promise<Ctx> {
  const ctx = await testMember(await testWorkspace(), "owner");
  if (ctx.actor.type !== "member") throw new Error("a member is needed");
  await prisma.user.update({ where: { id: ctx.actor.userId }, data: { isOperator: true } });
  return ctx;
}

async function refused(ctx: Ctx, texts: readonly string[]): Promise<void> {
  const { messages } = await sentCampaign(ctx, { recipients: texts.length });
  await prisma.messageAttempt.createMany({
    data: texts.map((replyText, index) => ({
      workspaceId: ctx.workspaceId,
      id: newId(),
      messageId: messages[index]!.id,
      number: 1,
      outcome: "refused",
      replyCode: 550,
      replyText,
    })),
  });
}

const rule = { pattern: "no longer with the firm", category: "inactive_mailbox" as const };

test("a rule decides from the moment it is saved until it is deleted, and both are audited", async () => {
  const ctx = await operator();
  const text = "550 colleague is no longer with the firm";
  const before = classifyReply({ text });
  const created = await createBounceRule(ctx, rule);
  expect(classifyReply({ text })).toEqual({ kind: "hard", category: "inactive_mailbox", by: "operator" });
  const id = parsePublicId("rrl", created.id);
  await updateBounceRule(ctx, id, { ...rule, enabled: false });
  expect(classifyReply({ text })).toEqual(before);
  await updateBounceRule(ctx, id, { ...rule, code: "551" });
  expect(classifyReply({ text })).toEqual(before);
  expect(await findBounceRules(ctx)).toContainEqual(expect.objectContaining({ id: created.id, code: "551" }));
  await deleteBounceRule(ctx, id);
  await expect(deleteBounceRule(ctx, id)).rejects.toMatchObject({ code: "not_found" });
  const actions = await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual([
    "reply_rule.created",
    "reply_rule.updated",
    "reply_rule.updated",
    "reply_rule.deleted",
  ]);
});

test("only the operator may, and a pattern that could not be run is not stored", async () => {
  const owner = await testMember(await testWorkspace(), "owner");
  for (const refuse of [
    createBounceRule(owner, rule),
    findBounceRules(owner),
    previewBounceRule(owner, rule),
    findUnknownReplies(owner),
  ]) {
    await expect(refuse).rejects.toMatchObject({ code: "not_found" });
  }
  const { id } = await createBounceRule(await operator(), rule);
  await expect(updateBounceRule(owner, parsePublicId("rrl", id), rule)).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteBounceRule(owner, parsePublicId("rrl", id))).rejects.toMatchObject({ code: "not_found" });
  await deleteBounceRule(await operator(), parsePublicId("rrl", id));
  await expect(
    createBounceRule(await operator(), { ...rule, patternKind: "regex", pattern: "(a+)+b" }),
  ).rejects.toThrow("repeated");
});

test("the preview says what would change, and changes nothing", async () => {
  const ctx = await operator();
  await refused(ctx, [
    "550 ada is on leave until further notice",
    "550 5.1.1 user unknown, on leave",
    "550 5.2.2 mailbox full",
  ]);
  const preview = await previewBounceRule(ctx, { pattern: "on leave", category: "recipient_policy" });
  expect(preview).toMatchObject({ looked: 3, matched: 2, newlyHard: 0, noLongerHard: 1 });
  expect(preview.changes).toEqual(
    expect.arrayContaining([
      {
        from: "undetermined",
        to: "recipient_policy",
        count: 1,
        examples: ["550 ada is on leave until further notice"],
      },
      { from: "invalid_recipient", to: "recipient_policy", count: 1, examples: ["550 5.1.1 user unknown, on leave"] },
    ]),
  );
  expect(classifyReply({ text: "550 ada is on leave until further notice" }).category).toBe("undetermined");
});

test("unknown replies are grouped by what they have in common, of this workspace only", async () => {
  const [ctx, stranger] = [await operator(), await testWorkspace()];
  await refused(ctx, [
    "550 ada@example.org: the moon is in the way (ref 1234-ab)",
    "550 bea@example.net: the moon is in the way (ref 9876-cd)",
    "550 5.1.1 user unknown",
  ]);
  await refused(stranger, ["550 something else entirely"]);
  const groups = await findUnknownReplies(ctx);
  expect(groups).toMatchObject([{ count: 2, code: "550", example: expect.stringContaining("moon") }]);
});
