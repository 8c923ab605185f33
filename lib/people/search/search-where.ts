import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { gramsOfWord } from "./grams";
import { type SearchWord, searchWords } from "./search-text";

const { sql } = Prisma;

/** Of the newest and of the oldest contacts so many are looked at first, and so many of both must fit for a search to be a common one. */
const SAMPLE = 2000;
const COMMON_IN_SAMPLE = 100;
/** Up to here the people found are collected first; beyond, so many fit that walking the sort order meets a page of them at once. */
const RARE = 20_000;

/**
 * Condition on `contact` for a search: every word stands somewhere in the address, the names or the fields that are chosen for it, whatever
 * its accents and case; of one or two letters it begins a word. A whole address is found without its row too, as long as the job has not
 * come to it. What fits few is collected by its grams; of what fits many, the sort order is walked, and the database must not be left
 * to guess which is which.
 */
export async function searchWhere(ctx: Ctx, query: string): Promise<Prisma.Sql> {
  const words = searchWords(query);
  if (words.length === 0) return sql`false`;
  const fits = Prisma.join(
    words.map((word) => sql`s.text like ${pattern(word)}`),
    " and ",
  );
  // A subquery that has to be asked row by row; as a join it would be turned round.
  const walk = sql`(select ${fits} from contact_search s where s.workspace_id = ${ctx.workspaceId}::uuid and s.contact_id = contact.id)`;
  if (await isCommon(ctx, fits)) return walk;
  const grams = words.flatMap((word) => gramsOfWord(ctx.workspaceId, word));
  const found = sql`select s.contact_id as id from contact_search s
    where s.workspace_id = ${ctx.workspaceId}::uuid and s.grams @> ${grams}::int[] and ${fits}`;
  const [probe] = await ctx.db.$queryRaw<{ many: boolean }[]>(
    sql`select count(*) > ${RARE} as many from (${found} limit ${RARE + 1}) hits`,
  );
  if (probe?.many) return walk;
  return sql`contact.id in (with found as materialized (${found} ${wholeAddress(ctx, query)}) select id from found)`;
}

/** Those who came together are alike: what many of the newest have may be what an import of some hundred brought, and all others lack. */
async function isCommon(ctx: Ctx, fits: Prisma.Sql): Promise<boolean> {
  return (await isCommonFrom(ctx, fits, sql`desc`)) && isCommonFrom(ctx, fits, sql`asc`);
}

async function isCommonFrom(ctx: Ctx, fits: Prisma.Sql, order: Prisma.Sql): Promise<boolean> {
  const [row] = await ctx.db.$queryRaw<{ common: boolean }[]>(sql`
    select count(*) >= ${COMMON_IN_SAMPLE} as common from (
      select ${fits} as fits from contact_search s where s.workspace_id = ${ctx.workspaceId}::uuid
      order by s.contact_id ${order} limit ${SAMPLE}
    ) looked_at where fits`);
  return row?.common ?? false;
}

function wholeAddress(ctx: Ctx, query: string): Prisma.Sql {
  const address = query.includes("@") ? parseEmailAddress(query.toWellFormed()) : null;
  if (!address || !isEmailAddress(address)) return Prisma.empty;
  return sql`union all select c.id from contact c
    where c.workspace_id = ${ctx.workspaceId}::uuid and c.email_normalized = ${address.normalized}`;
}

function pattern({ text, isBeginning }: SearchWord): string {
  return `%${isBeginning ? " " : ""}${text.replace(/[\\%_]/g, "\\$&")}%`;
}
