import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { beginSubscriptions, endSubscriptions, refuseSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { endSuppressions } from "@/lib/people/suppressions/end-suppressions";
import { isSuppressed } from "@/lib/people/suppressions/queries";

/** A list as the preferences page shows it. */
export interface PreferenceList {
  id: string;
  name: string;
  description: string | null;
  subscribed: boolean;
  /** A topic of which they never said anything, and whose mails they get until they do. */
  unsaid: boolean;
}

export interface SavePreferences {
  messageId: string;
  /** Lists the recipient wants; every other list on the page is ended. */
  listIds: readonly string[];
  ip?: string | null | undefined;
  userAgent?: string | null | undefined;
}

interface Recipient {
  contactId: string | null;
  email?: string;
}

/** What the preferences page shows: public lists, lists the contact is on, and whether the address is suppressed. */
export async function findPreferences(
  ctx: Ctx,
  message: Recipient & { id: string },
): Promise<{ lists: PreferenceList[]; suppressed: boolean }> {
  const contactId = message.contactId;
  if (!contactId) return { lists: [], suppressed: true };
  const mine = { workspaceId: ctx.workspaceId, contactId };
  const [lists, contact] = await Promise.all([
    ctx.db.list.findMany({
      where: {
        workspaceId: ctx.workspaceId,
        archivedAt: null,
        OR: [{ isPublic: true }, { subscriptions: { some: { ...mine, status: { not: "unsubscribed" } } } }],
      },
      select: {
        ...{ id: true, name: true, description: true, topicOptIn: true },
        subscriptions: { where: mine, select: { status: true } },
      },
      orderBy: { name: "asc" },
      take: 200,
    }),
    ctx.db.contact.findUnique({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: contactId } },
      select: { emailNormalized: true },
    }),
  ]);
  const suppressed = contact !== null && (await isSuppressed(ctx, contact.emailNormalized));
  return {
    suppressed,
    lists: lists.map((list) => {
      const unsaid = list.topicOptIn === true && list.subscriptions.length === 0;
      return {
        id: list.id,
        name: list.name,
        description: list.description || null,
        subscribed: list.subscriptions.some((one) => one.status === "confirmed") || (unsaid && !suppressed),
        unsaid,
      };
    }),
  };
}

/**
 * Saves the recipient's choice of lists, each change with a consent record and an event. Choosing a list again lifts a suppression the
 * recipient caused by unsubscribing, never one after a bounce or a complaint. Throws `not_found`.
 */
export async function savePreferences(ctx: Ctx, input: SavePreferences): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const message = await tx.db.message.findUnique({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: input.messageId } },
      select: { id: true, contactId: true, emailNormalized: true },
    });
    if (!message?.contactId) throw notFound("message");
    const { lists } = await findPreferences(tx, message);
    const wanted = lists.filter((list) => input.listIds.includes(list.id));
    const unwanted = lists.filter((list) => !input.listIds.includes(list.id));
    const contactIds = [message.contactId];
    const { messageId, ip, userAgent } = input;
    // The link came to the mailbox itself, which is the proof that double opt-in asks for.
    const proof = { method: "preference_page" as const, evidence: { messageId }, messageId, ip, userAgent };
    const joined = wanted.filter((list) => !list.subscribed);
    for (const list of joined)
      await beginSubscriptions(tx, { contactIds, list, status: "confirmed", comeBack: true, proof });
    await endSubscriptions(tx, { contactIds, listIds: unwanted.map(({ id }) => id), reason: proof.method, proof });
    for (const list of unwanted) if (list.unsaid) await refuseSubscriptions(tx, { contactIds, list, proof });
    if (joined.length > 0) await liftUnsubscribe(tx, message.emailNormalized);
  });
}

async function liftUnsubscribe(tx: Ctx, emailNormalized: string): Promise<void> {
  await endSuppressions(tx, { addresses: [emailNormalized], reason: "unsubscribe", ending: "recipient" });
}
