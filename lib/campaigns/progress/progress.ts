import type { Ctx } from "@/lib/base/context";
import type { Campaign, CampaignTotals, Transport } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";
import { wallClockOf } from "@/lib/campaigns/freeze/local-time.shared";
import { isBraked } from "@/lib/campaigns/lifecycle/pause-campaign";
import { handedOver, toBeSent } from "@/lib/reports/ledger-sums.shared";
import type { BrakeFinding } from "@/lib/sending/brake/brake-schema";
import { brakeFinding } from "@/lib/sending/brake/stored-brake";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { isUnderWay } from "@/lib/sending/campaign/status.shared";
import { sayPauseReason } from "@/lib/sending/engine/say-pause-reason";
import { storedProviders } from "@/lib/sending/pacing/provider-of";
import { sayFailure } from "@/lib/sending/transports/say-failure";
import { servingRows } from "@/lib/sending/transports/transport-state";
import { warmupToday } from "@/lib/sending/warmup/warmup-today";
import { failingStep } from "./failing-step";
import { ceilingSeconds, pacedTransports, progressByProvider, waitingByProvider } from "./progress-providers";
import { type ProgressSnapshot, progressSnapshot } from "./progress-snapshot";
import type { CampaignProgress, SendWait, WaitingTransport } from "./progress-view";

/** Bounces and the rows of a cancelled campaign come in for a while after the end. */
const SETTLING_MS = 10 * 60_000;
const ASK_EVERY_MS = 1000;
const LONGEST_ASK_MS = 15_000;

/** Where the send stands now. What is read anew each time are a few rows by key and the batches; rows are counted as `progressSnapshot` does. */
export async function campaignProgress(ctx: Ctx, campaignId: string): Promise<CampaignProgress> {
  requirePermission(ctx, "campaigns.read");
  const began = performance.now();
  const campaign = await getCampaign(ctx, campaignId);
  const [snapshot, totals, batches, transports, workspace, failing] = await Promise.all([
    progressSnapshot(ctx, campaignId, campaign.status),
    readTotals(ctx, campaignId),
    readBatches(ctx, campaignId),
    ctx.db.transport.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { createdAt: "asc" }, take: 50 }),
    ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId }, select: { timeZone: true } }),
    isUnderWay(campaign.status) ? failingStep(ctx, campaignId) : null,
  ]);
  const tookMs = performance.now() - began;
  const sinceEnd = ctx.now().getTime() - (campaign.finishedAt?.getTime() ?? 0);
  const moves = isUnderWay(campaign.status) || sinceEnd < SETTLING_MS;
  const brake = isBraked(campaign) ? brakeFinding(campaign.brake) : null;
  return {
    status: campaign.status,
    ...numbers(campaign, snapshot, totals, batches),
    deferred: snapshot.deferred,
    nextTryAt: snapshot.deferred > 0 ? iso(batches.nextTryAt) : null,
    ...(await outlook(ctx, campaign, { snapshot, batches, transports })),
    localTime: campaign.localTime && campaign.scheduledAt ? clockOf(campaign.scheduledAt, workspace.timeZone) : null,
    failing,
    brake,
    waitingAt: brake ? waitingAt(snapshot, brake) : {},
    excludedDomains: campaign.excludedDomains,
    pauseReason: sayPauseReason(campaign),
    launchedAt: iso(campaign.launchedAt),
    startedAt: iso(campaign.startedAt),
    pausedAt: iso(campaign.pausedAt),
    finishedAt: iso(campaign.finishedAt),
    countedAt: ctx.now().toISOString(),
    askAgainMs: moves ? Math.min(LONGEST_ASK_MS, Math.max(ASK_EVERY_MS, Math.round(tookMs * 10))) : null,
  };
}

function waitingAt({ domains }: ProgressSnapshot, { topDomains }: BrakeFinding): Record<string, number> {
  const named = new Set(topDomains.map(({ domain }) => domain));
  return Object.fromEntries(domains.filter(({ domain }) => named.has(domain)).map((row) => [row.domain, row.pending]));
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

function clockOf(scheduledAt: Date, timeZone: string): string {
  return wallClockOf(scheduledAt, timeZone).slice(11);
}

async function readTotals(ctx: Ctx, campaignId: string): Promise<CampaignTotals | null> {
  return ctx.db.campaignTotals.findUnique({
    where: { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } },
  });
}

interface Batches {
  people: number;
  /** Batches that somebody works on or may take now. */
  open: number;
  /** Batches whose time has not come, and the different times. */
  ahead: number;
  times: number;
  nextAt: Date | null;
  lastAt: Date | null;
  nextTryAt: Date | null;
}

