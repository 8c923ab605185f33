import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireActive } from "@/lib/base/standing/require-active";
import { findFields } from "@/lib/people/contacts/fields";
import { type ReadItem, readItems } from "./read-items";
import { saveItems } from "./save-items";
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
  return inTransaction(
    ctx,
    async (tx) => {
      await requireActive(tx);
      const definitions = await findFields(tx);
      const items = readItems(given, definitions).map(notBack);
      const saved = await saveItems(tx, items);
      const results = saved.map(({ index, id, action, failure }) => ({
        index,
        id: id && publicId("ctc", id),
        action,
        error: failure,
      }));
      await recordAudit(tx, "contacts.upserted", { subjectType: "contact", after: countsOf(results) });
      return results;
    },
    { timeoutMs: 60_000 },
  );
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
