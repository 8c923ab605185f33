import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { contactWhere } from "@/lib/people/contacts/contact-where";
import { eraseContactRows } from "@/lib/people/contacts/erase-contacts";
import { ensureTags } from "@/lib/people/contacts/tags";
import { addToList } from "./add-to-list";
import { removeFromList } from "./remove-from-list";
import { ChangeContacts } from "./schema";

const MAX_SELECTION = 50_000;
const BATCH = 2000;

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
      for (let at = 0; at < ids.length; at += BATCH)
        changed += await applyChange(tx, ids.slice(at, at + BATCH), change);
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
      `These are more than ${MAX_SELECTION.toLocaleString("en")} contacts. Narrow the filters and go in parts.`,
    );
  }
  return rows.map(({ id }) => id);
}

async function applyChange(tx: Ctx, ids: string[], change: Change): Promise<number> {
  switch (change.kind) {
    case "add_to_list":
      return addToList(tx, { contactIds: ids, listId: change.listId, wording: change.consent, method: "manual" });
    case "remove_from_list":
      return removeFromList(tx, ids, change.listId);
    case "add_tag": {
      const [tag] = await ensureTags(tx, [change.tag]);
      const rows = ids.map((contactId) => ({ workspaceId: tx.workspaceId, contactId, tagId: tag?.id ?? "" }));
      return (await tx.db.contactTag.createMany({ data: rows, skipDuplicates: true })).count;
    }
    case "remove_tag": {
      const where = { workspaceId: tx.workspaceId, tagId: change.tagId, contactId: { in: ids } };
      return (await tx.db.contactTag.deleteMany({ where })).count;
    }
    case "erase":
      return eraseContactRows(tx, ids);
  }
}
