import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { recordEvents } from "@/lib/events/door/record-events";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { endSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { type ConsentMethod, type ConsentProof, recordConsent } from "@/lib/people/consent/record-consent";
import { suppressMany } from "@/lib/people/suppressions/suppress";

export interface UnsubscribeMessage {
  messageId: string;
  /** `list` ends what the campaign was sent to; `all` ends every subscription and suppresses the address. */
  scope: "list" | "all";
  /** How the recipient left; kept in the consent ledger. */
  method: Exclude<ConsentMethod, "import" | "form">;
  /** The recipient's own words, if any. */
  reason?: string | undefined;
  ip?: string | null | undefined;
  userAgent?: string | null | undefined;
}

/**
 * Ends subscriptions on behalf of a message's recipient, with a consent record and an event for each. A campaign that was not sent to a
 * list leaves nothing smaller to end, so `list` then means all. Asking again changes nothing. Throws `not_found`.
 */
export async function unsubscribeMessage(
  ctx: Ctx,
  input: UnsubscribeMessage,
): Promise<{ fromAll: boolean; ended: number }> {
  return inTransaction(ctx, async (tx) => {
    const message = await tx.db.message.findUnique({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: input.messageId } },
    });
    if (!message) throw notFound("message");
    // Whoever tries out the links of a test mail must not end up suppressed.
    if (message.kind === "test") return { fromAll: false, ended: 0 };
    const lists = input.scope === "list" ? await findCampaignLists(tx, message) : [];
    const fromAll = lists.length === 0;
    const proof = proofOf(input, fromAll);
    const ended = await endSubscriptions(tx, {
      contactIds: message.contactId ? [message.contactId] : [],
      listIds: fromAll ? null : lists.map((list) => list.id),
      reason: input.reason ?? input.method,
      proof,
    });
    const suppressed = fromAll
      ? await suppressMany(tx, [
          { emailNormalized: message.emailNormalized, reason: "unsubscribe", messageId: message.id },
        ])
      : 0;
    if (ended.length === 0 && suppressed === 0 && message.unsubscribedAt) return { fromAll, ended: 0 };
    const { contactId, emailNormalized } = message;
    if (fromAll) await recordConsent(tx, [{ ...proof, contactId, emailNormalized, kind: "opt_out" }]);
    if (!message.unsubscribedAt) await recordEvents(tx, [unsubscribed(tx, input, fromAll)]);
    return { fromAll, ended: ended.length };
  });
}

/** Lists the message's campaign was sent to and its contact is, or was, on. */
export async function findCampaignLists(
  ctx: Ctx,
  message: { contactId: string | null; campaignId: string | null },
): Promise<{ id: string; name: string }[]> {
  const campaign = message.campaignId
    ? await ctx.db.campaign.findUnique({
        where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: message.campaignId } },
        select: { audience: true },
      })
    : null;
  const listIds = campaign ? readAudience(campaign.audience).include.lists : [];
  if (!message.contactId || listIds.length === 0) return [];
  return ctx.db.list.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      id: { in: listIds },
      subscriptions: { some: { workspaceId: ctx.workspaceId, contactId: message.contactId } },
    },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
}

function proofOf({ messageId, method, ip, userAgent }: UnsubscribeMessage, fromAll: boolean): ConsentProof {
  return { method, evidence: { messageId, scope: fromAll ? "all" : "list" }, messageId, ip, userAgent };
}

function unsubscribed(tx: Ctx, { messageId, method, reason, ip, userAgent }: UnsubscribeMessage, fromAll: boolean) {
  const data = { method, scope: fromAll ? "all" : "list", reason };
  return { type: "message.unsubscribed" as const, occurredAt: tx.now(), messageId, ip, userAgent, data };
}
