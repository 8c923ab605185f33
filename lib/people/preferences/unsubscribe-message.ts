import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { recordEvents } from "@/lib/events/door/record-events";
import type { ConsentMethod } from "@/lib/people/addresses/consent-methods.shared";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { endSubscriptions, refuseSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { type ConsentProof, recordConsent } from "@/lib/people/consent/record-consent";
import { topicsOutside } from "@/lib/people/segments/topics-outside";
import { suppressMany } from "@/lib/people/suppressions/suppress";

export interface UnsubscribeMessage {
  messageId: string;
  /** `list` ends what the campaign was sent to; `all` ends every subscription and suppresses the address. */
  scope: "list" | "all";
  /** How the recipient left; kept in the consent ledger. */
  method: Exclude<ConsentMethod, "import" | "form">;
  /** The recipient's own words, if any. */
  reason?: string | undefined;
  /** Who told of it, where it was not the recipient; stands with the proof. */
  broughtBy?: string | undefined;
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
    const lists = input.scope === "list" ? await findMessageLists(tx, message) : [];
    const fromAll = lists.length === 0;
    const proof = proofOf(input, fromAll);
    const ended = await endSubscriptions(tx, {
      contactIds: message.contactId ? [message.contactId] : [],
      listIds: fromAll ? null : lists.map((list) => list.id),
      reason: input.reason ?? input.method,
      proof,
    });
    const refused = await refuseTopics(tx, message.contactId, { lists, proof });
    const suppressed = fromAll
      ? await suppressMany(tx, [
          { emailNormalized: message.emailNormalized, reason: "unsubscribe", messageId: message.id },
        ])
      : 0;
    const left = ended.length + refused;
    if (left === 0 && suppressed === 0 && message.unsubscribedAt) return { fromAll, ended: 0 };
    const { contactId, emailNormalized } = message;
    if (fromAll) await recordConsent(tx, [{ contactId, emailNormalized }], { ...proof, kind: "opt_out" });
    if (!message.unsubscribedAt) await recordEvents(tx, [unsubscribed(tx, input, fromAll)]);
    return { fromAll, ended: left };
  });
}

/** Of a topic that reaches who never said anything it is noted that this person does not want it. Answers of how many. */
async function refuseTopics(
  tx: Ctx,
  contactId: string | null,
  { lists, proof }: { lists: readonly MessageList[]; proof: ConsentProof },
): Promise<number> {
  let count = 0;
  for (const list of lists)
    if (contactId && list.topicOptIn)
      count += (await refuseSubscriptions(tx, { contactIds: [contactId], list, proof })).length;
  return count;
}

export interface MessageList {
  id: string;
  name: string;
  topicOptIn: boolean | null;
}

/**
 * Lists that the message is about, as its campaign was sent to them or is about them as a topic, or its mail names one, and that its contact is, or was,
 * on, or gets without having said anything.
 */
export async function findMessageLists(
  ctx: Ctx,
  message: { id: string; kind: string; contactId: string | null; campaignId: string | null },
): Promise<MessageList[]> {
  const listIds =
    message.kind === "transactional" ? await topicOf(ctx, message.id) : await listsOfCampaign(ctx, message);
  if (!message.contactId || listIds.length === 0) return [];
  return ctx.db.list.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      id: { in: listIds },
      OR: [
        { topicOptIn: true },
        { subscriptions: { some: { workspaceId: ctx.workspaceId, contactId: message.contactId } } },
      ],
    },
    select: { id: true, name: true, topicOptIn: true },
    orderBy: { name: "asc" },
  });
}

async function listsOfCampaign(ctx: Ctx, { campaignId }: { campaignId: string | null }): Promise<string[]> {
  if (!campaignId) return [];
  const campaign = await ctx.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
    select: { audience: true },
  });
  const { include, exclude } = readAudience(campaign?.audience ?? null);
  // One by rules alone could reach them again whatever smaller ends.
  if (include.lists.length === 0) return [];
  const topics = await topicsOutside(ctx, exclude.segments);
  return [...new Set([...include.lists, ...topics.values()])];
}

/** The list that a single mail names as its topic. */
async function topicOf(ctx: Ctx, messageId: string): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ listId: string }[]>`
    select e.list_id as "listId" from email_recipient r join email e on e.workspace_id = r.workspace_id and e.id = r.email_id
     where r.workspace_id = ${ctx.workspaceId}::uuid and r.message_id = ${messageId}::uuid and e.list_id is not null`;
  return rows.map(({ listId }) => listId);
}

function proofOf({ messageId, method, broughtBy, ip, userAgent }: UnsubscribeMessage, fromAll: boolean): ConsentProof {
  const evidence = { messageId, scope: fromAll ? "all" : "list", ...(broughtBy && { broughtBy }) };
  return { method, evidence, messageId, ip, userAgent };
}

function unsubscribed(tx: Ctx, { messageId, method, reason, ip, userAgent }: UnsubscribeMessage, fromAll: boolean) {
  const data = { method, scope: fromAll ? "all" : "list", reason };
  return { type: "message.unsubscribed" as const, occurredAt: tx.now(), messageId, ip, userAgent, data };
}