/** A thousand rows for a million recipients. */
async function readBatches(ctx: Ctx, campaignId: string): Promise<Batches> {
  const rows = await ctx.db.$queryRaw<Batches[]>`
    select coalesce(sum(size), 0)::int as people,
           (count(*) filter (where status = 'leased' or (status = 'pending' and (due_at is null or due_at <= ${ctx.now()}))))::int as open,
           coalesce(sum(size) filter (where status = 'pending' and due_at > ${ctx.now()}), 0)::int as ahead,
           (count(distinct due_at) filter (where status = 'pending' and due_at > ${ctx.now()}))::int as times,
           min(due_at) filter (where status = 'pending' and due_at > ${ctx.now()}) as "nextAt",
           max(due_at) filter (where status = 'pending' and due_at > ${ctx.now()}) as "lastAt",
           min(due_at) filter (where status = 'done') as "nextTryAt"
      from campaign_batch where workspace_id = ${ctx.workspaceId}::uuid and campaign_id = ${campaignId}::uuid`;
  return rows[0]!;
}

/** Counts that are always fresh, with the ledger beside them. */
function numbers(
  campaign: Campaign,
  snapshot: ProgressSnapshot,
  totals: CampaignTotals | null,
  batches: Batches,
): Pick<CampaignProgress, "adding" | "done" | "toSend" | "ledger" | "ledgerAt"> {
  const { reasons, ...places } = snapshot.ledger;
  const sum = Object.values(places).reduce((total, count) => total + count, 0);
  const audience = campaign.audienceCount ?? sum;
  const ledger = { audience, ...places, reasons, balanced: sum === audience };
  const adding = isUnderWay(campaign.status) && campaign.preparedAt === null;
  const toSend = adding ? Math.max(batches.people, toBeSent(ledger)) : toBeSent(ledger);
  const live = (totals?.sent ?? 0) + (totals?.failed ?? 0) + ledger.unconfirmed;
  return {
    adding,
    done: Math.min(toSend, Math.max(handedOver(ledger), live)),
    toSend,
    ledger,
    ledgerAt: snapshot.at.toISOString(),
  };
}

type Outlook = Pick<
  CampaignProgress,
  "wait" | "spreadMinutes" | "spreadEndsAt" | "ceilingSeconds" | "warmupHoldUntil" | "providers" | "failures" | "stuck"
>;

/** What holds the rest up, and for how long. */
async function outlook(
  ctx: Ctx,
  campaign: Campaign,
  { snapshot, batches, transports }: { snapshot: ProgressSnapshot; batches: Batches; transports: Transport[] },
): Promise<Outlook> {
  const now = ctx.now();
  const pinned = transports.find((transport) => transport.id === campaign.transportId);
  const ways = pinned ? [pinned] : servingRows(transports);
  const [paced, providerOf] = await Promise.all([
    pacedTransports(ctx, ways),
    storedProviders(snapshot.domains.map(({ domain }) => domain)),
  ]);
  const waiting = isUnderWay(campaign.status);
  const warmup = waiting ? await warmupOf(ctx, campaign.id) : null;
  const spreadEndsAt =
    campaign.spreadMinutes && campaign.startedAt
      ? new Date(campaign.startedAt.getTime() + campaign.spreadMinutes * 60_000)
      : null;
  const failures = waiting ? ways.flatMap((way) => failureOf(way)) : [];
  return {
    wait: waiting ? waitOf(campaign, batches) : null,
    spreadMinutes: campaign.spreadMinutes,
    spreadEndsAt: spreadEndsAt && spreadEndsAt > now ? iso(spreadEndsAt) : null,
    ceilingSeconds: waiting
      ? ceilingSeconds(waitingByProvider(snapshot.domains, providerOf), paced, warmup?.allowed ?? null, now)
      : null,
    warmupHoldUntil: warmup?.holdUntil && warmup.holdUntil > now ? iso(warmup.holdUntil) : null,
    providers: progressByProvider(snapshot.domains, providerOf, paced, now),
    failures,
    stuck: failures.length > 0 && failures.length === ways.length,
  };
}

async function warmupOf(ctx: Ctx, campaignId: string) {
  const variant = await ctx.db.campaignVariant.findFirst({
    where: { workspaceId: ctx.workspaceId, campaignId },
    select: { fromEmail: true },
  });
  return variant ? warmupToday(ctx, variant.fromEmail.slice(variant.fromEmail.lastIndexOf("@") + 1)) : null;
}

function waitOf(campaign: Campaign, batches: Batches): SendWait | null {
  const { open, ahead, times, nextAt, lastAt } = batches;
  if (open > 0 || !nextAt || !lastAt || campaign.preparedAt === null) return null;
  const kind = campaign.localTime ? "local" : "pace";
  return { kind, zones: times, people: ahead, nextAt: nextAt.toISOString(), lastAt: lastAt.toISOString() };
}

const failureKinds = ["auth", "quota", "config", "network", "throttled"] as const;

function failureOf(transport: Transport): WaitingTransport[] {
  if (!transport.pausedAt) return [];
  return [
    {
      name: transport.name,
      kind: failureKinds.find((kind) => kind === transport.failureKind) ?? null,
      reason: sayFailure(transport.pausedReason ?? ""),
      until: iso(transport.pausedUntil),
    },
  ];
}
