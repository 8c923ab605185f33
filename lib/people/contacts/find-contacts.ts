import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { idOf, publicId } from "@/lib/base/db/ids";
import { withRoom } from "@/lib/base/db/with-room";
import { invalid, notFound } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { suppressionReasonSql } from "@/lib/people/addresses/sql";
import type { SubscriptionStatus } from "@/lib/people/addresses/subscription-status.shared";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";
import { countUpTo } from "@/lib/people/segments/count-up-to";
import { askedBothWays, contactWhere, createdWhere } from "./contact-where";
import { type ContactFilters, FindContacts } from "./schema";
import { contactFields } from "./stored-fields";

const { sql } = Prisma;

/** A row of the contacts table. */
export interface ContactItem {
  id: string;
  /** By which another program knows the person. */
  externalId: string | null;
  email: string;
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  language: string | null;
  fields: Record<string, FieldValue>;
  tags: string[];
  lists: { id: string; name: string; status: SubscriptionStatus }[];
  suppressed: string | null;
  lastActivityAt: string | null;
  createdAt: string;
}

export interface ContactPage {
  items: ContactItem[];
  nextCursor: string | null;
}

type Sort = "created" | "email" | "activity";

const SORT_SQL: Record<Sort, Prisma.Sql> = {
  created: sql`contact.created_at`,
  email: sql`contact.email_normalized`,
  // "Never" sorts as the beginning of time; the index holds the same expression.
  activity: sql`coalesce(contact.last_activity_at, '-infinity'::timestamptz)`,
};

