import { notify } from "@/lib/account/notifications/notify";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, forbidden, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { requirePreflight } from "@/lib/campaigns/lifecycle/require-preflight";
import { leavesWithin } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { getCampaign, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { getSender } from "@/lib/sending/transports/queries";
import { getSendRequest, presentSendRequest } from "./queries";
import { ASKED_FOR_MS, AskToSend, type SendRequestView } from "./schema";
import { sendFingerprint } from "./send-fingerprint";

/** Each of them is mailed to people. */
const QUESTIONS = { limit: 20, windowMs: 3_600_000 };

/**
 * Asks the people of the workspace whether a campaign may be sent as it stands now; sends nothing. One of them confirms it within a day, or it
 * expires; a change of the campaign meanwhile voids it, and so does the next question about it. Throws `invalid` with what the pre-flight
 * blocks, `conflict` for what is no draft, `forbidden` for test keys and `rate_limited` after 20 an hour.
 */
export async function askToSend(ctx: Ctx, input: AskToSend): Promise<SendRequestView> {
  requirePermission(ctx, "campaigns.write");
  requirePermission(ctx, "assistants.write");
  if (ctx.actor.type === "key" && ctx.actor.mode === "test")
    throw forbidden(t("A test key cannot ask for this: what people confirm is sent to everybody."));
  const { campaignId, at, note } = AskToSend.parse(input);
  const scheduledAt = at === undefined ? null : leavesWithin(ctx, at);
  const seen = requireDraft(await getCampaign(ctx, campaignId));
  const { willReceive } = await requirePreflight(ctx, campaignId);
  await hitRateLimit(`send-request/${ctx.workspaceId}`, QUESTIONS);
  return inTransaction(ctx, async (tx) => {
    const campaign = requireDraft(await lockCampaign(tx, campaignId));
    if (campaign.version !== seen.version) throw conflict(t("The campaign was changed just now. Ask again."));
    const sender = await getSender(tx, requireSender(campaign));
    const { workspaceId } = tx;
    const now = tx.now();
    await tx.db.sendRequest.updateMany({
      where: { workspaceId, campaignId, status: "pending" },
      data: { status: "void", decidedAt: now },
    });
    const id = newId();
    const row = await tx.db.sendRequest.create({
      data: {
        ...{ workspaceId, id, campaignId, note, scheduledAt, audience: willReceive, subject: campaign.subject },
        fingerprint: await sendFingerprint(tx, campaign, sender),
        fromName: sender.name,
        fromEmail: sender.email,
        askedByName: tx.actor.name,
        askedAt: now,
        expiresAt: new Date(now.getTime() + ASKED_FOR_MS),
      },
    });
    const { fingerprint: _fingerprint, ...after } = row;
    await recordAudit(tx, "campaign.send_requested", { subjectType: "campaign", subjectId: campaignId, after });
    const view = presentSendRequest(await getSendRequest(tx, id), now);
    await tell(tx, view);
    return view;
  });
}

function requireDraft(campaign: Campaign): Campaign {
  if (campaign.status !== "draft") throw conflict(t("Only a draft can be sent."));
  return campaign;
}

function requireSender({ senderId }: Campaign): string {
  if (senderId === null) throw invalid(t("Choose a sender first."), { senderId: t("Choose a sender first.") });
  return senderId;
}

async function tell(tx: Ctx, view: SendRequestView): Promise<void> {
  const { askedBy, campaignName: campaign, audience, fromName, fromEmail, subject } = view;
  await notify(tx, {
    kind: "campaign.send_requested",
    severity: "info",
    title: () => t("“{askedBy}” asks to send “{campaign}”", { askedBy, campaign }),
    body: () =>
      t(
        "{audience, plural, one {To # person, from {from}, with the subject “{subject}”. Nothing is sent unless somebody confirms it within a day.} other {To # people, from {from}, with the subject “{subject}”. Nothing is sent unless somebody confirms it within a day.}}",
        { audience, from: `${fromName} <${fromEmail}>`, subject },
      ),
    href: workspacePath("/campaigns/send-requests/[sendRequestId]", { sendRequestId: view.id }),
    mail: { admins: true, action: () => t("Look at the request") },
  });
}
