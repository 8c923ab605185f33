import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { testContact, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { contactTimeline } from "./contact-timeline";

const at = (second: number) => new Date(Date.UTC(2026, 3, 1, 12, 0, second));

async function messageOf(contact: { id: string; email: string }, workspaceId: string, values: object) {
  const id = newId();
  const { email, id: contactId } = contact;
  const row = { workspaceId, id, contactId, email, emailNormalized: `${id}${email}`, emailDomain: "example.net" };
  await prisma.message.create({ data: { ...row, campaignId: newId(), ...values } });
  return id;
}

test("sent and delivered come from the message's row, once, with or without event rows", async () => {
  const ctx = await testWorkspace();
  const { messages, campaignId } = await sentCampaign(ctx);
  const { id, contactId } = messages[0]!;
  await prisma.message.updateMany({
    where: { workspaceId: ctx.workspaceId, id },
    data: { sentAt: at(10), deliveredAt: at(10) },
  });
  await recordEvents(ctx, [
    { type: "message.sent", occurredAt: at(10), messageId: id },
    { type: "message.opened", occurredAt: at(30), messageId: id },
  ]);
  const { items } = await contactTimeline(ctx, { contactId });
  expect(items.map(({ type }) => type)).toEqual(["message.opened", "message.delivered"]);
  expect(items[1]).toMatchObject({
    messageId: publicId("msg", id),
    campaign: { id: publicId("cmp", campaignId) },
    occurredAt: at(10).toISOString(),
  });
  await prisma.message.updateMany({ where: { workspaceId: ctx.workspaceId, id }, data: { deliveredAt: at(20) } });
  const later = await contactTimeline(ctx, { contactId, kind: "messages" });
  expect(later.items.map(({ type }) => type)).toEqual(["message.delivered", "message.sent"]);
  expect((await contactTimeline(ctx, { contactId, kind: "engagement" })).items).toHaveLength(1);
});

test("every page follows the one before by time, also where many things happened at one moment", async () => {
  const ctx = await testWorkspace();
  const contact = await testContact(ctx);
  for (let index = 0; index < 7; index++) {
    await messageOf(contact, ctx.workspaceId, { status: "sent", sentAt: at(1), deliveredAt: at(index % 2 ? 1 : 50) });
  }
  await recordEvents(
    ctx,
    Array.from({ length: 9 }, (_, index) => ({
      type: "contact.subscribed" as const,
      occurredAt: at(index < 5 ? 1 : 60),
      contactId: contact.id,
    })),
  );
  const whole = await contactTimeline(ctx, { contactId: contact.id, limit: 100 });
  // 4 messages with two moments, 3 with one, 9 events.
  expect(whole.items).toHaveLength(4 * 2 + 3 + 9);
  expect(whole.nextBefore).toBeNull();
  const found: string[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof contactTimeline>> = await contactTimeline(ctx, {
      contactId: contact.id,
      limit: 3,
      ...(before && { before }),
    });
    found.push(...page.items.map(({ id }) => id));
    before = page.nextBefore;
  } while (before);
  expect(found).toEqual(whole.items.map(({ id }) => id));
  const times = whole.items.map(({ occurredAt }) => occurredAt);
  expect(times).toEqual([...times].sort().reverse());
});

test("mail that was not sent is told with its reason; other contacts' mail is not", async () => {
  const ctx = await testWorkspace();
  const [contact, other] = [await testContact(ctx), await testContact(ctx)];
  await messageOf(contact, ctx.workspaceId, { status: "suppressed", skipReason: "suppressed_complaint" });
  await messageOf(other, ctx.workspaceId, { status: "sent", sentAt: at(1) });
  const { items } = await contactTimeline(ctx, { contactId: contact.id });
  expect(items).toMatchObject([{ type: "message.left_out", detail: "suppressed_complaint" }]);
  await expect(contactTimeline(ctx, { contactId: contact.id, before: "yesterday" })).rejects.toThrow("cursor");
});
