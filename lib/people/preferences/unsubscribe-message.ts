import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { recordEvents } from "@/lib/events/door/record-events";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { suppressMany } from "@/lib/people/suppressions/suppress";

/** How a recipient left; kept in the consent ledger. */
export type UnsubscribeMethod =
  | "one_click"
  | "unsubscribe_page"
  | "preference_page"
  | "mailto"
  | "complaint"
  | "manual"
  | "api";

export interface UnsubscribeMessage {
  messageId: string;
  /** `list` ends what the campaign was sent to; `all` ends every subscription and suppresses the address. */
  scope: "list" | "all";
  method: UnsubscribeMethod;
  /** The recipient's own words, if any. */
  reason?: string | undefined;
  ip?: string | null | undefined;
  userAgent?: string | null | undefined;
}

interface EndedSubscription {
  id: string;
  listId: string;
  list: { name: string };
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
    const ended = message.contactId
      ? await endSubscriptions(tx, message.contactId, fromAll ? null : lists.map((list) => list.id), input)
      : [];
    const suppressed = fromAll
      ? await suppressMany(tx, [
          { emailNormalized: message.emailNormalized, reason: "unsubscribe", messageId: message.id },
        ])
      : 0;
    if (ended.length === 0 && suppressed === 0 && message.unsubscribedAt) return { fromAll, ended: 0 };
    await recordConsent(tx, message, ended, fromAll, input);
    await recordEvents(tx, eventsOf(tx, message, ended, fromAll, input));
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

/** Ends the contact's subscriptions to these lists (null: to all) and returns those that were running. */
export async function endSubscriptions(
  tx: Ctx,
  contactId: string,
  listIds: readonly string[] | null,
  input: Pick<UnsubscribeMessage, "messageId" | "method" | "reason">,
): Promise<EndedSubscription[]> {
  const running = await tx.db.subscription.findMany({
    where: {
      workspaceId: tx.workspaceId,
      contactId,
      status: { not: "unsubscribed" },
      ...(listIds ? { listId: { in: [...listIds] } } : {}),
    },
    select: { id: true, listId: true, list: { select: { name: true } } },
    orderBy: { id: "asc" },
  });
  await tx.db.subscription.updateMany({
    where: { workspaceId: tx.workspaceId, id: { in: running.map((one) => one.id) } },
    data: {
      status: "unsubscribed",
      unsubscribedAt: tx.now(),
      unsubscribeReason: input.reason ?? input.method,
      unsubscribeMessageId: input.messageId,
    },
  });
  return running;
}

async function recordConsent(
  tx: Ctx,
  message: { contactId: string | null; emailNormalized: string },
  ended: readonly EndedSubscription[],
  fromAll: boolean,
  input: UnsubscribeMessage,
): Promise<void> {
  const lists = ended.map((one) => ({ listId: one.listId, listName: one.list.name }));
  const scopes: { listId?: string; listName?: string }[] = fromAll ? [...lists, {}] : lists;
  await tx.db.consentRecord.createMany({
    data: scopes.map((scope) => ({
      workspaceId: tx.workspaceId,
      id: newId(),
      contactId: message.contactId,
      emailNormalized: message.emailNormalized,
      kind: "opt_out",
      method: input.method,
      evidence: { messageId: input.messageId, scope: fromAll ? "all" : "list" },
      ip: input.ip ?? null,
      userAgent: input.userAgent ?? null,
      occurredAt: tx.now(),
      ...scope,
    })),
  });
}

function eventsOf(
  tx: Ctx,
  message: { id: string; contactId: string | null; unsubscribedAt: Date | null },
  ended: readonly EndedSubscription[],
  fromAll: boolean,
  input: UnsubscribeMessage,
): NewEvent[] {
  const common = { occurredAt: tx.now(), messageId: message.id, ip: input.ip, userAgent: input.userAgent };
  const left = ended.map((one) => ({
    ...common,
    type: "contact.unsubscribed" as const,
    data: { listId: one.listId, listName: one.list.name, method: input.method },
  }));
  if (message.unsubscribedAt) return left;
  const data = { method: input.method, scope: fromAll ? "all" : "list", reason: input.reason };
  return [{ ...common, type: "message.unsubscribed", data }, ...left];
}
