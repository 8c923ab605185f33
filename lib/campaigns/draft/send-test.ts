import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Contact } from "@/lib/base/db/generated/client";
import { AppError, invalid, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { countTests } from "@/lib/sending/engine/test-limits";
import { sendTestMessage, type TestResult } from "@/lib/sending/tests/send-test-message";
import { getSender } from "@/lib/sending/transports/queries";
import { compileCampaign, hasContent } from "./compile-campaign";
import { SendTest } from "./schema";

/** `sendTests` for somebody who waits before the screen. Throws `unavailable` with the answer of a server that refuses. */
export async function sendTest(ctx: Ctx, input: SendTest): Promise<{ results: TestResult[] }> {
  const sent = await sendTests(ctx, input);
  const refused = sent.results.find((result) => !result.accepted);
  if (refused) throw new AppError("unavailable", `The test to ${refused.to} was not accepted: ${refused.reply}`);
  return sent;
}

/**
 * Sends the campaign as it stands to up to five addresses, with the values of one chosen contact, and says of each whether it was accepted.
 * The subject begins with "[Test]"; tests are in no number of the campaign. Throws `rate_limited` after too many.
 */
export async function sendTests(ctx: Ctx, input: SendTest): Promise<{ results: TestResult[] }> {
  requirePermission(ctx, "campaigns.write");
  const { campaignId, to, contactId } = SendTest.parse(input);
  if (contactId) requirePermission(ctx, "contacts.read");
  const recipients = [...new Set(to)];
  await countTests(ctx, recipients);
  const campaign = await getCampaign(ctx, campaignId);
  if (!hasContent(campaign)) throw invalid(t("There is no content to send yet."));
  if (!campaign.senderId) throw invalid(t("Choose a sender first."), { senderId: t("Choose a sender.") });
  const sender = await getSender(ctx, campaign.senderId);
  const contact = contactId ? await getContact(ctx, contactId) : null;
  const compiled = await compileCampaign(ctx, campaign);
  const author = { fromName: sender.name, fromEmail: sender.email, replyTo: sender.replyTo };
  const results: TestResult[] = [];
  for (const address of recipients) {
    results.push(await sendTestMessage(ctx, { campaign, compiled, author, to: address, contact }));
  }
  await recordAudit(ctx, "campaign.tested", { subjectType: "campaign", subjectId: campaignId, after: { to } });
  return { results };
}

async function getContact(ctx: Ctx, id: string): Promise<Contact> {
  const contact = await ctx.db.contact.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!contact) throw notFound("contact");
  return contact;
}
