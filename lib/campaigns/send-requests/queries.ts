import type { Ctx } from "@/lib/base/context";
import type { Campaign, SendRequest } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { SendRequestRef, type SendRequestView } from "./schema";
import { isAsAsked } from "./send-fingerprint";
import type { SendRequestState } from "./send-request-states.shared";

type Found = SendRequest & { campaign: { name: string } };
const withName = { campaign: { select: { name: true } } } as const;

/** The request of this workspace, or not found. */
export async function getSendRequest(ctx: Ctx, id: string): Promise<Found> {
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  const request = await ctx.db.sendRequest.findUnique({ where, include: withName });
  if (!request) throw notFound("send request");
  return request;
}

/** One of them, or not found. */
export async function findSendRequest(ctx: Ctx, input: SendRequestRef): Promise<SendRequestView> {
  requirePermission(ctx, "campaigns.read");
  return presentSendRequest(await getSendRequest(ctx, SendRequestRef.parse(input).sendRequestId), ctx.now());
}

/** The one that waits for an answer about a campaign, if there is one that still counts. */
export async function openSendRequest(ctx: Ctx, campaign: Campaign): Promise<SendRequestView | null> {
  requirePermission(ctx, "campaigns.read");
  const found = await ctx.db.sendRequest.findFirst({
    where: { workspaceId: ctx.workspaceId, campaignId: campaign.id, status: "pending", expiresAt: { gt: ctx.now() } },
    orderBy: { id: "desc" },
    include: withName,
  });
  const counts = found !== null && (await isAsAsked(ctx, campaign, found.fingerprint));
  return counts ? presentSendRequest(found, ctx.now()) : null;
}

/** Where it stands at a time: nobody writes down that one has expired. */
export function requestState(
  { status, expiresAt }: Pick<SendRequest, "status" | "expiresAt">,
  now: Date,
): SendRequestState {
  return status === "pending" && expiresAt <= now ? "expired" : status;
}

export function presentSendRequest(request: Found, now: Date): SendRequestView {
  const { campaign, subject, fromName, fromEmail, audience, note } = request;
  return {
    id: publicId("srq", request.id),
    campaignId: publicId("cmp", request.campaignId),
    campaignName: campaign.name,
    ...{ subject, fromName, fromEmail, audience, note },
    at: request.scheduledAt?.toISOString() ?? null,
    askedBy: request.askedByName,
    askedAt: request.askedAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    state: requestState(request, now),
    decidedBy: request.decidedByName,
    decidedAt: request.decidedAt?.toISOString() ?? null,
  };
}
