import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import { endOfRange } from "./audience-range";
import { audienceSql } from "./audience-sql";
import { engagementDays, type FreezeState, firstFreezeState } from "./freeze-state";
import type { Audience } from "./views";

/** Recipients in a batch: enough that a lease costs nothing a message, few enough that turns are short. */
const BATCH_SIZE = 1000;
const DAY_MS = 86_400_000;
const READ_IN_ONE_GO = 5_000;

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

/** What became of one piece: numbers to add to the state. */
interface Piece {
  total: number;
  pending: number;
  batches: number;
  lastId: string | null;
}

/**
 * Writes the next piece of the audience into the ledger: one `message` row a person, exclusions with their reason, and cuts
 * what waits into batches. A piece is a range of `size` candidates by id, so a campaign to a million begins to be sent when
 * the first few thousand are in, no transaction grows with the audience, and after a crash it goes on where it stopped.
 *
 * Unique keys on (workspace, contact, campaign) and (workspace, campaign, address) make a second row impossible. Message ids
 * rise within the campaign, also when the clock was set back between two pieces: a batch is a range of ids, and two ranges
 * must never overlap. Rows are written in the order of the address, which spares the index on it from jumping about.
 */
export async function freezePiece(
  tx: Ctx,
  target: FreezeTarget,
  state: FreezeState,
  size: number,
): Promise<FreezeState> {
  const upTo = await endOfRange(tx, target.audience, state.after, size);
  await tx.db.$executeRaw`set local work_mem = '64MB'`;
  // Thousands of contacts are read faster in one go than each by its key, which the planner cannot know of a sub-query.
  if (size >= READ_IN_ONE_GO) await tx.db.$executeRaw`set local enable_nestloop = off`;
  const piece = await writePiece(tx, target, state, upTo);
  const sums = {
    batches: state.batches + piece.batches,
    total: state.total + piece.total,
    pending: state.pending + piece.pending,
    lastId: piece.lastId ?? state.lastId,
  };
  if (upTo !== null) return { ...state, ...sums, after: upTo };
  const part = state.part + 1;
  return { ...state, ...sums, after: null, part, done: part >= state.parts };
}

/** Freezes a whole audience in the caller's transaction. */
export async function freezeAudience(
  tx: Ctx,
  campaignId: string,
  variantId: string,
  audience: Audience,
): Promise<FreezeState> {
  let state = firstFreezeState(variantId, { now: tx.now() });
  while (!state.done) state = await freezePiece(tx, { campaignId, audience, zoneDueAt: null }, state, 50_000);
  return state;
}

async function writePiece(tx: Ctx, target: FreezeTarget, state: FreezeState, upTo: string | null): Promise<Piece> {
  const { workspaceId } = tx;
  const { campaignId } = target;
  const zone = target.zoneDueAt ? Prisma.sql`coalesce(audience.time_zone, '')` : Prisma.sql`''`;
  const [piece] = await tx.db.$queryRaw<Piece[]>(Prisma.sql`
    with picked as materialized (
      select uuidv7(ahead.by) as id, ordered.id as contact_id, ordered.email, ordered.email_normalized, ordered.email_domain,
        ordered.reason, ordered.zone from (
        select audience.*, ${zone} as zone
        from (${await audienceSql(tx, target.audience, { after: state.after, upTo })}) audience
        where ${partWhere(tx, target, state)} ${target.careful ? notIn(tx, target) : Prisma.empty}
        order by zone, email_normalized
      ) ordered
      cross join (
        select greatest(interval '0', uuid_extract_timestamp(${state.lastId}::uuid) + interval '2 milliseconds' - clock_timestamp()) as by
      ) ahead
    ), stored as (
      insert into message (workspace_id, id, kind, campaign_id, variant_id, contact_id, email, email_normalized,
        email_domain, status, skip_reason)
      select ${workspaceId}::uuid, id, 'campaign', ${campaignId}::uuid,
        case when reason is null then ${state.variantId}::uuid end, contact_id, email, email_normalized, email_domain,
        case when reason is null then 'pending' when reason like 'suppressed%' then 'suppressed' else 'skipped'
          end::message_status, reason
      from picked
    ), numbered as (
      select id, zone, ((row_number() over (partition by zone order by id) - 1) / ${BATCH_SIZE}::int)::int as number
      from picked where reason is null
    ), cut as (
      select zone, number, min(id::text)::uuid as first, max(id::text)::uuid as last, count(*)::int as size
      from numbered group by zone, number
    ), batches as (
      insert into campaign_batch (workspace_id, id, campaign_id, position, first_message_id, last_message_id, size, due_at)
      select ${workspaceId}::uuid, new_id(), ${campaignId}::uuid,
        ${state.batches}::int + row_number() over (order by first) - 1, first, last, size,
        coalesce(due.at, clock_timestamp())
      from cut left join json_to_recordset(${JSON.stringify(await dueByZone(tx, target))}::json) as due(zone text, at timestamptz)
        on due.zone = cut.zone
      returning size
    )
    select (select count(*)::int from picked) as total, (select coalesce(sum(size), 0)::int from batches) as pending,
      (select count(*)::int from batches) as batches, (select max(id::text)::uuid from picked) as "lastId"`);
  return piece ?? { total: 0, pending: 0, batches: 0, lastId: null };
}

/** Which contacts of the range this pass takes: who is not in yet, down to its degree of engagement. */
function partWhere(tx: Ctx, { campaignId }: FreezeTarget, state: FreezeState): Prisma.Sql {
  if (state.parts === 1) return Prisma.sql`true`;
  const days = engagementDays[state.part] ?? null;
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
