import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { beginSubscriptions, endSubscriptions, noteRemoval } from "@/lib/people/consent/change-subscriptions";
import { type ContactItem, newestContacts, type PageByIds } from "@/lib/people/contacts/find-contacts";
import { getContact } from "@/lib/people/contacts/get-contact";
import { getList } from "./get-list";
import { removedBy } from "./remove-from-list";

const { sql } = Prisma;

/** Programs that keep lists as groups know members: who is on a list, or has left it by themselves; not whom somebody took off it. */
const notRemoved = (s: Prisma.Sql) =>
  sql`not (${s}.status = 'unsubscribed' and coalesce(${s}.unsubscribe_reason, '') like ${`${removedBy("")}%`})`;

const memberOf = (ctx: Ctx, listId: string) => sql`exists (
  select from subscription s where s.workspace_id = ${ctx.workspaceId}::uuid and s.list_id = ${listId}::uuid and s.contact_id = contact.id
     and ${notRemoved(sql`s`)})`;

/** A page of the members of a list, the newest contacts first. */
export async function findListMembers(
  ctx: Ctx,
  listId: string,
  page: PageByIds,
): Promise<{ items: ContactItem[]; more: boolean }> {
  requirePermission(ctx, "contacts.read");
  const list = await getList(ctx, listId);
  return newestContacts(ctx, memberOf(ctx, list.id), page);
}

export async function isListMember(ctx: Ctx, { contactId, listId }: MemberRef): Promise<boolean> {
  const [row] = await ctx.db.$queryRaw<unknown[]>(sql`
    select 1 from subscription s where s.workspace_id = ${ctx.workspaceId}::uuid and s.list_id = ${listId}::uuid
       and s.contact_id = ${contactId}::uuid and ${notRemoved(sql`s`)}`);
  return row !== undefined;
}

/** The lists that a contact is a member of. UUIDs. */
export async function listsOfMember(ctx: Ctx, contactId: string): Promise<string[]> {
  requirePermission(ctx, "contacts.read");
  const rows = await ctx.db.$queryRaw<{ listId: string }[]>(sql`
    select s.list_id as "listId" from subscription s
     where s.workspace_id = ${ctx.workspaceId}::uuid and s.contact_id = ${contactId}::uuid and ${notRemoved(sql`s`)}`);
  return rows.map(({ listId }) => listId);
}

/** UUIDs. */
interface MemberRef {
  contactId: string;
  listId: string;
}

/**
 * Puts a contact on a list, with proof. Who was taken off by somebody here comes back; who left by themselves only with `askedFor`, which
 * says that they did so. Asking twice is fine. Throws `conflict` for an archived list.
 */
export async function addListMember(
  ctx: Ctx,
  { contactId, listId, wording, askedFor = false }: MemberRef & { wording: string; askedFor?: boolean },
): Promise<void> {
  requirePermission(ctx, "contacts.write");
  await inTransaction(ctx, async (tx) => {
    const list = await getList(tx, listId);
    if (list.archivedAt) throw conflict(t("This list is archived. Restore it first."));
    const contact = await getContact(tx, contactId);
    const where = { workspaceId_listId_contactId: { workspaceId: tx.workspaceId, listId, contactId } };
    const before = await tx.db.subscription.findUnique({ where });
    const proof = { method: "api" as const, wording, evidence: { broughtBy: tx.actor.name }, ip: tx.ip };
    const comeBack = askedFor || wasOnlyRemoved(before?.unsubscribeReason ?? "");
    const begun = await beginSubscriptions(tx, {
      contactIds: [contact.id],
      list,
      status: "confirmed",
      comeBack,
      proof,
    });
    if (begun.length === 0) return;
    const after = await tx.db.subscription.findUniqueOrThrow({ where });
    await recordAudit(tx, "contact.subscribed", { subjectType: "contact", subjectId: contactId, before, after });
  });
}

/** Behind the words for a removal: whoever had left by themselves before does not come back because they were removed too. */
const AFTER_LEAVING = ", after they had left";
const wasOnlyRemoved = (reason: string) => reason.startsWith(removedBy("")) && !reason.endsWith(AFTER_LEAVING);

/** Takes a contact off a list, as somebody here wants it so. Asking twice is fine. */
export async function removeListMember(ctx: Ctx, { contactId, listId }: MemberRef): Promise<void> {
  requirePermission(ctx, "contacts.write");
  await inTransaction(ctx, async (tx) => {
    const list = await getList(tx, listId);
    const contact = await getContact(tx, contactId);
    const proof = { method: "api" as const, ip: tx.ip };
    const ended = await endSubscriptions(tx, {
      contactIds: [contact.id],
      listIds: [list.id],
      reason: removedBy(tx.actor.name),
      proof,
    });
    if (ended.length === 0) {
      if (await isListMember(tx, { contactId, listId }))
        await noteRemoval(tx, { contactId, list, reason: removedBy(tx.actor.name) + AFTER_LEAVING, proof });
      return;
    }
    const after = { listId: list.id };
    await recordAudit(tx, "contact.unsubscribed", { subjectType: "contact", subjectId: contactId, after });
  });
}
