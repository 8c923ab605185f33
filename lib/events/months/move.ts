import type { PoolClient } from "pg";
import { exists, firstDayOf, hasRows, tableOf } from "./partitions";

/** More months than that are no late events: somebody's clock, or a forged time. */
const MOST_MONTHS = 240;

/** Makes the tables that the rows of the default partition are copied to, and lets writers write to both. Goes on with those that are there. */
export async function beginMove(client: PoolClient, months: readonly string[]): Promise<void> {
  if ((await exists(client, moving)) && !(await hasSameColumns(client))) await abandonMove(client);
  const isNew = !(await exists(client, moving));
  if (isNew) await prepareMove(client);
  if (!(await hasRows(client, "event_moving_default"))) {
    for (const month of months) {
      if (await exists(client, tableOf(month))) continue;
      await client.query("select partitions.make_month($1::date, 'partitions.event_moving')", [firstDayOf(month)]);
    }
  }
  // Last, since writers wait from here on.
  if (isNew) await client.query(COPY_TRIGGER);
}

const moving = "partitions.event_moving";
const COPY_TRIGGER = `create trigger copy_to_months after insert or update or delete on partitions.event_default
  for each row execute function partitions.copy_to_months()`;

async function prepareMove(client: PoolClient): Promise<void> {
  await client.query("create table partitions.event_moving (like public.event including all) partition by range (id)");
  await client.query("create table partitions.event_moving_default partition of partitions.event_moving default");
}

/** The tables take the place of the default partition; what belongs to none of them is the new one. */
export async function endMove(client: PoolClient, months: readonly string[]): Promise<void> {
  await client.query("lock table only public.event in access exclusive mode");
  await client.query("alter table public.event detach partition partitions.event_default");
  await client.query("drop table partitions.event_default");
  for (const month of months) {
    await client.query(`alter table partitions.event_moving detach partition ${tableOf(month)}`);
    await client.query("select partitions.attach_month($1::date, 'public.event')", [firstDayOf(month)]);
  }
  await client.query("alter table partitions.event_moving detach partition partitions.event_moving_default");
  await client.query("drop table partitions.event_moving");
  await client.query("alter table partitions.event_moving_default rename to event_default");
  await client.query("alter table public.event attach partition partitions.event_default default");
}

/** Begins anew after a release that changed the table: nothing has left the default partition yet. */
async function abandonMove(client: PoolClient): Promise<void> {
  await client.query("drop trigger if exists copy_to_months on partitions.event_default");
  await client.query("drop table partitions.event_moving");
}

async function hasSameColumns(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query(
    `select distinct array(select row(attname, atttypid, attnotnull)::text from pg_attribute
                            where attrelid = t and attnum > 0 and not attisdropped order by attnum) as columns
       from unnest(array['public.event', 'partitions.event_moving']::regclass[]) as t`,
  );
  return rows.length === 1;
}

/** The months of all ids that lie in the default partition; reads it whole. The first 48 bits of an id are its time (RFC 9562 § 5.7). */
export async function monthsInDefault(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select distinct to_char(to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
                             at time zone 'UTC', 'YYYY-MM') as month
       from partitions.event_default limit ${MOST_MONTHS + 1}`,
  );
  if (rows.length > MOST_MONTHS) {
    throw new Error(
      `The default partition of events holds more than ${MOST_MONTHS} months: somebody's clock must be wrong.`,
    );
  }
  return rows.map(({ month }) => month);
}
