import { plainArray, type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import { contactFields } from "@/lib/people/contacts/stored-fields";
import type { WrittenContact } from "@/lib/people/search/index-contacts";
import type { ImportRow } from "./row-mapper";
import { fieldsWithoutNul, withoutNul } from "./without-nul";

export interface SavedContact {
  id: string;
  normalized: string;
}

/** A row with the contact who is there already. */
export interface KnownRow {
  id: string;
  row: ImportRow;
}

// What lies between a key and itself, in its order: see upserts/match-contacts.ts.
const FIND = `
  select coalesce(json_agg(json_build_array(c.id, given.value)), '[]')::text as people
    from unnest($2::text[]) given (value) cross join lateral (
      select id from contact where workspace_id = $1::uuid and email_normalized between given.value and given.value
       order by email_normalized limit 1) c`;

/** The contacts who have the addresses of these rows, in the order of their ids; an address that nobody has any more is left out. */
export async function findRowsKnown(tx: SqlTx, rows: readonly ImportRow[]): Promise<KnownRow[]> {
  if (rows.length === 0) return [];
  const byAddress = new Map(rows.map((row) => [row.normalized, row]));
  const [found] = await tx.db.$queryRawUnsafe<{ people: string }[]>(
    FIND,
    tx.workspaceId,
    textArray([...byAddress.keys()]),
  );
  return (JSON.parse(found?.people ?? "[]") as [string, string][])
    .flatMap(([id, normalized]) => {
      const row = byAddress.get(normalized);
      return row ? [{ id, row }] : [];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const UPDATE = `
  with changed as (
    update contact set first_name = coalesce(row.first_name, contact.first_name), last_name = coalesce(row.last_name, contact.last_name),
      time_zone = coalesce(row.time_zone, contact.time_zone), language = coalesce(row.language, contact.language),
      fields = contact.fields || row.fields, updated_at = $8::timestamptz
    from rows from (unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]), jsonb_array_elements($7::jsonb))
      as row (id, first_name, last_name, time_zone, language, fields)
    where contact.workspace_id = $1::uuid and contact.id = any($2::uuid[]) and contact.id = row.id
      and (coalesce(row.first_name, contact.first_name) is distinct from contact.first_name
        or coalesce(row.last_name, contact.last_name) is distinct from contact.last_name
        or coalesce(row.time_zone, contact.time_zone) is distinct from contact.time_zone
        or coalesce(row.language, contact.language) is distinct from contact.language
        or contact.fields || row.fields <> contact.fields)
    returning contact.id, contact.email, contact.first_name, contact.last_name, contact.fields)
  select coalesce(json_agg(json_build_array(id, email, first_name, last_name, fields)), '[]')::text as people from changed`;

type ChangedRow = [string, string, string | null, string | null, unknown];

/** Fills in what the rows have and the contacts lack or have otherwise; an empty cell takes nothing away. Gives those who changed. */
export async function updateKnown(tx: SqlTx, known: readonly KnownRow[], at: Date): Promise<WrittenContact[]> {
  if (known.length === 0) return [];
  const texts = (textOf: (row: ImportRow) => string | null) =>
    textArray(known.map(({ row }) => withoutNul(textOf(row))));
  const [changed] = await tx.db.$queryRawUnsafe<{ people: string }[]>(
    UPDATE,
    tx.workspaceId,
    plainArray(known.map(({ id }) => id)),
    texts(({ firstName }) => firstName),
    texts(({ lastName }) => lastName),
    texts(({ timeZone }) => timeZone),
    texts(({ language }) => language),
    JSON.stringify(known.map(({ row }) => fieldsWithoutNul(row.fields))),
    at.toISOString(),
  );
  return (JSON.parse(changed?.people ?? "[]") as ChangedRow[]).map(([id, email, firstName, lastName, fields]) => ({
    ...{ id, email, firstName, lastName },
    fields: contactFields.read(fields),
  }));
}
