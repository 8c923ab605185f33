import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { plainArray, type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";
import { gramsOf } from "./grams";
import { type SearchShape, searchShape } from "./search-shape";
import { searchText } from "./search-text";

const { sql } = Prisma;

/** What a search finds one contact by. */
interface SearchRow {
  id: string;
  text: string;
  /** Of the change of the contact that it is made from. */
  updatedAt: Date;
}

/**
 * Writes what a search finds these contacts by, from what they are now. Every verb that changes one address, name or field calls it in
 * its transaction, after the change: nobody else can be changing them then. An import has its contacts looked through at its end
 * (`indexLater`). They are locked in id order against being deleted meanwhile.
 */
export async function indexContacts(tx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const shape = await searchShape(tx);
  await writeRows(tx, await rowsOf(tx, ids, shape), shape, "true");
}

/** A contact as a verb has just written it. */
export interface WrittenContact {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  fields: Readonly<Record<string, FieldValue>>;
}

/**
 * The same for whoever has just written them, at `updatedAt`, and need not read them again: inserted, or updated from under a lock for update,
 * in this transaction.
 */
export async function indexWritten(tx: SqlTx, contacts: readonly WrittenContact[], updatedAt: Date): Promise<void> {
  if (contacts.length === 0) return;
  const shape = await searchShape(tx);
  const rows = contacts.map(({ id, fields, ...person }) => {
    const values = shape.keys.map((key) => textOf(fields[key]));
    return { id, updatedAt, text: searchText({ ...person, values }) };
  });
  await writeRows(tx, rows, shape, "true");
}

/** As the database gives a value of a JSON column as text: numbers without an exponent. */
function textOf(value: FieldValue | undefined): string | null {
  if (value === undefined) return null;
  const text = String(value);
  const [, sign = "", whole = "", part = "", exponent] =
    (typeof value === "number" && /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)) || [];
  if (exponent === undefined) return text;
  const zeros = Number(exponent);
  return `${sign}${zeros < 0 ? `0.${"0".repeat(-zeros - 1)}${whole}${part}` : (whole + part).padEnd(zeros + 1, "0")}`;
}

/** A contact whose row is missing or old; `madeFrom` is the change of the contact that the row stands for, null where there is none. */
export interface StaleContact {
  id: string;
  madeFrom: Date | null;
}

/**
 * The same for contacts that somebody may be changing at this moment: a row that is another than was seen is newer and stays, whatever the
 * clocks of those who write.
 */
export async function indexSeen(tx: Ctx, stale: readonly StaleContact[], shape: SearchShape): Promise<void> {
  if (stale.length === 0) return;
  const rows = await rowsOf(
    tx,
    stale.map(({ id }) => id),
    shape,
  );
  await writeRows(tx, rows, shape, UNCHANGED, [
    plainArray(stale.map(({ id }) => id)),
    plainArray(stale.map(({ madeFrom }) => madeFrom?.toISOString() ?? null)),
  ]);
}

const UNCHANGED = `(contact_search.contact_id, contact_search.contact_updated_at) in (
  select * from unnest($7::uuid[], $8::timestamptz[]))`;

interface PersonRow {
  id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  values: (string | null)[];
  updated_at: Date;
}

async function rowsOf(tx: Ctx, ids: readonly string[], { keys }: SearchShape): Promise<SearchRow[]> {
  const people = await tx.db.$queryRaw<PersonRow[]>(sql`
    select id, email, first_name, last_name, updated_at, ${valuesOf(keys)} as values
    from contact where workspace_id = ${tx.workspaceId}::uuid and id = any(${[...ids].sort()}::uuid[]) order by id for key share`);
  return people.map(({ id, email, first_name, last_name, values, updated_at }) => ({
    id,
    text: searchText({ email, firstName: first_name, lastName: last_name, values }),
    updatedAt: updated_at,
  }));
}

/** `isOurs` says of a row that is there whether it is written over; its own parameters follow the six of the statement. */
async function writeRows(
  tx: SqlTx,
  rows: readonly SearchRow[],
  { shape }: SearchShape,
  isOurs: string,
  own: readonly string[] = [],
): Promise<void> {
  await tx.db.$executeRawUnsafe(
    `insert into contact_search (workspace_id, contact_id, text, grams, contact_updated_at, shape)
     select $1::uuid, id, text, grams::int[], to_timestamp(updated_ms / 1000), $6::int
       from unnest($2::uuid[], $3::text[], $4::text[], $5::float8[]) as row (id, text, grams, updated_ms)
     on conflict (workspace_id, contact_id) do update
       set text = excluded.text, grams = excluded.grams, contact_updated_at = excluded.contact_updated_at, shape = excluded.shape
       where ${isOurs}`,
    tx.workspaceId,
    plainArray(rows.map(({ id }) => id)),
    textArray(rows.map(({ text }) => text)),
    textArray(rows.map(({ text }) => `{${gramsOf(tx.workspaceId, text).join()}}`)),
    plainArray(rows.map(({ updatedAt }) => updatedAt.getTime())),
    shape,
    ...own,
  );
}

function valuesOf(keys: readonly string[]): Prisma.Sql {
  if (keys.length === 0) return sql`'{}'::text[]`;
  return sql`array[${Prisma.join(keys.map((key) => sql`fields ->> ${key}`))}]::text[]`;
}
