import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { findSuppressed } from "@/lib/people/suppressions/queries";
import type { ImportRow } from "./row-mapper";

export interface SavedContact {
  id: string;
  normalized: string;
}

/** Inserts those whose address is new; gives their addresses. */
export async function insertContacts(tx: Ctx, rows: readonly ImportRow[]): Promise<Set<string>> {
  const at = tx.now();
  const created = await tx.db.$queryRaw<{ normalized: string }[]>(Prisma.sql`
    insert into contact (workspace_id, id, email, email_normalized, email_domain, first_name, last_name, time_zone, language, fields, source, created_at, updated_at)
    select ${tx.workspaceId}::uuid, new_id(), email, normalized, domain, first_name, last_name, time_zone, language, fields::jsonb, 'import', ${at}, ${at}
    from unnest(
      ${rows.map(({ email }) => email)}::text[], ${rows.map(({ normalized }) => normalized)}::text[],
      ${rows.map(({ domain }) => domain)}::text[], ${rows.map(({ firstName }) => clean(firstName))}::text[],
      ${rows.map(({ lastName }) => clean(lastName))}::text[], ${rows.map(({ timeZone }) => timeZone)}::text[],
      ${rows.map(({ language }) => language)}::text[], ${rows.map(fieldsJson)}::text[]
    ) as row (email, normalized, domain, first_name, last_name, time_zone, language, fields)
    on conflict (workspace_id, email_normalized) do nothing
    returning email_normalized as normalized`);
  return new Set(created.map(({ normalized }) => normalized));
}

/** Fills in what the rows have and the contacts lack or have otherwise; an empty cell takes nothing away. Gives the changed addresses. */
export async function updateContacts(
  tx: Ctx,
  rows: readonly ImportRow[],
  created: ReadonlySet<string>,
): Promise<Set<string>> {
  const known = rows.filter(({ normalized }) => !created.has(normalized));
  if (known.length === 0) return new Set();
  const updated = await tx.db.$queryRaw<{ normalized: string }[]>(Prisma.sql`
    update contact set first_name = coalesce(row.first_name, contact.first_name), last_name = coalesce(row.last_name, contact.last_name),
      time_zone = coalesce(row.time_zone, contact.time_zone), language = coalesce(row.language, contact.language),
      fields = contact.fields || row.fields::jsonb, updated_at = ${tx.now()}
    from unnest(
      ${known.map(({ normalized }) => normalized)}::text[], ${known.map(({ firstName }) => clean(firstName))}::text[],
      ${known.map(({ lastName }) => clean(lastName))}::text[], ${known.map(({ timeZone }) => timeZone)}::text[],
      ${known.map(({ language }) => language)}::text[], ${known.map(fieldsJson)}::text[]
    ) as row (normalized, first_name, last_name, time_zone, language, fields)
    where contact.workspace_id = ${tx.workspaceId}::uuid and contact.email_normalized = row.normalized
      and (coalesce(row.first_name, contact.first_name) is distinct from contact.first_name
        or coalesce(row.last_name, contact.last_name) is distinct from contact.last_name
        or coalesce(row.time_zone, contact.time_zone) is distinct from contact.time_zone
        or coalesce(row.language, contact.language) is distinct from contact.language
        or contact.fields || row.fields::jsonb <> contact.fields)
    returning contact.email_normalized as normalized`);
  return new Set(updated.map(({ normalized }) => normalized));
}

/** How many of these addresses must not be mailed. The import leaves their suppression as it is. */
export async function suppressedAmong(tx: Ctx, rows: readonly ImportRow[]): Promise<number> {
  const suppressed = await findSuppressed(
    tx,
    rows.map(({ normalized }) => normalized),
  );
  return suppressed.size;
}

/** PostgreSQL stores no NUL in text. */
function clean(text: string | null): string | null {
  return text?.replaceAll("\0", "\ufffd") ?? null;
}

function fieldsJson({ fields }: ImportRow): string {
  return JSON.stringify(fields).replaceAll("\\u0000", "\ufffd");
}
