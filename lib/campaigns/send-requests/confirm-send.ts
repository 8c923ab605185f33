import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { conflict, forbidden } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { scheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { msg, t } from "@/lib/language/t";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { getSendRequest, requestState } from "./queries";
import { ConfirmSend } from "./schema";
import { isAsAsked } from "./send-fingerprint";

/** More people than that, beyond those whom the page named, are another audience. */
const MAY_GROW = { share: 0.1, people: 2 };

/**
 * Sends what was asked for, by a person and once: the request is used up in the transaction that launches or schedules the campaign, which is
 * exactly the one that was asked about. Throws `conflict` when it was answered, has expired, was overtaken by a change, or when there are
 * clearly more people now than `audience`; `invalid` with what the pre-flight blocks.
 */
export async function confirmSend(ctx: Ctx, input: ConfirmSend): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  if (ctx.actor.type !== "member") throw forbidden(t("A person confirms this."));
  const { sendRequestId, audience } = ConfirmSend.parse(input);
  const request = await getSendRequest(ctx, sendRequestId);
  const { campaignId, scheduledAt } = request;
  requireOpen(requestState(request, ctx.now()));
  await requireNoMore(ctx, await getCampaign(ctx, campaignId), audience);
  const guard = async (tx: Ctx, before: Campaign) => {
    await useUp(tx, sendRequestId);
    await requireSame(tx, before, request.fingerprint);
    const after = { sendRequestId, askedBy: request.askedByName, audience };
    await recordAudit(tx, "campaign.send_confirmed", { subjectType: "campaign", subjectId: campaignId, after });
  };
  if (scheduledAt) await scheduleCampaign(ctx, { campaignId, at: scheduledAt.toISOString() }, { guard });
  else await launchCampaign(ctx, { campaignId }, { guard });
}

const answers = {
  confirmed: msg("Somebody has confirmed this already."),
  declined: msg("Somebody has declined this already."),
  void: msg("This question no longer counts: another one was asked since."),
  expired: msg("Nobody answered within a day. Send the campaign from its own page, or have it asked for again."),
} as const;

/** Throws `conflict` in words unless it waits for an answer. */
export function requireOpen(state: ReturnType<typeof requestState>): void {
  if (state !== "pending") throw conflict(t(answers[state]));
}

/** Of two who confirm at once the second waits here, and finds it used. */
async function useUp(tx: Ctx, id: string): Promise<void> {
  const { count } = await tx.db.sendRequest.updateMany({
    where: { workspaceId: tx.workspaceId, id, status: "pending", expiresAt: { gt: tx.now() } },
    data: { status: "confirmed", decidedAt: tx.now(), decidedByName: tx.actor.name },
  });
  if (count === 0) requireOpen(requestState(await getSendRequest(tx, id), tx.now()));
}

async function requireSame(tx: Ctx, campaign: Campaign, fingerprint: string): Promise<void> {
  if (await isAsAsked(tx, campaign, fingerprint)) return;
  throw conflict(
    t(
      "The campaign, its sender, a segment or the look of your mails was changed since this was asked. Send it from its own page.",
    ),
  );
}

async function requireNoMore(ctx: Ctx, campaign: Campaign, expected: number): Promise<void> {
  const { willReceive } = await estimateAudience(ctx, readAudience(campaign.audience));
  if (willReceive <= expected * (1 + MAY_GROW.share) + MAY_GROW.people) return;
  throw conflict(
    t(
      "{count, plural, one {There is # person by now. Load the page again and look.} other {There are # people by now. Load the page again and look.}}",
      { count: willReceive },
    ),
  );
}
