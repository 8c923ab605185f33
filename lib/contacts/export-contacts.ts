import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { csvLine } from "@/lib/imports/write-csv";
import { findFields } from "./fields";
import { type ContactItem, findContacts } from "./find-contacts";
import type { ContactFilters, FieldValue } from "./schema";

/** Who the filters find as CSV lines, made page by page while they are sent; who exported is kept in the audit log. */
export async function exportContactsCsv(ctx: Ctx, filters: ContactFilters): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "contacts.export");
  const fields = await findFields(ctx);
  await recordAudit(ctx, "contacts.exported", { subjectType: "contact", after: { filters } });
  return exportLines(
    ctx,
    filters,
    fields.map(({ key }) => key),
  );
}

async function* exportLines(ctx: Ctx, filters: ContactFilters, keys: string[]): AsyncGenerator<string> {
  yield csvLine([
    "email",
    "first_name",
    "last_name",
    "tags",
    "lists",
    "unsubscribed_from",
    "suppressed",
    "created_at",
    ...keys,
  ]);
  let cursor: string | undefined;
  do {
    const page = await findContacts(ctx, { ...filters, sort: "created", direction: "asc", limit: 200, cursor });
    if (page.items.length > 0) yield page.items.map((item) => csvLine(cells(item, keys))).join("");
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

function cells(item: ContactItem, keys: string[]): (FieldValue | null | undefined)[] {
  const lists = (unsubscribed: boolean) =>
    item.lists
      .filter(({ status }) => (status === "unsubscribed") === unsubscribed)
      .map(({ name }) => name)
      .join("; ");
  const { email, firstName, lastName, tags, suppressed, createdAt, fields } = item;
  const fixed = [email, firstName, lastName, tags.join("; "), lists(false), lists(true), suppressed, createdAt];
  return [...fixed, ...keys.map((key) => fields[key])];
}
