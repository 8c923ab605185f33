import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { Audience } from "@/lib/people/audiences/audience.shared";
import { endOfRange } from "@/lib/people/audiences/audience-range";
import { audienceSql } from "@/lib/people/audiences/audience-sql";
import {
  engagementDays,
  type FreezePiece,
  type FreezeState,
  type FreezeSums,
  firstFreezeState,
  giveOut,
  isFrozen,
  withPiece,
} from "./freeze-state";

/** Recipients in a batch: enough that a lease costs nothing a message, few enough that turns are short. */
const BATCH_SIZE = 1000;
const DAY_MS = 86_400_000;
const READ_IN_ONE_GO = 5_000;
/** Room for the batches of one piece: one a thousand recipients, and one more a time zone; for ten million if need be. */
const POSITIONS_A_PIECE = 10_000;

export interface FreezeTarget {
  campaignId: string;
  audience: Audience;
  /** When each time zone's batches come due; those without an entry at once. Null: no difference between zones. */
  zoneDueAt: ((zone: string | null) => Date) | null;
  /**
   * Looks for each address whether the campaign has it already, which can only be when a contact's address changed between
   * two pieces. Off by default: the unique keys refuse such a piece, and it is then written once more with care.
   */
  careful?: boolean;
}

/** The next piece of so many candidates by id, and the state once it is given out. */
export async function cutPiece(tx: Ctx, target: FreezeTarget, state: FreezeState, size: number) {
  return giveOut(state, await endOfRange(tx, target.audience, state.after, size));
}

/**
 * Writes a piece of the audience into the ledger: one `message` row a person, exclusions with their reason, and cuts
 * what waits into batches. A piece is a range of contacts by id, so a campaign to a million begins to be sent when
 * the first few thousand are in, a transaction holds only a part of a large audience, after a crash it goes on where it
 * stopped, and several can be written at once.
 *
 * Unique keys on (workspace, contact, campaign) and (workspace, campaign, address) make a second row impossible. Rows are
 * written in the order of the address, which spares the index on it from jumping about.
 */
export async function freezePiece(
  tx: Ctx,
  target: FreezeTarget,
  state: FreezeState,
  piece: FreezePiece,
  size: number,
): Promise<FreezeSums> {
  await tx.db.$executeRaw`set local work_mem = '64MB'`;
  // Thousands of contacts are read faster in one go than each by its key, which the planner cannot know of a sub-query.
  if (size >= READ_IN_ONE_GO) await tx.db.$executeRaw`set local enable_nestloop = off`;
  return insertPiece(tx, target, state, piece);
}

/** Freezes a whole audience in the caller's transaction. */
export async function freezeAudience(
  tx: Ctx,
  campaignId: string,
  variantId: string,
  audience: Audience,
): Promise<FreezeState> {
  const [target, size] = [{ campaignId, audience, zoneDueAt: null }, 50_000];
  let state = firstFreezeState(variantId, { now: tx.now() });
  while (!isFrozen(state)) {
    const next = await cutPiece(tx, target, state, size);
    state = withPiece(next.state, next.piece, await freezePiece(tx, target, state, next.piece, size));
  }
  return state;
}

/**
 * The id of the row `n` of a piece: a UUIDv7 (RFC 9562 §5.7) whose time is the piece's own millisecond, counted from when the
 * freeze began, and whose 30 bits after it are `n` (§6.2, method 1); the other 44 are random. So the ids of a piece are a
 * range that no other piece of the campaign touches, whatever clocks do and however many are written at once, and so are
 * those of a batch. 30 bits are enough for any audience: an open range may have grown since it was given out.
 */
function idSql(state: FreezeState, { number }: FreezePiece, n: string, rest: string): Prisma.Sql {
  const time = (Date.parse(state.since) + number).toString(16).padStart(12, "0");
  const high = `lpad(to_hex(${n} >> 18), 3, '0') || to_hex(128 + ((${n} >> 12) & 63))`;
  return Prisma.raw(`('${time}7' || ${high} || lpad(to_hex(${n} & 4095), 3, '0') || ${rest})::uuid`);
}

// From a cryptographic source: ids stand in mail, and must tell nothing about those of others.
const RANDOM = "right(gen_random_uuid()::text, 11)";
const LOWEST = "'00000000000'";
const HIGHEST = "'fffffffffff'";

