import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { fieldDefinitions } from "@/lib/people/contacts/field-definitions";
import { getContact } from "@/lib/people/contacts/get-contact";
import { readItems } from "./read-items";
import { saveAll } from "./save-tags-and-lists";
import type { UpsertAction, UpsertContact } from "./schema";

/**
 * Adds or changes one person, found by `externalId`, else by address. What is not given stays as it is; asking twice changes nothing. Throws
 * `invalid` or `conflict` with the field.
 */
export async function upsertContact(
  ctx: Ctx,
  input: UpsertContact,
): Promise<{ id: string; action: Exclude<UpsertAction, "failed"> }> {
  requirePermission(ctx, "contacts.write");
  return inTransaction(ctx, async (tx) => {
    const [saved] = await saveAll(tx, readItems([input], await fieldDefinitions(tx)));
    if (!saved?.id || saved.action === "failed") throw asError(saved?.failure);
    const { id, action, before } = saved;
    if (action !== "unchanged") {
      const after = await getContact(tx, id);
      await recordAudit(tx, `contact.${action}`, { subjectType: "contact", subjectId: id, before, after });
    }
    return { id, action };
  });
}

function asError(
  failure: { code: "invalid" | "conflict"; message: string; fields: Record<string, string> } | null | undefined,
) {
  if (!failure) return new Error("An item has no outcome.");
  return new AppError(failure.code, failure.message, failure.fields);
}
