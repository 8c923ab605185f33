import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { getCampaignBreakdown } from "@/lib/reports/campaign-breakdown";
import { getCampaignFeedback } from "@/lib/reports/campaign-feedback";
import { findRecipients } from "@/lib/reports/find-recipients";
import { RecipientFilters } from "@/lib/reports/schema";
import { lookUpDomains } from "@/lib/sending/pacing/look-up-domains";
import { noteReplies } from "@/lib/sending/pacing/note-replies";
import { forgetProviders, providerOfDomain, providersLoaded } from "@/lib/sending/pacing/provider-of";
import { findPaces } from "@/lib/sending/pacing/queries";
import { createTransport } from "@/lib/sending/transports/create-transport";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { campaignProgress } from "./progress";

const unique = (name: string) => `${name}-${newId().slice(-12)}.shop`;

/** Five messages, all bounced: to gmail.com, two to a domain that Google hosts, two to a domain with servers of its own. */
async function toHostedDomain() {
  const ctx = await testMember(await testWorkspace(), "owner");
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 5 });
  const [hosted, own] = [unique("hosted"), unique("own")];
  const domains = ["gmail.com", hosted, hosted, own, own];
  for (const [index, { id }] of messages.entries()) {
    const where = { workspaceId: ctx.workspaceId, id };
    await prisma.message.updateMany({ where, data: { emailDomain: domains[index]! } });
  }
  const occurredAt = new Date();
  await recordEvents(
    ctx,
    messages.map(({ id }) => ({
      type: "message.bounced" as const,
      occurredAt,
      messageId: id,
      data: { kind: "hard" as const, category: "invalid_recipient" },
    })),
  );
  return { ctx, campaignId, hosted, own, ids: messages.map(({ id }) => id) };
}

/** What sending does when it meets the domains: asks for their exchangers, which say that Google hosts one of them. */
async function meetAndLookUp(hosted: string, own: string) {
  for (const domain of [hosted, own]) providerOfDomain(domain);
  await providersLoaded();
  const resolveMx = async (host: string) => [
    { exchange: host === hosted ? "aspmx.l.google.com" : `mx.${host}`, priority: 1 },
  ];
  await lookUpDomains({ db: prisma, now: () => new Date() } as never, { resolveMx });
}

test("a hosted domain has one name: in live progress, in the report, among its recipients and in pacing", async () => {
  const { ctx, campaignId, hosted, own, ids } = await toHostedDomain();
  await meetAndLookUp(hosted, own);
  // Another process than the one that sends: it has met none of the domains.
  forgetProviders();

  const { providers } = await campaignProgress(ctx, campaignId);
  expect(providers.map(({ id, label, total }) => [id, label, total])).toEqual([
    ["gmail", "Gmail", 3],
    ["other", "Other providers", 2],
  ]);
  const breakdown = await getCampaignBreakdown(ctx, campaignId);
  expect(breakdown.providers).toMatchObject([
    { name: "Gmail", bounced: 3 },
    { name: own, bounced: 2 },
  ]);
  const feedback = await getCampaignFeedback(ctx, campaignId);
  expect(feedback.providers).toMatchObject([
    { name: "Gmail", hard: 3 },
    { name: own, hard: 2 },
  ]);

  const transport = await createTransport(ctx, {
    name: "Relay",
    kind: "smtp",
    host: "smtp.example.com",
    port: 587,
    security: "starttls",
  });
  const row = await prisma.transport.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: transport.id } });
  providerOfDomain(hosted);
  await providersLoaded();
  const reply = { result: "deferred" as const, code: 421, enhanced: "4.7.28", text: "421 4.7.28 too fast" };
  await noteReplies(ctx, { transport: row, replies: [{ emailDomain: hosted, ...reply }] });
  const slowed = (await findPaces(ctx)).flatMap((each) => each.providers.filter(({ slow }) => slow !== null));
  expect(slowed.map(({ label }) => label)).toEqual(["Gmail"]);

  const people = async (query: Record<string, string>, take?: number) =>
    findRecipients(ctx, campaignId, RecipientFilters.parse(query), take);
  const named = (rows: { messageId: string }[]) => rows.map(({ messageId }) => messageId);
  const expected = ids.map((id) => publicId("msg", id));
  const first = await people({ outcome: "bounced_hard", provider: "Gmail" }, 2);
  expect(named(first.rows)).toEqual(expected.slice(0, 2));
  const second = await people({ outcome: "bounced_hard", provider: "Gmail", after: first.next! }, 2);
  expect([named(second.rows), second.next]).toEqual([expected.slice(2, 3), null]);
  expect(named((await people({ outcome: "bounced_hard", provider: own })).rows)).toEqual(expected.slice(3));
});

test("a page asks nobody for a domain that was never looked up", async () => {
  const { ctx, campaignId, hosted, own } = await toHostedDomain();
  forgetProviders();
  await campaignProgress(ctx, campaignId);
  const breakdown = await getCampaignBreakdown(ctx, campaignId);
  expect(new Set(breakdown.providers.map(({ name }) => name))).toEqual(new Set(["Gmail", hosted, own]));
  await providersLoaded();
  expect(await prisma.recipientDomain.count({ where: { domain: { in: [hosted, own] } } })).toBe(0);
});
