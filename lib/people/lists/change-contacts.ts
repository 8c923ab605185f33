import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import { t } from "@/lib/language/t";
import { changeContactTags } from "@/lib/people/contacts/contact-tags";
import { contactWhere } from "@/lib/people/contacts/contact-where";
import { eraseContactRows } from "@/lib/people/contacts/erase-contacts";
import { tellUpdated } from "@/lib/people/contacts/tell-updated";
import { addToList } from "./add-to-list";
import { removeFromList } from "./remove-from-list";
import { ChangeContacts } from "./schema";

const MAX_SELECTION = 50_000;
const BATCH = 2000;
/** Other programs are told of a larger change once, and not for each contact. */
const TOLD_EACH = 1000;

type Change = ReturnType<typeof ChangeContacts.parse>["change"];

/** Does one thing to many contacts, all or nothing. Gives how many there were and how many changed. */
export async function changeContacts(ctx: Ctx, input: ChangeContacts): Promise<{ selected: number; changed: number }> {
  const { selection, change } = ChangeContacts.parse(input);
  requirePermission(ctx, change.kind === "erase" ? "contacts.delete" : "contacts.write");
  return inTransaction(
    ctx,
    async (tx) => {
      const ids = await selectedIds(tx, selection);
      let changed = 0;
      const tellEach = ids.length <= TOLD_EACH;
      for (let at = 0; at < ids.length; at += BATCH)
        changed += await applyChange(tx, ids.slice(at, at + BATCH), { change, tellEach });
      if (!tellEach && changed > 0) await tellOnce(tx, change, changed);
      const after = { ...change, selected: ids.length, changed };
      await recordAudit(tx, `contacts.${change.kind}`, { subjectType: "contact", after });
      return { selected: ids.length, changed };
    },
    { timeoutMs: 300_000 },
  );
}

/** Ids in order, all of this workspace. */
async function selectedIds(
  tx: Ctx,
  selection: ReturnType<typeof ChangeContacts.parse>["selection"],
): Promise<string[]> {
  const where =
    "ids" in selection
      ? Prisma.sql`contact.workspace_id = ${tx.workspaceId}::uuid and contact.id = any(${selection.ids}::uuid[])`
      : await contactWhere(tx, selection.filters);
  const rows = await tx.db.$queryRaw<{ id: string }[]>(
    Prisma.sql`select contact.id from contact where ${where} order by contact.id limit ${MAX_SELECTION + 1}`,
  );
  if (rows.length > MAX_SELECTION) {
    throw conflict(
      t(
        "{limit, plural, one {These are more than # contact.} other {These are more than # contacts.}} Narrow the filters and go in parts.",
        { limit: MAX_SELECTION },
      ),
    );
  }
  return rows.map(({ id }) => id);
}

async function applyChange(
  tx: Ctx,
  ids: string[],
  { change, tellEach }: { change: Change; tellEach: boolean },
): Promise<number> {
  switch (change.kind) {
    case "add_to_list":
      return addToList(tx, { contactIds: ids, listId: change.listId, wording: change.consent, method: "manual" });
    case "remove_from_list":
      return removeFromList(tx, ids, change.listId);
    case "add_tag": {
      const tagged = await changeContactTags(
        tx,
        ids.map((contactId) => ({ contactId, add: [change.tag], remove: [] })),
      );
      return tellTagged(tx, [...tagged], tellEach);
    }
    case "remove_tag": {
      const where = { workspaceId: tx.workspaceId, tagId: change.tagId, contactId: { in: ids } };
      const tagged = await tx.db.contactTag.findMany({ where, select: { contactId: true } });
      await tx.db.contactTag.deleteMany({ where });
      return tellTagged(
        tx,
        tagged.map(({ contactId }) => contactId),
        tellEach,
      );
    }
    case "erase":
      return eraseContactRows(tx, ids);
  }
}

/** Answers how many there are. */
async function tellTagged(tx: Ctx, ids: readonly string[], tellEach: boolean): Promise<number> {
  if (tellEach)
    await tellUpdated(
      tx,
      ids.map((id) => ({ id, changed: ["tags"] })),
    );
  return ids.length;
}

/** Of lists and of erased people each is told, however many there are. */
async function tellOnce(tx: Ctx, change: Change, updated: number): Promise<void> {
  if (change.kind !== "add_tag" && change.kind !== "remove_tag") return;
  const tag = change.kind === "add_tag" ? change.tag : await tagName(tx, change.tagId);
  const data = { change: change.kind, tag, created: 0, updated };
  await handOutFacts(tx, [{ type: "contacts.changed", occurredAt: tx.now(), data }]);
}

async function tagName(tx: Ctx, id: string): Promise<string | null> {
  const where = { workspaceId_id: { workspaceId: tx.workspaceId, id } };
  return (await tx.db.tag.findUnique({ where, select: { name: true } }))?.name ?? null;
}
