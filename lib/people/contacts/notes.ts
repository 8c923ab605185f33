import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { getContact } from "./get-contact";
import { AddNote, NoteRef } from "./schema";

/** What somebody keeps in mind about a person; the time is ISO 8601. */
export interface ContactNoteItem {
  id: string;
  text: string;
  writtenBy: string;
  createdAt: string;
}

/** More than anybody reads. */
const maxNotes = 200;

/** The notes about a contact, newest first, or `not_found`. */
export async function findNotes(ctx: Ctx, contactId: string): Promise<ContactNoteItem[]> {
  requirePermission(ctx, "contacts.read");
  await getContact(ctx, contactId);
  const rows = await ctx.db.contactNote.findMany({
    where: { workspaceId: ctx.workspaceId, contactId },
    orderBy: { id: "desc" },
    take: maxNotes,
  });
  return rows.map(({ id, text, writtenBy, createdAt }) => ({
    id: publicId("nte", id),
    text,
    writtenBy,
    createdAt: createdAt.toISOString(),
  }));
}

/** Writes a note about a contact. What it says stays out of the audit log, so that it goes with the person. */
export async function addNote(ctx: Ctx, input: AddNote): Promise<void> {
  requirePermission(ctx, "contacts.write");
  const { contactId, text } = AddNote.parse(input);
  await inTransaction(ctx, async (tx) => {
    await getContact(tx, contactId);
    const where = { workspaceId: tx.workspaceId, contactId };
    if ((await tx.db.contactNote.count({ where, take: maxNotes })) === maxNotes)
      throw conflict(t("A contact can have {limit} notes at most. Delete one first.", { limit: maxNotes }));
    const data = { ...where, id: newId(), text, writtenBy: tx.actor.name, createdAt: tx.now() };
    await tx.db.contactNote.create({ data });
    await recordAudit(tx, "contact.note_added", { subjectType: "contact", subjectId: contactId });
  });
}

export async function deleteNote(ctx: Ctx, input: NoteRef): Promise<void> {
  requirePermission(ctx, "contacts.write");
  const { contactId, noteId: id } = NoteRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.contactNote.deleteMany({ where: { workspaceId: tx.workspaceId, contactId, id } });
    if (count === 0) throw notFound("note");
    await recordAudit(tx, "contact.note_deleted", { subjectType: "contact", subjectId: contactId });
  });
}
