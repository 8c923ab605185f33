import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { despiteOthers } from "@/lib/base/db/despite-others";
import { publicId } from "@/lib/base/db/ids";
import { findByKey, inPgTransaction } from "@/lib/base/db/pg-transaction";
import { inTransaction, isInTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireActive } from "@/lib/base/standing/require-active";
import { fieldDefinitions } from "@/lib/people/contacts/field-definitions";
import { type ReadItem, readItems } from "./read-items";
import { nothingBeside, type SavedItem, type SaveTx, saveItems } from "./save-items";
import { saveAll } from "./save-tags-and-lists";
import { MAX_UPSERTS, type UpsertResult } from "./schema";

/**
 * Adds or changes up to 1,000 people in one transaction. Each is judged by itself: one who fails is told and left out. Nobody comes back to a
 * list that they left. Throws `invalid` for none or too many, `conflict` in a suspended workspace.
 */
export async function upsertContacts(ctx: Ctx, given: readonly unknown[]): Promise<UpsertResult[]> {
  requirePermission(ctx, "contacts.write");
  if (given.length === 0 || given.length > MAX_UPSERTS) {
    const text = `Give 1 to ${MAX_UPSERTS} contacts.`;
    throw invalid(text, { contacts: text });
  }
  const saveByPrisma = () => inTransaction(ctx, (tx) => saveGiven(tx, given, saveAll), { timeoutMs: 60_000 });
  if (isInTransaction(ctx)) return saveByPrisma();
  if (given.some(namesTagsOrLists)) return despiteOthers(saveByPrisma);
  return despiteOthers(() => inPgTransaction(ctx.workspaceId, ({ db }) => saveGiven({ ...ctx, db }, given, savePlain)));
}

/** Tags and lists are kept by Prisma. Without them a plain connection does the same in half the time. */
function namesTagsOrLists(given: unknown): boolean {
  return typeof given === "object" && given !== null && ("tags" in given || "removeTags" in given || "lists" in given);
}

async function savePlain(tx: SaveTx, items: readonly ReadItem[]): Promise<SavedItem[]> {
  await findByKey(tx);
  return saveItems(tx, items, nothingBeside());
}

async function saveGiven<T extends SaveTx>(
  tx: T,
  given: readonly unknown[],
  save: (tx: T, items: readonly ReadItem[]) => Promise<SavedItem[]>,
): Promise<UpsertResult[]> {
  const [, definitions] = await Promise.all([requireActive(tx), fieldDefinitions(tx)]);
  const saved = await save(tx, readItems(given, definitions).map(notBack));
  const results = saved.map(({ index, id, action, failure }) => ({
    index,
    id: id && publicId("ctc", id),
    action,
    error: failure,
  }));
  await recordAudit(tx, "contacts.upserted", { subjectType: "contact", after: countsOf(results) });
  return results;
}

function notBack(item: ReadItem): ReadItem {
  if ("failure" in item || !item.resubscribe) return item;
  const text = "Somebody comes back by a call of their own, not in bulk.";
  return { index: item.index, failure: { code: "invalid", message: text, fields: { resubscribe: text } } };
}

function countsOf(results: readonly UpsertResult[]): Record<string, number> {
  const counts: Record<string, number> = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  for (const { action } of results) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}
