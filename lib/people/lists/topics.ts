import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { List } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { endSubscriptions, refuseSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { getContact } from "@/lib/people/contacts/get-contact";
import { getList } from "./get-list";
import { addListMember } from "./members";

/** A list that is a topic. */
export type Topic = List & { topicOptIn: boolean };

const isTopic = (list: List): list is Topic => list.topicOptIn !== null && list.archivedAt === null;

/** The topics in use, newest first; 500 at most. */
export async function findTopics(ctx: Ctx): Promise<Topic[]> {
  const where = { workspaceId: ctx.workspaceId, archivedAt: null, NOT: { topicOptIn: null } };
  const lists = await ctx.db.list.findMany({ where, orderBy: { id: "desc" }, take: 500 });
  return lists.filter(isTopic);
}

/** A topic in use, or `not_found`. */
export async function getTopic(ctx: Ctx, listId: string): Promise<Topic> {
  const list = await getList(ctx, listId);
  if (!isTopic(list)) throw notFound("topic");
  return list;
}

/** Every topic in use, and whether a contact wants it: by what they said, else as the topic has it for who said nothing. */
export async function topicsOf(ctx: Ctx, contactId: string): Promise<{ topic: Topic; wants: boolean }[]> {
  requirePermission(ctx, "contacts.read");
  const topics = await findTopics(ctx);
  const listId = { in: topics.map(({ id }) => id) };
  const said = await ctx.db.subscription.findMany({
    where: { workspaceId: ctx.workspaceId, contactId, listId },
    select: { listId: true, status: true },
  });
  const statuses = new Map(said.map((one) => [one.listId, one.status]));
  return topics.map((topic) => {
    const status = statuses.get(topic.id);
    return { topic, wants: status === undefined ? topic.topicOptIn : status === "confirmed" };
  });
}

export interface TopicWish {
  contactId: string;
  listId: string;
  wants: boolean;
  /** Where the program has it from. */
  wording: string;
  /** They said so now, and not some time ago: who has left the topic comes back. */
  askedFor: boolean;
}

/** Notes what a person said about a topic, with proof, also who was never on its list. Asking twice is fine. */
export async function setTopic(ctx: Ctx, { contactId, listId, wants, wording, askedFor }: TopicWish): Promise<void> {
  requirePermission(ctx, "contacts.write");
  await inTransaction(ctx, async (tx) => {
    const list = await getTopic(tx, listId);
    if (wants) return addListMember(tx, { contactId, listId, wording, askedFor });
    const contactIds = [(await getContact(tx, contactId)).id];
    const proof = { method: "api" as const, wording, evidence: { broughtBy: tx.actor.name }, ip: tx.ip };
    const ended = await endSubscriptions(tx, { contactIds, listIds: [listId], reason: "api", proof });
    const refused = await refuseSubscriptions(tx, { contactIds, list, proof });
    if (ended.length + refused.length === 0) return;
    await recordAudit(tx, "contact.unsubscribed", { subjectType: "contact", subjectId: contactId, after: { listId } });
  });
}
