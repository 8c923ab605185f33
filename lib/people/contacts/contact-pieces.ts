import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { pgPool } from "@/lib/base/db/pool";
import { suppressionReasonSql } from "@/lib/people/addresses/sql";

const { sql } = Prisma;

/** A contact as a file holds it; names are in their order. */
export interface ExportedContact {
  email: string;
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  language: string | null;
  fields: Readonly<Record<string, unknown>>;
  createdAt: Date;
  tags: string[];
  lists: string[];
  unsubscribedFrom: string[];
  suppressed: string | null;
}

/** Contacts that are looked at in one statement. */
const PIECE = 5_000;

/**
 * Everybody whom a condition on `contact` finds, in the order of their ids, a piece of the table at a time: the condition is asked of each contact
 * once, whatever it finds. The next piece is read while the caller works on the one before. A read goes past Prisma, which takes as long for a row
 * as the database.
 */
export async function* contactPieces(ctx: Ctx, where: Prisma.Sql): AsyncGenerator<ExportedContact[]> {
  const names = await readNames(ctx);
  let next = readPiece(ctx, where, null);
  for (let end: string | null = ""; end !== null; ) {
    const piece = await next;
    end = piece.end;
    if (end !== null) {
      next = readPiece(ctx, where, end);
      // Nobody may be waiting for it any more when it fails.
      next.catch(() => {});
    }
    if (piece.rows.length > 0) yield piece.rows.map((row) => presentRow(row, names));
  }
}

type Row = [
  email: string,
  firstName: string | null,
  lastName: string | null,
  timeZone: string | null,
  language: string | null,
  fields: Record<string, unknown>,
  createdAt: Date,
  tagIds: string | null,
  listIds: string | null,
  leftListIds: string | null,
  suppressed: string | null,
];

async function readPiece(
  ctx: Ctx,
  where: Prisma.Sql,
  after: string | null,
): Promise<{ rows: Row[]; end: string | null }> {
  const workspace = sql`${ctx.workspaceId}::uuid`;
  const behind = after ? sql`and contact.id > ${after}::uuid` : Prisma.empty;
  const [last] = await read<[id: string]>(sql`
    select contact.id from contact where contact.workspace_id = ${workspace} ${behind} order by contact.id limit 1 offset ${PIECE - 1}`);
  const end = last?.[0] ?? null;
  const listIds = (sign: Prisma.Sql) => sql`(select string_agg(s.list_id::text, ' ') from subscription s
    where s.workspace_id = ${workspace} and s.contact_id = contact.id and s.status ${sign} 'unsubscribed')`;
  const rows = await read<Row>(sql`
    select contact.email, contact.first_name, contact.last_name, contact.time_zone, contact.language, contact.fields, contact.created_at,
      (select string_agg(t.tag_id::text, ' ') from contact_tag t where t.workspace_id = ${workspace} and t.contact_id = contact.id),
      ${listIds(sql`<>`)}, ${listIds(sql`=`)}, ${suppressionReasonSql(workspace, sql`contact.email_normalized`)}
    from contact where contact.workspace_id = ${workspace} ${behind} ${end ? sql`and contact.id <= ${end}::uuid` : Prisma.empty}
      and ${where}
    order by contact.id`);
  return { rows, end };
}

async function read<R extends unknown[]>(statement: Prisma.Sql): Promise<R[]> {
  const { text, values } = statement;
  return (await pgPool().query<R>({ text, values: [...values], rowMode: "array" })).rows;
}

/** Tags and lists in use by id. */
async function readNames({ db, workspaceId }: Ctx): Promise<ReadonlyMap<string, string>> {
  const [tags, lists] = await Promise.all([
    db.tag.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
    db.list.findMany({ where: { workspaceId, archivedAt: null }, select: { id: true, name: true } }),
  ]);
  return new Map([...tags, ...lists].map(({ id, name }) => [id, name]));
}

function presentRow(row: Row, names: ReadonlyMap<string, string>): ExportedContact {
  const [email, firstName, lastName, timeZone, language, fields, createdAt, tagIds, listIds, leftListIds, suppressed] =
    row;
  return {
    ...{ email, firstName, lastName, timeZone, language, fields, createdAt, suppressed },
    tags: namesOf(tagIds, names),
    lists: namesOf(listIds, names),
    unsubscribedFrom: namesOf(leftListIds, names),
  };
}

function namesOf(ids: string | null, names: ReadonlyMap<string, string>): string[] {
  if (ids === null) return [];
  return ids
    .split(" ")
    .flatMap((id) => names.get(id) ?? [])
    .sort();
}
