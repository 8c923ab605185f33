import type { Ctx } from "@/lib/context";
import { publicId } from "@/lib/db/ids";
import { getContact } from "./get-contact";
import { isRoleAccount } from "./role-account";
import type { FieldValue } from "./schema";

/** All that the contact page shows besides the timeline. */
export interface ContactProfile {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  fields: Record<string, FieldValue>;
  tags: string[];
  source: string;
  roleAccount: boolean;
  timeZone: string | null;
  createdAt: string;
  lastActivityAt: string | null;
  lastOpenedAt: string | null;
  lastClickedAt: string | null;
  suppression: { id: string; reason: string; note: string; createdAt: string } | null;
  subscriptions: {
    listId: string;
    name: string;
    status: "pending" | "confirmed" | "unsubscribed";
    source: string;
    since: string;
    reason: string | null;
    archived: boolean;
  }[];
  consents: {
    id: string;
    kind: string;
    method: string;
    wording: string;
    listName: string | null;
    ip: string | null;
    occurredAt: string;
  }[];
}

/** The person with lists, tags, suppression and the latest 100 entries of the consent ledger, or `not_found`. */
export async function contactProfile(ctx: Ctx, contactId: string): Promise<ContactProfile> {
  const contact = await getContact(ctx, contactId);
  const where = { workspaceId: ctx.workspaceId, contactId };
  const [subscriptions, tags, suppression, consents] = await Promise.all([
    ctx.db.subscription.findMany({ where, include: { list: true }, orderBy: { createdAt: "desc" } }),
    ctx.db.contactTag.findMany({ where, include: { tag: true }, orderBy: { tag: { name: "asc" } } }),
    ctx.db.suppression.findUnique({
      where: {
        workspaceId_emailNormalized: { workspaceId: ctx.workspaceId, emailNormalized: contact.emailNormalized },
      },
    }),
    ctx.db.consentRecord.findMany({ where, orderBy: [{ occurredAt: "desc" }, { id: "desc" }], take: 100 }),
  ]);
  return {
    id: publicId("ctc", contact.id),
    email: contact.email,
    firstName: contact.firstName,
    lastName: contact.lastName,
    fields: contact.fields as Record<string, FieldValue>,
    tags: tags.map(({ tag }) => tag.name),
    source: contact.source,
    roleAccount: isRoleAccount(contact.email),
    timeZone: contact.timeZone,
    createdAt: contact.createdAt.toISOString(),
    lastActivityAt: contact.lastActivityAt?.toISOString() ?? null,
    lastOpenedAt: contact.lastOpenedAt?.toISOString() ?? null,
    lastClickedAt: contact.lastClickedAt?.toISOString() ?? null,
    suppression: suppression && {
      id: publicId("sup", suppression.id),
      reason: suppression.reason,
      note: suppression.note,
      createdAt: suppression.createdAt.toISOString(),
    },
    subscriptions: subscriptions.map((one) => ({
      listId: publicId("lst", one.listId),
      name: one.list.name,
      status: one.status,
      source: one.source,
      since: (one.unsubscribedAt ?? one.confirmedAt ?? one.createdAt).toISOString(),
      reason: one.unsubscribeReason,
      archived: one.list.archivedAt !== null,
    })),
    consents: consents.map((one) => ({
      id: publicId("cns", one.id),
      kind: one.kind,
      method: one.method,
      wording: one.wording,
      listName: one.listName,
      ip: one.ip,
      occurredAt: one.occurredAt.toISOString(),
    })),
  };
}
