import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { sampleTables } from "@/lib/retention/measure-tables";

const { sql } = Prisma;
const DAY_MS = 86_400_000;
/** Days of samples before today's. */
const SAMPLED_DAYS = 60;
/** So long ago the tables that grow would have been empty. */
const GROWING_DAYS = 200;
/** Tables with fewer bytes hold settings, and have always been as they are. */
const SMALL_BYTES = 1_000_000;
const PAGE_BYTES = 8192;

/**
 * What operators see of an installation that has been in use: mail out by the hour, as the workspace's past campaigns left, and sizes of
 * tables day by day. For the demo only: workspaces with sample data stand in installations whose numbers are true.
 */
export async function seedOperations(ctx: Ctx): Promise<void> {
  await seedMailOut(ctx);
  await seedGrowth(ctx);
}

async function seedMailOut({ db, workspaceId }: Ctx): Promise<void> {
  const transport = await db.transport.findFirst({ where: { workspaceId, isDefault: true }, select: { id: true } });
  if (!transport) return;
  const hours = await db.$queryRaw<{ hour: Date; accepted: number; refused: number; deferred: number }[]>(sql`
    select date_trunc('hour', sent_at, 'UTC') as hour, count(*) filter (where bounce_kind is null)::int as accepted,
           count(*) filter (where bounce_kind = 'hard')::int as refused,
           count(*) filter (where bounce_kind = 'soft')::int as deferred
      from message where workspace_id = ${workspaceId}::uuid and sent_at is not null group by 1`);
  const data = hours.map((hour) => ({ ...hour, workspaceId, transportId: transport.id }));
  await db.transportHour.createMany({ data, skipDuplicates: true });
}

async function seedGrowth(ctx: Ctx): Promise<void> {
  // Without it the estimates of rows are not there for some minutes.
  await ctx.db.$executeRaw(sql`analyze`);
  await sampleTables(ctx);
  const today = new Date(Math.floor(ctx.now().getTime() / DAY_MS) * DAY_MS);
  await ctx.db.$executeRaw(sql`
    insert into table_size (day, table_name, rows, bytes)
    select s.day - ago.days, s.table_name, s.rows * share.now, ceil(s.bytes * share.now / ${PAGE_BYTES}) * ${PAGE_BYTES}
      from table_size s
     cross join generate_series(1, ${SAMPLED_DAYS}::int) as ago(days)
     cross join lateral (
       select case when s.bytes < ${SMALL_BYTES} then 1 else 1 - ago.days / ${GROWING_DAYS}::numeric end as now) share
     where s.day = ${today}::date
        on conflict do nothing`);
}
