import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { Transport } from "@/lib/base/db/generated/client";
import { stateOf, type TransportState } from "@/lib/sending/transports/transport-state";
import { isInstallations } from "@/lib/sending/transports/ways-out";
import { boundedLook } from "./bounded-look";

export interface HourCounts {
  accepted: number;
  refused: number;
  deferred: number;
  unconfirmed: number;
  failures: number;
}

/** A transport of some workspace with what it did; times are ISO 8601. */
export interface TransportActivity {
  id: string;
  name: string;
  kind: Transport["kind"];
  workspace: string;
  /** It leaves by the installation's own settings. */
  installations: boolean;
  hour: HourCounts;
  day: HourCounts;
  maxPerSecond: number | null;
  /** Receiving providers that have slowed it down or put it off. */
  slowed: number;
  state: TransportState["state"];
  reason: string | null;
  until: string | null;
}

export interface SenderActivity {
  workspaceId: string;
  name: string;
  slug: string;
  accepted: number;
  refused: number;
  deferred: number;
}

export interface MailState {
  /** In the last 24 hours, those that did most first. */
  transports: TransportActivity[];
  /** Workspaces that handed over most in the last 24 hours. */
  senders: SenderActivity[];
  total: { hour: HourCounts; day: HourCounts };
}

const MOST_TRANSPORTS = 50;
const MOST_SENDERS = 10;

/** Mail of the last hour and day by transport and by workspace, from counts by the hour; null when it is not known. For the operator. */
export async function readMailState(ctx: Ctx): Promise<MailState | null> {
  await requireOperator(ctx);
  return boundedLook("mail out", async () => {
    const [rows, senders, total] = await Promise.all([transportRows(), senderRows(), totals()]);
    return { transports: await withTransports(rows), senders, total };
  });
}

interface CountRow {
  transportId: string;
  workspaceId: string;
  hour: HourCounts;
  day: HourCounts;
}

/** This hour and the one before it, by their share of the last sixty minutes, would be a guess: "hour" is the current one. */
const sums = (condition: string) =>
  `jsonb_build_object(${["accepted", "refused", "deferred", "unconfirmed", "failures"]
    .map((name) => `'${name}', coalesce(sum(${name})${condition}, 0)`)
    .join(", ")})`;
const thisHour = sums(" filter (where hour = date_trunc('hour', now(), 'UTC'))");
const lastDay = "hour > now() - interval '24 hours'";

async function transportRows(): Promise<CountRow[]> {
  return prisma.$queryRawUnsafe<CountRow[]>(
    `select transport_id as "transportId", workspace_id as "workspaceId", ${thisHour} as hour, ${sums("")} as day
       from transport_hour where ${lastDay} group by 1, 2
      order by sum(accepted + refused + deferred + unconfirmed + failures) desc limit ${MOST_TRANSPORTS}`,
  );
}

async function totals(): Promise<MailState["total"]> {
  const [row] = await prisma.$queryRawUnsafe<MailState["total"][]>(
    `select ${thisHour} as hour, ${sums("")} as day from transport_hour where ${lastDay}`,
  );
  return row!;
}

async function senderRows(): Promise<SenderActivity[]> {
  return prisma.$queryRawUnsafe<SenderActivity[]>(
    `select w.id as "workspaceId", w.name, w.slug, h.accepted, h.refused, h.deferred
       from (select workspace_id, sum(accepted)::int as accepted, sum(refused)::int as refused, sum(deferred)::int as deferred
               from transport_hour where ${lastDay} group by 1
              order by sum(accepted) desc limit ${MOST_SENDERS}) h
       join workspace w on w.id = h.workspace_id
      order by h.accepted desc, w.name`,
  );
}

async function withTransports(counts: readonly CountRow[]): Promise<TransportActivity[]> {
  const now = new Date();
  const found = await Promise.all(counts.map((row) => withTransport(row, now)));
  return found.filter((each) => each !== null);
}

/** By its key, one after the other: the tables of workspaces may lie apart. Null for one that is gone. */
async function withTransport(
  { workspaceId, transportId, hour, day }: CountRow,
  now: Date,
): Promise<TransportActivity | null> {
  const key = { workspaceId, id: transportId };
  const [row, workspace, slowed] = await Promise.all([
    prisma.transport.findUnique({ where: { workspaceId_id: key } }),
    prisma.workspace.findUnique({ where: { id: workspaceId }, select: { name: true } }),
    prisma.pacingRule.count({
      where: { workspaceId, transportId, OR: [{ currentPerSecond: { not: null } }, { suspendedUntil: { gt: now } }] },
    }),
  ]);
  if (!row || !workspace) return null;
  const state = stateOf(row, now);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    workspace: workspace.name,
    installations: isInstallations(row),
    hour,
    day,
    maxPerSecond: row.maxPerSecond,
    slowed,
    state: state.state,
    reason: "reason" in state ? state.reason : null,
    until: "until" in state ? state.until.toISOString() : null,
  };
}
