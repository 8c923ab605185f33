import { isDeepStrictEqual } from "node:util";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { ContactValues, KnownContact } from "./match-contacts";

/** Inserts people in the order of their addresses; gives id by address. Who was added by somebody else meanwhile is not among them. */
export async function insertPeople(tx: Ctx, people: readonly ContactValues[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map();
  const at = tx.now();
  const rows = people.toSorted((a, b) => (a.normalized < b.normalized ? -1 : 1));
  const created = await tx.db.$queryRaw<{ id: string; normalized: string }[]>(Prisma.sql`
    insert into contact (workspace_id, id, external_id, email, email_normalized, email_domain, first_name, last_name, time_zone, language,
                         fields, source, created_at, updated_at)
    select ${tx.workspaceId}::uuid, new_id(), external_id, email, normalized, domain, first_name, last_name, time_zone, language,
           fields::jsonb, 'api', ${at}, ${at}
      from ${columnsOf(rows)}
    on conflict do nothing
    returning id, email_normalized as normalized`);
  return new Map(created.map(({ id, normalized }) => [normalized, id]));
}

/** Writes those whose values differ from what is stored; gives their ids. */
export async function updatePeople(
  tx: Ctx,
  people: readonly { known: KnownContact; values: ContactValues }[],
): Promise<ReadonlySet<string>> {
  const rows = people.flatMap(({ known: { id, ...before }, values }) =>
    isDeepStrictEqual(before, withoutId(values)) ? [] : [{ ...values, id }],
  );
  if (rows.length === 0) return new Set();
  await tx.db.$executeRaw(Prisma.sql`
    update contact set external_id = row.external_id, email = row.email, email_normalized = row.normalized, email_domain = row.domain,
      first_name = row.first_name, last_name = row.last_name, time_zone = row.time_zone, language = row.language,
      fields = row.fields::jsonb, updated_at = ${tx.now()}
    from ${columnsOf(rows)}
    where contact.workspace_id = ${tx.workspaceId}::uuid and contact.id = row.id::uuid`);
  return new Set(rows.map(({ id }) => id));
}

/** Values of a known contact carry its id along. */
function withoutId(values: ContactValues): ContactValues {
  const { id: _id, ...rest } = values as ContactValues & { id?: string };
  return rest;
}

function columnsOf(rows: readonly (ContactValues & { id?: string })[]): Prisma.Sql {
  return Prisma.sql`unnest(
    ${rows.map(({ id }) => id ?? null)}::text[], ${rows.map(({ externalId }) => externalId)}::text[],
    ${rows.map(({ email }) => email)}::text[], ${rows.map(({ normalized }) => normalized)}::text[],
    ${rows.map(({ domain }) => domain)}::text[], ${rows.map(({ firstName }) => firstName)}::text[],
    ${rows.map(({ lastName }) => lastName)}::text[], ${rows.map(({ timeZone }) => timeZone)}::text[],
    ${rows.map(({ language }) => language)}::text[], ${rows.map(({ fields }) => JSON.stringify(fields))}::text[]
  ) as row (id, external_id, email, normalized, domain, first_name, last_name, time_zone, language, fields)`;
}
