import { recordAudit } from "@/lib/base/audit/record-audit";
import { whileAllowed } from "@/lib/base/auth/while-allowed";
import type { Ctx } from "@/lib/base/context";
import { csvLine } from "@/lib/base/csv/write-csv";
import { requirePermission } from "@/lib/base/permissions.shared";
import { EXPORT_COLUMNS } from "@/lib/people/contacts/own-export";
import { joinNames } from "@/lib/people/contacts/tag-cell";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";
import { findFields } from "./fields";
import { type ContactItem, findContacts } from "./find-contacts";
import type { ContactFilters } from "./schema";

/** Who the filters find as CSV lines, made page by page while they are sent; who exported is kept in the audit log. */
export async function exportContactsCsv(ctx: Ctx, filters: ContactFilters): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "contacts.export");
  const fields = await findFields(ctx);
  await recordAudit(ctx, "contacts.exported", { subjectType: "contact", after: { filters } });
  const keys = fields.map(({ key }) => key);
  return whileAllowed(ctx, "contacts.export", exportLines(ctx, filters, keys));
}

async function* exportLines(ctx: Ctx, filters: ContactFilters, keys: string[]): AsyncGenerator<string> {
  yield csvLine([...EXPORT_COLUMNS, ...keys]);
  let cursor: string | undefined;
  do {
    const page = await findContacts(ctx, { ...filters, sort: "created", direction: "asc", limit: 200, cursor });
    if (page.items.length > 0) yield page.items.map((item) => csvLine(cells(item, keys))).join("");
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

function cells(item: ContactItem, keys: string[]): (FieldValue | null | undefined)[] {
  const lists = (unsubscribed: boolean) =>
    joinNames(item.lists.filter(({ status }) => (status === "unsubscribed") === unsubscribed).map(({ name }) => name));
  const fixed: Record<(typeof EXPORT_COLUMNS)[number], string | null> = {
    email: item.email,
    first_name: item.firstName,
    last_name: item.lastName,
    time_zone: item.timeZone,
    language: item.language,
    tags: joinNames(item.tags),
    lists: lists(false),
    unsubscribed_from: lists(true),
    suppressed: item.suppressed,
    created_at: item.createdAt,
  };
  return [...EXPORT_COLUMNS.map((name) => fixed[name]), ...keys.map((key) => item.fields[key])];
}
