import { isDeepStrictEqual } from "node:util";
import { newId } from "@/lib/base/db/ids";
import { plainArray, type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import type { ContactValues, KnownContact } from "./match-contacts";

/** Values to store, of the contact with this id. */
export type StoredPerson = ContactValues & { id: string };

const COLUMNS = `
  rows from (unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]),
             jsonb_array_elements($11::jsonb))
    as row (id, external_id, email, normalized, domain, first_name, last_name, time_zone, language, fields)`;

// Who is not made is told of only where there is somebody: nearly always all are, and a thousand ids are much to read.
const INSERT = `
  with made as (
    insert into contact (workspace_id, id, external_id, email, email_normalized, email_domain, first_name, last_name, time_zone, language,
                         fields, source, created_at, updated_at)
    select $1::uuid, id, external_id, email, normalized, domain, first_name, last_name, time_zone, language, fields, $13::text,
           $12::timestamptz, $12::timestamptz
      from ${COLUMNS}
    on conflict do nothing
    returning id)
  select case when count(*) < cardinality($2::uuid[]) then coalesce(json_agg(id), '[]')::text end as some from made`;

const UPDATE = `
  update contact set external_id = row.external_id, email = row.email, email_normalized = row.normalized, email_domain = row.domain,
    first_name = row.first_name, last_name = row.last_name, time_zone = row.time_zone, language = row.language,
    fields = row.fields, updated_at = $12::timestamptz
  from ${COLUMNS}
  where contact.workspace_id = $1::uuid and contact.id = any($2::uuid[]) and contact.id = row.id`;

/** Inserts people in the order of their addresses. Who was added by somebody else meanwhile is not among those it gives. */
export async function insertPeople(
  tx: SqlTx,
  people: readonly ContactValues[],
  at: Date,
  source: "api" | "import",
): Promise<StoredPerson[]> {
  if (people.length === 0) return [];
  const sorted = people.toSorted((a, b) => (a.normalized < b.normalized ? -1 : 1));
  const rows = sorted.map((values): StoredPerson => ({ ...values, id: newId(at.getTime()) }));
  const [made] = await tx.db.$queryRawUnsafe<{ some: string | null }[]>(INSERT, ...parametersOf(tx, rows, at), source);
  if (!made?.some) return rows;
  const ids = new Set(JSON.parse(made.some) as string[]);
  return rows.filter(({ id }) => ids.has(id));
}

/** Writes those whose values differ from what is stored; gives them. */
export async function updatePeople(
  tx: SqlTx,
  people: readonly { known: KnownContact; values: ContactValues }[],
  at: Date,
): Promise<StoredPerson[]> {
  const rows = people.flatMap(({ known, values }) => (differ(known, values) ? [{ ...values, id: known.id }] : []));
  if (rows.length > 0) await tx.db.$executeRawUnsafe(UPDATE, ...parametersOf(tx, rows, at));
  return rows;
}

const columns = ["externalId", "email", "firstName", "lastName", "timeZone", "language"] as const;

function differ(before: ContactValues, after: ContactValues): boolean {
  return columns.some((name) => before[name] !== after[name]) || !isDeepStrictEqual(before.fields, after.fields);
}

function parametersOf(tx: SqlTx, rows: readonly StoredPerson[], at: Date): (string | null)[] {
  return [
    tx.workspaceId,
    plainArray(rows.map(({ id }) => id)),
    textArray(rows.map(({ externalId }) => externalId)),
    textArray(rows.map(({ email }) => email)),
    textArray(rows.map(({ normalized }) => normalized)),
    textArray(rows.map(({ domain }) => domain)),
    textArray(rows.map(({ firstName }) => firstName)),
    textArray(rows.map(({ lastName }) => lastName)),
    textArray(rows.map(({ timeZone }) => timeZone)),
    textArray(rows.map(({ language }) => language)),
    JSON.stringify(rows.map(({ fields }) => fields)),
    at.toISOString(),
  ];
}
