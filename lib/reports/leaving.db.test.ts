import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { recordFeedback } from "@/lib/inbound/feedback/record-feedback";
import { keepLeavingWords } from "@/lib/people/consent/change-subscriptions";
import { removeListMember } from "@/lib/people/lists/members";
import { unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { getCampaignLeaving } from "./leaving";

test("a report says by which way people left and what they wrote; who came back is not counted", async () => {
  const ctx = await testWorkspace();
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 5 });
  const leave = async (index: number, method: "one_click" | "unsubscribe_page") =>
    unsubscribeMessage(ctx, { messageId: messages[index]!.id, scope: "list", method });
  await leave(0, "one_click");
  await leave(1, "one_click");
  await leave(2, "unsubscribe_page");
  await leave(3, "one_click");
  const {
    contactId,
    id: messageId,
    email,
  } = await prisma.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messages[2]!.id } },
  });
  await keepLeavingWords(ctx, {
    contactId: contactId!,
    messageId,
    words: "Too many mails <b>",
    method: "unsubscribe_page",
  });
  await prisma.subscription.updateMany({
    where: { workspaceId: ctx.workspaceId, unsubscribeMessageId: messages[3]!.id },
    data: { status: "confirmed", unsubscribeMessageId: null, unsubscribeReason: null, unsubscribedAt: null },
  });
  const analyst = await testMember(ctx, "analyst");
  expect(await getCampaignLeaving(analyst, campaignId)).toEqual({
    ways: [
      { way: "one_click", count: 2 },
      { way: "own_words", count: 1 },
    ],
    words: [{ messageId: publicId("msg", messageId), email, text: "Too many mails <b>" }],
    newestOnly: null,
  });
  expect(await getCampaignLeaving(analyst, campaignId, 4)).toMatchObject({ newestOnly: 4 });
  const other = await testWorkspace();
  expect((await getCampaignLeaving(other, campaignId)).ways).toEqual([]);
});

test("what a provider reported, or somebody here did afterwards, is nobody's own words", async () => {
  const ctx = await testWorkspace();
  const { campaignId, list, messages } = await sentCampaign(ctx, { recipients: 2 });
  const { id: messageId, contactId } = messages[0]!;
  await unsubscribeMessage(ctx, { messageId, scope: "list", method: "one_click" });
  await removeListMember(ctx, { contactId, listId: list.id });
  await recordFeedback(ctx, {
    ...{
      type: "unsubscribe",
      source: "sendgrid",
      accountId: "account",
      certainty: "certain",
      messageId: messages[1]!.id,
    },
    ...{ providerEventId: null, providerMessageId: null, recipient: null, raw: null },
    ...{ occurredAt: new Date(), receivedAt: new Date() },
  });
  expect(await getCampaignLeaving(ctx, campaignId)).toMatchObject({ ways: [{ way: "api", count: 2 }], words: [] });
});