/** One page of contacts, by keyset: the page a million rows down costs what the first one does. */
export async function findContacts(ctx: Ctx, input: FindContacts = {}): Promise<ContactPage> {
  const { sort, direction, cursor, limit, ...filters } = FindContacts.parse(input);
  const way = direction === "asc" ? sql`asc` : sql`desc`;
  const start = cursor ? after(sort, direction, cursor) : sql`true`;
  const rows = await firstRows(ctx, filters, { sort, way, start, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const nextCursor = last ? encodeCursor(sort, direction, last.sort_key, last.id) : null;
  return { items: page.map(presentRow), nextCursor };
}

/** The first rows behind `start` in an order. */
interface Walk {
  sort: Sort;
  way: Prisma.Sql;
  start: Prisma.Sql;
  limit: number;
}

/**
 * So many contacts are looked at in the order of the page: a page of what one in forty is. Where these say that so many more would do, they
 * are looked at too; else those who fit are collected from all. The planner cannot know which of these a rule is, and takes seconds where it is
 * wrong.
 */
const NEAR = 2_000;
const FARTHER = 15;
/** As few as these are chance; with one of them so many times more is less work than everybody. */
const FEW = 2;

async function firstRows(ctx: Ctx, filters: ContactFilters, walk: Walk): Promise<PageRow[]> {
  const { query, ...others } = filters;
  if (query || Object.values(others).every((filter) => filter === undefined))
    return pageRows(ctx, sql`contact`, await contactWhere(ctx, filters), walk);
  const bounds = walk.sort === "created" ? await createdWhere(ctx, filters) : [];
  const there = Prisma.join([sql`contact.workspace_id = ${ctx.workspaceId}::uuid`, walk.start, ...bounds], " and ");
  const where = await contactWhere(ctx, filters, { oneByOne: true });
  const lookAt = (count: number) => {
    const near = sql`(select contact.* from contact where ${there} order by ${inOrder(walk)} limit ${count}) contact`;
    return pageRows(ctx, near, where, walk);
  };
  const near = await lookAt(NEAR);
  if (near.length === walk.limit || (await isLast(ctx, there, walk, NEAR))) return near;
  if (near.length >= FEW) {
    const farther = await lookAt(NEAR * FARTHER);
    if (farther.length === walk.limit || (await isLast(ctx, there, walk, NEAR * FARTHER))) return farther;
  }
  return withRoom(ctx, async (tx) => pageRows(tx, await collected(tx, filters, walk), sql`true`, walk));
}

/** Whether the walk ends within so many contacts. */
async function isLast(ctx: Ctx, there: Prisma.Sql, walk: Walk, step: number): Promise<boolean> {
  const beyond = await ctx.db.$queryRaw<unknown[]>(Prisma.sql`
    select contact.id from contact where ${there} order by ${inOrder(walk)} limit 1 offset ${step}`);
  return beyond.length === 0;
}

/** Those who fit, found without regard to the order and then put in it; the offset keeps the planner from walking the order instead. */
async function collected(ctx: Ctx, filters: ContactFilters, walk: Walk): Promise<Prisma.Sql> {
  const where = sql`${await contactWhere(ctx, filters)} and ${walk.start}`;
  return sql`(select first.* from (
      select contact.id, ${SORT_SQL[walk.sort]} as place from contact where ${where} offset 0
    ) found join contact first on first.workspace_id = ${ctx.workspaceId}::uuid and first.id = found.id
    order by found.place ${walk.way}, found.id ${walk.way} limit ${walk.limit}) contact`;
}

const inOrder = ({ sort, way }: Walk) => sql`${SORT_SQL[sort]} ${way}, contact.id ${way}`;

async function pageRows(ctx: Ctx, from: Prisma.Sql, where: Prisma.Sql, walk: Walk): Promise<PageRow[]> {
  const key = SORT_SQL[walk.sort];
  return ctx.db.$queryRaw<PageRow[]>(Prisma.sql`
    with page as (
      select ${ownColumns}, ${key} as sort_value, (${key})::text as sort_key
      from ${from} where ${where} and ${walk.start}
      order by ${inOrder(walk)} limit ${walk.limit}
    )
    select page.*, ${relatedColumns(ctx)}
    from page order by page.sort_value ${walk.way}, page.id ${walk.way}`);
}

/** Contacts in the order of their ids: those behind `after`, or just before `before`. UUIDs. */
export interface PageByIds {
  after?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** For `newestContacts`. */
export const everyContact = sql`true`;

/** A page of contacts that a condition on `contact` finds, the newest first; `more` says whether there are others beyond it. */
export async function newestContacts(
  ctx: Ctx,
  where: Prisma.Sql,
  { after: last, before, limit }: PageByIds,
): Promise<{ items: ContactItem[]; more: boolean }> {
  const way = before ? sql`asc` : sql`desc`;
  const rows = await ctx.db.$queryRaw<PageRow[]>(Prisma.sql`
    with page as (
      select ${ownColumns} from contact
       where contact.workspace_id = ${ctx.workspaceId}::uuid and ${where}
         ${last ? sql`and contact.id < ${last}::uuid` : Prisma.empty} ${before ? sql`and contact.id > ${before}::uuid` : Prisma.empty}
       order by contact.id ${way} limit ${limit + 1}
    )
    select page.*, ${relatedColumns(ctx)} from page order by page.id ${way}`);
  const items = rows.slice(0, limit).map(presentRow);
  return { items: before ? items.reverse() : items, more: rows.length > limit };
}

const ownColumns = sql`contact.id, contact.external_id, contact.email, contact.email_normalized, contact.first_name, contact.last_name,
  contact.time_zone, contact.language, contact.fields, contact.last_activity_at, contact.created_at`;

/** One contact as a row of the table, or `not_found`. */
export async function getContactItem(ctx: Ctx, contactId: string): Promise<ContactItem> {
  const [row] = await ctx.db.$queryRaw<PageRow[]>(Prisma.sql`
    with page as (
      select ${ownColumns} from contact where contact.workspace_id = ${ctx.workspaceId}::uuid and contact.id = ${contactId}::uuid
    )
    select page.*, ${relatedColumns(ctx)} from page`);
  if (!row) throw notFound("contact");
  return presentRow(row);
}

const COUNT_CAP = 10_000;

/** How many the filters find, counted up to 10,000; `capped` says there are more. */
export async function countContacts(ctx: Ctx, filters: ContactFilters): Promise<{ count: number; capped: boolean }> {
  return countUpTo(ctx, await askedBothWays(ctx, filters), COUNT_CAP);
}

interface PageRow {
  id: string;
  external_id: string | null;
  email: string;
  first_name: string | null;
  last_name: string | null;
  time_zone: string | null;
  language: string | null;
  fields: unknown;
  last_activity_at: Date | null;
  created_at: Date;
  sort_key: string;
  tags: string[] | null;
  lists: { id: string; name: string; status: ContactItem["lists"][number]["status"] }[] | null;
  suppressed: string | null;
}

function relatedColumns(ctx: Ctx): Prisma.Sql {
  const workspace = sql`${ctx.workspaceId}::uuid`;
  return sql`
    (select array_agg(tag.name order by tag.name) from contact_tag ct join tag on tag.workspace_id = ${workspace} and tag.id = ct.tag_id
      where ct.workspace_id = ${workspace} and ct.contact_id = page.id) as tags,
    (select json_agg(json_build_object('id', list.id, 'name', list.name, 'status', s.status) order by list.name)
      from subscription s join list on list.workspace_id = ${workspace} and list.id = s.list_id
      where s.workspace_id = ${workspace} and s.contact_id = page.id and list.archived_at is null) as lists,
    ${suppressionReasonSql(workspace, sql`page.email_normalized`)} as suppressed`;
}

function presentRow(row: PageRow): ContactItem {
  return {
    id: publicId("ctc", row.id),
    externalId: row.external_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    timeZone: row.time_zone,
    language: row.language,
    fields: contactFields.read(row.fields),
    tags: row.tags ?? [],
    lists: (row.lists ?? []).map((list) => ({ ...list, id: publicId("lst", list.id) })),
    suppressed: row.suppressed,
    lastActivityAt: row.last_activity_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

function after(sort: Sort, direction: "asc" | "desc", cursor: string): Prisma.Sql {
  const [value, id] = decodeCursor(sort, direction, cursor);
  const sign = direction === "asc" ? sql`>` : sql`<`;
  return sql`(${SORT_SQL[sort]}, contact.id) ${sign} (${value}, ${id}::uuid)`;
}

function encodeCursor(sort: Sort, direction: string, key: string, id: string): string {
  return Buffer.from(JSON.stringify([sort, direction, key, id])).toString("base64url");
}

const rowId = idOf("ctc");

/** A cursor belongs to its sort order; any other is refused instead of giving a wrong page. */
function decodeCursor(sort: Sort, direction: string, cursor: string): [value: Prisma.Sql, id: string] {
  const bad = invalid(t("This page no longer exists. Start again from the first one."), {
    cursor: "not a cursor of this list",
  });
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw bad;
  }
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === "string")) throw bad;
  const [cursorSort, cursorDirection, key, id] = parts as [string, string, string, string];
  const row = rowId.safeParse(id);
  const value = sort === "email" ? addressOf(key) : momentOf(key);
  if (cursorSort !== sort || cursorDirection !== direction || !row.success || !value) throw bad;
  return [value, row.data];
}

/** PostgreSQL takes no NUL. */
function addressOf(key: string): Prisma.Sql | null {
  return key.includes("\0") ? null : sql`${key}`;
}

/** A moment as PostgreSQL writes it, "2026-03-04 09:30:00.5+00"; null for what is none, which it would not take. */
function momentOf(key: string): Prisma.Sql | null {
  if (key === "-infinity") return sql`'-infinity'::timestamptz`;
  const parts = /^([12]\d{3}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(:\d\d)?$/.exec(key);
  if (!parts) return null;
  const [, day, time, hours, minutes = ":00"] = parts;
  const at = new Date(`${day}T${time}${hours}${minutes}`);
  return Number.isNaN(at.getTime()) ? null : sql`${at}::timestamptz`;
}
