import { recordAudit } from "@/lib/base/audit/record-audit";
import { whileAllowed } from "@/lib/base/auth/while-allowed";
import type { Ctx } from "@/lib/base/context";
import { csvLine } from "@/lib/base/csv/write-csv";
import { requirePermission } from "@/lib/base/permissions.shared";
import { EXPORT_COLUMNS } from "@/lib/people/contacts/own-export";
import { joinNames } from "@/lib/people/contacts/tag-cell";
import { isFieldValue } from "@/lib/people/fields/field-types.shared";
import { contactPieces, type ExportedContact } from "./contact-pieces";
import { contactWhere } from "./contact-where";
import { findFields } from "./fields";
import type { ContactFilters } from "./schema";

/**
 * Who the filters find as CSV lines, in the order in which they came, made piece by piece while they are sent; who exported is kept in
 * the audit log.
 */
export async function exportContactsCsv(ctx: Ctx, filters: ContactFilters): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "contacts.export");
  const fields = await findFields(ctx);
  await recordAudit(ctx, "contacts.exported", { subjectType: "contact", after: { filters } });
  const keys = fields.map(({ key }) => key);
  return whileAllowed(ctx, "contacts.export", exportLines(ctx, filters, keys));
}

async function* exportLines(ctx: Ctx, filters: ContactFilters, keys: string[]): AsyncGenerator<string> {
  yield csvLine([...EXPORT_COLUMNS, ...keys]);
  for await (const piece of contactPieces(ctx, await contactWhere(ctx, filters, { oneByOne: true })))
    yield piece.map((contact) => csvLine(cells(contact, keys))).join("");
}

function cells(contact: ExportedContact, keys: string[]) {
  const fixed: Record<(typeof EXPORT_COLUMNS)[number], string | null> = {
    email: contact.email,
    first_name: contact.firstName,
    last_name: contact.lastName,
    time_zone: contact.timeZone,
    language: contact.language,
    tags: joinNames(contact.tags),
    lists: joinNames(contact.lists),
    unsubscribed_from: joinNames(contact.unsubscribedFrom),
    suppressed: contact.suppressed,
    created_at: contact.createdAt.toISOString(),
  };
  const own = keys.map((key) => {
    const value = Object.hasOwn(contact.fields, key) ? contact.fields[key] : null;
    return isFieldValue(value) ? value : null;
  });
  return [...EXPORT_COLUMNS.map((name) => fixed[name]), ...own];
}
