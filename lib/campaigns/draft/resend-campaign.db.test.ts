import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { prepareCampaign } from "@/lib/campaigns/freeze/prepare-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { createSegment } from "@/lib/people/segments/segments";
import { findRecipients } from "@/lib/reports/find-recipients";
import { testContact, testList } from "@/tests/support/db";
import { launched, messagesOf, type Ready, readyCampaign } from "@/tests/support/ready-campaign";
import { getDraft } from "./queries";
import { resendCampaign } from "./resend-campaign";
import { updateCampaign } from "./update-campaign";

const opened = { firstOpenedAt: new Date() };
const clicked = { firstClickedAt: new Date() };
const bounced = { bouncedAt: new Date(), bounceKind: "hard" as const };

/** Seven people got the campaign; of the first three it is known what became of it. */
async function sent(): Promise<Ready> {
  const ready = await launched(7);
  const { workspaceId } = ready.ctx;
  const messages = await messagesOf(ready);
  for (const [index, { id }] of messages.entries()) {
    const data = { status: "sent" as const, sentAt: new Date(), ...[opened, clicked, bounced][index] };
    await prisma.message.updateMany({ where: { workspaceId, id }, data });
  }
  await prisma.campaign.updateMany({ where: { workspaceId, id: ready.campaignId }, data: { status: "sent" } });
  return ready;
}

const willReceive = async ({ ctx }: Ready, campaignId: string) => {
  const where = { workspaceId: ctx.workspaceId, id: campaignId };
  const { audience } = await prisma.campaign.findFirstOrThrow({ where });
  return (await estimateAudience(ctx, readAudience(audience))).willReceive;
};

test("the draft is for who got it and neither opened nor clicked, and the report lists the same people", async () => {
  const ready = await sent();
  const again = await resendCampaign(ready.ctx, { campaignId: ready.campaignId });
  const [draft, source] = [await getDraft(ready.ctx, again.id), await getDraft(ready.ctx, ready.campaignId)];
  expect(draft).toMatchObject({
    ...{ status: "draft", name: `Again: ${source.name}`, subject: source.subject, document: source.document },
    audience: { include: { lists: [], tags: [] } },
  });
  expect(await willReceive(ready, again.id)).toBe(4);
  const { rows } = await findRecipients(ready.ctx, ready.campaignId, { outcome: "not_opened" });
  expect(rows).toHaveLength(4);
});

test("who has left the list since is not written to, though another list has them", async () => {
  const ready = await sent();
  const { workspaceId } = ready.ctx;
  const other = await testList(ready.ctx, "Other");
  const contactId = (await messagesOf(ready)).at(-1)!.contactId!;
  await prisma.subscription.updateMany({ where: { workspaceId, contactId }, data: { status: "unsubscribed" } });
  const still = await prisma.subscription.findFirstOrThrow({ where: { workspaceId, listId: ready.listId } });
  await prisma.subscription.create({
    data: { ...still, id: newId(), contactId, listId: other.id, status: "confirmed" },
  });
  const { id } = await resendCampaign(ready.ctx, { campaignId: ready.campaignId });
  expect(await willReceive(ready, id)).toBe(3);
});

test("asked twice it takes the segment that is there; a name that is taken gets a number", async () => {
  const ready = await sent();
  const { name } = await getDraft(ready.ctx, ready.campaignId);
  const rules = { kind: "group" as const, match: "all" as const, rules: [] };
  await createSegment(ready.ctx, { name: `Did not open “${name}”`, rules });
  const [first, second] = [
    await resendCampaign(ready.ctx, { campaignId: ready.campaignId }),
    await resendCampaign(ready.ctx, { campaignId: ready.campaignId }),
  ];
  expect([first.segmentIsNew, second.segmentIsNew]).toEqual([true, false]);
  expect(second.segmentId).toBe(first.segmentId);
  const segment = await prisma.segment.findFirstOrThrow({
    where: { workspaceId: ready.ctx.workspaceId, id: first.segmentId },
  });
  expect(segment.name).toBe(`Did not open “${name}” (2)`);
});

test("who came by a tag and was on no list of the campaign is written to again", async () => {
  const ready = await readyCampaign(2);
  const { ctx, campaignId, listId } = ready;
  const { workspaceId } = ctx;
  const tag = await prisma.tag.create({ data: { workspaceId, id: newId(), name: "Guests" } });
  const other = await testList(ctx, "Other");
  const guest = await testContact(ctx, { listIds: [other.id] });
  await prisma.contactTag.create({ data: { workspaceId, tagId: tag.id, contactId: guest.id } });
  await updateCampaign(ctx, { campaignId, version: 2, audience: { include: { lists: [listId], tags: [tag.id] } } });
  await launchCampaign(ctx, { campaignId });
  await prepareCampaign(ctx, campaignId);
  await prisma.message.updateMany({ where: { workspaceId, campaignId }, data: { sentAt: new Date() } });
  const { id } = await resendCampaign(ctx, { campaignId });
  expect(await willReceive(ready, id)).toBe(3);
});

test("a draft, which nobody could have opened, is refused and makes nothing", async () => {
  const { ctx, campaignId } = await readyCampaign();
  await expect(resendCampaign(ctx, { campaignId })).rejects.toMatchObject({ code: "conflict" });
  expect(await prisma.segment.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});
