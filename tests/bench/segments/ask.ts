import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { askedBothWays } from "@/lib/people/contacts/contact-where";
import { countContacts, findContacts } from "@/lib/people/contacts/find-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";
import { countStatement } from "@/lib/people/segments/count-up-to";
import type { SegmentGroup } from "@/lib/people/segments/schema";
import { countSegment } from "@/lib/people/segments/segments";
import { rounded } from "@/lib/run/measure/report";

export interface Asked {
  found: string;
  countMs: number;
  pageMs: number;
  /** How the database counts. */
  plan: string[];
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The median of some runs, after one that does not count: what was written just now is read for the first time then. */
export async function medianMs(rounds: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

const shown = ({ count, capped }: { count: number; capped: boolean }) => `${count}${capped ? "+" : ""}`;

/** How long a segment's count and its first page take. */
export async function askSegment(ctx: Ctx, rules: SegmentGroup, rounds: number): Promise<Asked> {
  const text = JSON.stringify(rules);
  const filters = ContactFilters.parse({ rules: text });
  return {
    found: shown(await countSegment(ctx, rules)),
    countMs: rounded(await medianMs(rounds, () => countSegment(ctx, rules))),
    pageMs: rounded(await medianMs(rounds, () => findContacts(ctx, { rules: text }))),
    plan: await planOf(ctx, filters),
  };
}

/** The same for the table of contacts, narrowed by its filters. */
export async function askFilters(ctx: Ctx, input: Record<string, string>, rounds: number): Promise<Asked> {
  const filters = ContactFilters.parse(input);
  return {
    found: shown(await countContacts(ctx, filters)),
    countMs: rounded(await medianMs(rounds, () => countContacts(ctx, filters))),
    pageMs: rounded(await medianMs(rounds, () => findContacts(ctx, input))),
    plan: await planOf(ctx, filters),
  };
}

async function planOf(ctx: Ctx, filters: ContactFilters): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<Record<"QUERY PLAN", string>[]>(Prisma.sql`
    explain (costs off) ${await countStatement(ctx, await askedBothWays(ctx, filters), 100_000)}`);
  return rows.map((row) => row["QUERY PLAN"]);
}
