import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { getCampaignFeedback } from "./campaign-feedback";
import { findRecipients } from "./find-recipients";
import { RecipientFilters } from "./schema";

const at = (second: number) => new Date(Date.UTC(2026, 4, 1, 10, 0, second));

/** Six messages: two dead mailboxes at Gmail, one block and one full mailbox at GMX, one put off twice, one complaint reported by SES. */
async function returned() {
  const ctx = await testWorkspace();
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 6 });
  const ids = messages.map(({ id }) => id);
  const domains = ["gmail.com", "googlemail.com", "gmx.de", "web.de", "gmail.com", "acme.example"];
  for (const [index, id] of ids.entries()) {
    await prisma.message.updateMany({
      where: { workspaceId: ctx.workspaceId, id },
      data: { emailDomain: domains[index]! },
    });
  }
  const bounce = (index: number, kind: "hard" | "soft" | "block", category: string) => ({
    type: "message.bounced" as const,
    occurredAt: at(index),
    messageId: ids[index]!,
    data: { kind, category },
  });
  await recordEvents(ctx, [
    bounce(0, "hard", "invalid_recipient"),
    bounce(1, "hard", "invalid_recipient"),
    bounce(2, "block", "reputation_block"),
    bounce(3, "soft", "mailbox_full"),
    ...[5, 6].map((second) => ({
      type: "message.deferred" as const,
      occurredAt: at(second),
      messageId: ids[4]!,
      data: { category: "greylist" },
    })),
    { type: "message.complained", occurredAt: at(9), messageId: ids[5]!, data: { source: "ses" } },
  ]);
  for (const [index, category] of ["invalid_recipient", "invalid_recipient", "reputation_block"].entries()) {
    await prisma.message.updateMany({
      where: { workspaceId: ctx.workspaceId, id: ids[index]! },
      data: { bounceCategory: category, replyCode: 550, replyText: `550 no ${index}` },
    });
  }
  await prisma.message.updateMany({ where: { workspaceId: ctx.workspaceId, id: ids[4]! }, data: { attemptCount: 3 } });
  return { ctx, campaignId, ids };
}

test("reasons add up with their share, examples and what each provider sent back", async () => {
  const { ctx, campaignId, ids } = await returned();
  const feedback = await getCampaignFeedback(ctx, campaignId);
  expect(feedback.bounces).toMatchObject([
    { category: "invalid_recipient", kind: "hard", count: 2, share: 0.5 },
    { count: 1, share: 0.25 },
    { count: 1, share: 0.25 },
  ]);
  expect(feedback.bounces[0]?.examples.map(({ messageId, reply }) => [messageId, reply])).toEqual([
    [publicId("msg", ids[1]!), "550 no 1"],
    [publicId("msg", ids[0]!), "550 no 0"],
  ]);
  expect(feedback.deferrals).toMatchObject([{ category: "greylist", kind: null, count: 1, share: 1 }]);
  expect(feedback.complaints).toEqual([{ source: "ses", count: 1 }]);
  expect(feedback.providers).toEqual([
    { name: "Gmail", hard: 2, soft: 0, block: 0, deferred: 1, complained: 0 },
    { name: "GMX and web.de", hard: 0, soft: 1, block: 1, deferred: 0, complained: 0 },
    { name: "acme.example", hard: 0, soft: 0, block: 0, deferred: 0, complained: 1 },
  ]);
  expect(feedback.newestOnly).toBeNull();
});

test("each number leads to exactly its people", async () => {
  const { ctx, campaignId, ids } = await returned();
  const people = async (query: Record<string, string>) => {
    const { rows } = await findRecipients(ctx, campaignId, RecipientFilters.parse(query));
    return rows.map(({ messageId }) => messageId);
  };
  const these = (...indexes: number[]) => indexes.map((index) => publicId("msg", ids[index]!));
  expect(await people({ outcome: "bounced_hard", category: "invalid_recipient" })).toEqual(these(0, 1));
  expect(await people({ outcome: "bounced_block", provider: "GMX and web.de" })).toEqual(these(2));
  expect(await people({ outcome: "bounced_soft", provider: "GMX and web.de" })).toEqual(these(3));
  expect(await people({ outcome: "deferred" })).toEqual(these(4));
  expect(await people({ outcome: "deferred", category: "greylist", provider: "Gmail" })).toEqual(these(4));
  expect(await people({ outcome: "deferred", category: "greylist", provider: "iCloud" })).toEqual([]);
  expect(await people({ outcome: "complained", source: "ses" })).toEqual(these(5));
  expect(await people({ outcome: "complained", source: "arf" })).toEqual([]);
});

test("another workspace sees nothing of it, and no campaign has nothing", async () => {
  const { campaignId } = await returned();
  const other = await testMember(await testWorkspace(), "owner");
  const nothing = { bounces: [], deferrals: [], complaints: [], providers: [], newestOnly: null };
  expect(await getCampaignFeedback(other, campaignId)).toEqual(nothing);
});