async function insertPiece(tx: Ctx, target: FreezeTarget, state: FreezeState, piece: FreezePiece): Promise<FreezeSums> {
  const { workspaceId } = tx;
  const { campaignId } = target;
  const zone = target.zoneDueAt ? Prisma.sql`coalesce(audience.time_zone, '')` : Prisma.sql`''`;
  const [sums] = await tx.db.$queryRaw<FreezeSums[]>(Prisma.sql`
    with picked as materialized (
      select person.*, (row_number() over (order by zone, email_normalized) - 1)::int as n,
        (count(*) filter (where reason is null) over
          (partition by zone order by email_normalized rows unbounded preceding) - 1) / ${BATCH_SIZE}::int as batch
      from (
        select audience.*, ${zone} as zone from (${await audienceSql(tx, target.audience, piece)}) audience
        where ${partWhere(tx, target, state, piece)} ${target.careful ? notIn(tx, target) : Prisma.empty}
        offset 0 -- or each use of a person's reason would find it out anew
      ) person
    ), stored as (
      insert into message (workspace_id, id, kind, campaign_id, variant_id, contact_id, email, email_normalized,
        email_domain, status, skip_reason)
      select ${workspaceId}::uuid, ${idSql(state, piece, "n", RANDOM)}, 'campaign', ${campaignId}::uuid,
        case when reason is null then ${state.variantId}::uuid end, id, email, email_normalized, email_domain,
        case when reason is null then 'pending' when reason like 'suppressed%' then 'suppressed' else 'skipped'
          end, reason
      from picked
    ), cut as (
      select zone, min(n) as first, max(n) as last, count(*)::int as size
      from picked where reason is null group by zone, batch
    ), batches as (
      insert into campaign_batch (workspace_id, id, campaign_id, position, first_message_id, last_message_id, size, due_at)
      select ${workspaceId}::uuid, new_id(), ${campaignId}::uuid,
        ${piece.number * POSITIONS_A_PIECE}::int + row_number() over (order by first) - 1,
        ${idSql(state, piece, "first", LOWEST)}, ${idSql(state, piece, "last", HIGHEST)}, size,
        coalesce(due.at, clock_timestamp())
      from cut left join json_to_recordset(${JSON.stringify(await dueByZone(tx, target))}::json) as due(zone text, at timestamptz)
        on due.zone = cut.zone
      returning size
    )
    select (select count(*)::int from picked) as total, (select coalesce(sum(size), 0)::int from batches) as pending,
      (select count(*)::int from batches) as batches`);
  if (!sums) throw new Error("The database did not say what it has written.");
  return sums;
}

/** Which contacts of the range this pass takes: who is not in yet, down to its degree of engagement. */
function partWhere(tx: Ctx, { campaignId }: FreezeTarget, state: FreezeState, { part }: FreezePiece): Prisma.Sql {
  if (state.parts === 1) return Prisma.sql`true`;
  const days = engagementDays[part] ?? null;
  const since = new Date(Date.parse(state.since) - (days ?? 0) * DAY_MS);
  const active = days === null ? Prisma.sql`true` : Prisma.sql`audience.last_activity_at >= ${since}`;
  return Prisma.sql`${active} and not exists (
    select 1 from message m where m.workspace_id = ${tx.workspaceId}::uuid and m.contact_id = audience.id
      and m.campaign_id = ${campaignId}::uuid)`;
}

/** Neither the contact nor the address is in the campaign yet. */
function notIn(tx: Ctx, { campaignId }: FreezeTarget): Prisma.Sql {
  return Prisma.sql`and not exists (
    select 1 from message m where m.workspace_id = ${tx.workspaceId}::uuid and m.campaign_id = ${campaignId}::uuid
      and (m.email_normalized = audience.email_normalized or m.contact_id = audience.id))`;
}

/** Zones that contacts name; the empty one is for those without. */
async function dueByZone(tx: Ctx, { zoneDueAt }: FreezeTarget): Promise<{ zone: string; at: Date }[]> {
  if (!zoneDueAt) return [];
  const rows = await tx.db.$queryRaw<{ zone: string | null }[]>`
    select distinct time_zone as zone from contact where workspace_id = ${tx.workspaceId}::uuid`;
  return rows.map(({ zone }) => ({ zone: zone ?? "", at: zoneDueAt(zone) }));
}
