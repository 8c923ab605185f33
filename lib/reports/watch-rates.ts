import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { firstIdAt, publicId } from "@/lib/base/db/ids";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";
import { workspacePath } from "@/lib/client/paths";
import { shareFormat } from "@/lib/client/share-format";
import { currentSpeech } from "@/lib/language/speech";
import { type Msg, msg, t } from "@/lib/language/t";
import { judgeRate, type RateFinding, type RateSample, type WatchedRate, watchedRates } from "./judge-rates";

const { sql } = Prisma;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const USUAL_DAYS = 28;
/** Complaints trail the mail by days: they are measured against what was delivered in this time. */
const COMPLAINT_HOURS = 72;

interface HourRow {
  hour: Date;
  sent: number;
  delivered: number;
  bounced: number;
  complained: number;
}

/** Looks at every workspace that has sent lately; what has risen is reported once a day. Answers how many notifications were new. */
export function watchAllRates(ctx: Ctx): Promise<number> {
  return inEachWorkspace(ctx, async (workspace) => ((await hasSentLately(workspace)) ? watchRates(workspace) : 0));
}

async function hasSentLately(ctx: Ctx): Promise<boolean> {
  const since = new Date(ctx.now().getTime() - COMPLAINT_HOURS * HOUR_MS);
  const found = await ctx.db.campaign.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      status: { in: ["sending", "paused", "sent", "cancelled"] },
      OR: [{ finishedAt: null }, { finishedAt: { gte: since } }],
      startedAt: { not: null },
    },
    select: { id: true },
  });
  return found !== null;
}

/** Compares bounces, complaints and deferrals of the last hour and day with the 28 days before and with what receivers tolerate. */
export async function watchRates(ctx: Ctx): Promise<number> {
  let reported = 0;
  for (const finding of judge(await findSamples(ctx))) reported += (await tell(ctx, finding)) ? 1 : 0;
  return reported;
}

interface Samples {
  hour: Record<WatchedRate, RateSample>;
  day: Record<WatchedRate, RateSample>;
  before: Record<WatchedRate, RateSample>;
}

/** Of both windows the worse finding speaks for a rate. */
function judge({ hour, day, before }: Samples): RateFinding[] {
  return watchedRates.flatMap((rate) => {
    const found = [judgeRate(rate, "day", day[rate], before[rate]), judgeRate(rate, "hour", hour[rate], before[rate])];
    return found.find((each) => each?.severity === "danger") ?? found.find((each) => each !== null) ?? [];
  });
}

async function findSamples(ctx: Ctx): Promise<Samples> {
  const now = ctx.now().getTime();
  const thisHour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const from = new Date(thisHour - USUAL_DAYS * DAY_MS);
  const rows = await ctx.db.$queryRaw<HourRow[]>(sql`
    select hour, sum(sent)::int as sent, sum(delivered)::int as delivered, sum(bounced)::int as bounced,
           sum(complained)::int as complained
      from campaign_hourly where workspace_id = ${ctx.workspaceId}::uuid and hour >= ${from} group by hour`);
  const sum = (column: Exclude<keyof HourRow, "hour">, fromMs: number, toMs = Number.POSITIVE_INFINITY) =>
    rows
      .filter(({ hour }) => hour.getTime() >= fromMs && hour.getTime() < toMs)
      .reduce((total, row) => total + row[column], 0);
  // The clock hour that runs, with the one before.
  const [hourFrom, dayFrom] = [thisHour - HOUR_MS, thisHour - DAY_MS];
  const complaintFrom = thisHour - COMPLAINT_HOURS * HOUR_MS;
  const [deferredHour, deferredDay] = await Promise.all([
    countDeferred(ctx, new Date(hourFrom)),
    countDeferred(ctx, new Date(dayFrom)),
  ]);
  const recent = (fromMs: number, deferred: number) => ({
    bounce: { count: sum("bounced", fromMs), of: sum("sent", fromMs) },
    complaint: { count: sum("complained", fromMs), of: sum("delivered", complaintFrom) },
    deferral: { count: deferred, of: Math.max(sum("sent", fromMs), deferred) },
  });
  return {
    hour: recent(hourFrom, deferredHour),
    day: recent(dayFrom, deferredDay),
    before: {
      bounce: { count: sum("bounced", 0, dayFrom), of: sum("sent", 0, dayFrom) },
      complaint: { count: sum("complained", 0, dayFrom), of: sum("delivered", 0, dayFrom) },
      deferral: await usualDeferrals(ctx, from, new Date(dayFrom)),
    },
  };
}

/** Messages, not tries. Event ids carry their time, so this reads the newest end of an index; beyond the cap it is bad enough. */
async function countDeferred(ctx: Ctx, since: Date): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>(sql`
    select count(distinct message_id)::int as count from (
      select message_id from event
       where workspace_id = ${ctx.workspaceId}::uuid and type = 'message.deferred' and id >= ${firstIdAt(since)}::uuid
         and campaign_id in (${underWay(ctx, since)})
       limit 100000) recent`);
  return row?.count ?? 0;
}

function underWay(ctx: Ctx, since: Date): Prisma.Sql {
  return sql`select id from campaign
     where workspace_id = ${ctx.workspaceId}::uuid and started_at is not null and (finished_at is null or finished_at >= ${since})`;
}

/** Tries that were put off by messages sent, of campaigns that began in the time: more than messages put off, so it errs towards silence. */
async function usualDeferrals(ctx: Ctx, from: Date, to: Date): Promise<RateSample> {
  const [row] = await ctx.db.$queryRaw<RateSample[]>(sql`
    select coalesce(sum(t.deferred), 0)::int as count, coalesce(sum(t.sent), 0)::int as of
      from campaign_totals t
      join campaign c on c.workspace_id = t.workspace_id and c.id = t.campaign_id
     where t.workspace_id = ${ctx.workspaceId}::uuid and c.started_at >= ${from} and c.started_at < ${to}`);
  return row ?? { count: 0, of: 0 };
}

interface RateTexts {
  title: Msg;
  /** With {share}, {of}, {count} and {window}, "hour" or "day". */
  happened: Msg;
  advice: Msg;
}

const TEXTS: Record<WatchedRate, RateTexts> = {
  bounce: {
    title: msg("More mail bounces than usual"),
    happened: msg("{share} of {of} messages bounced in the last {window, select, hour {hour} other {day}} ({count})."),
    advice: msg("Look at the reasons in the report: an old or bought list, or a block of your domain."),
  },
  complaint: {
    title: msg("More people mark your mail as spam"),
    happened: msg(
      "{share} of {of} messages were marked as spam in the last {window, select, hour {hour} other {day}} ({count}).",
    ),
    advice: msg(
      "Pause what is running and look at who gets it: receivers put senders above 0.3% into the spam folder.",
    ),
  },
  deferral: {
    title: msg("Receivers put off more mail than usual"),
    happened: msg(
      "{share} of {of} messages were put off in the last {window, select, hour {hour} other {day}} ({count}).",
    ),
    advice: msg(
      "Sending slows down by itself. If it goes on, look at your reputation at the providers named in the report.",
    ),
  },
};

/** Once a day for each rate, and again when a warning becomes serious. */
async function tell(ctx: Ctx, finding: RateFinding): Promise<boolean> {
  const { rate, severity } = finding;
  const campaign = await worstCampaign(ctx, finding);
  return notify(ctx, {
    kind: `rate.${rate}_risen`,
    severity,
    title: () => t(TEXTS[rate].title),
    body: () => explained(finding, campaign),
    href: campaign
      ? workspacePath("/campaigns/[campaignId]/report", { campaignId: publicId("cmp", campaign.id) })
      : workspacePath("/"),
    dedupeKey: `rate/${rate}/${severity}/${ctx.now().toISOString().slice(0, 10)}`,
    ...(severity === "danger" && { mail: { admins: true, action: () => t("See the report") } }),
  });
}

/** How much it is, what is usual, and what to do, in the language of whoever reads it. */
function explained({ rate, sample, usual, limit, window }: RateFinding, campaign: { name: string } | null): string {
  const { figures } = currentSpeech();
  const { percent, setPercent } = shareFormat(figures);
  const tolerated = setPercent(limit);
  const number = new Intl.NumberFormat(figures);
  return [
    t(TEXTS[rate].happened, {
      share: percent(sample.count / sample.of),
      of: number.format(sample.of),
      count: number.format(sample.count),
      window,
    }),
    usual === null
      ? t("Receivers tolerate {tolerated}.", { tolerated })
      : t("Usually {usual}; receivers tolerate {tolerated}.", { usual: percent(usual), tolerated }),
    campaign ? t("Most of them in “{campaign}”.", { campaign: campaign.name }) : "",
    t(TEXTS[rate].advice),
  ]
    .filter(Boolean)
    .join(" ");
}

async function worstCampaign(ctx: Ctx, { rate, window }: RateFinding): Promise<{ id: string; name: string } | null> {
  const since = new Date(ctx.now().getTime() - (window === "hour" ? 2 * HOUR_MS : DAY_MS + HOUR_MS));
  const workspace = sql`${ctx.workspaceId}::uuid`;
  const counted =
    rate === "deferral"
      ? sql`select campaign_id, count(*) as count from event
             where workspace_id = ${workspace} and type = 'message.deferred' and id >= ${firstIdAt(since)}::uuid
               and campaign_id in (${underWay(ctx, since)}) group by 1`
      : sql`select campaign_id, sum(${rate === "bounce" ? sql`bounced` : sql`complained`}) as count from campaign_hourly
             where workspace_id = ${workspace} and hour >= ${since} group by 1`;
  const rows = await ctx.db.$queryRaw<{ id: string; name: string }[]>(sql`
    select c.id, c.name from (${counted}) counted
      join campaign c on c.workspace_id = ${workspace} and c.id = counted.campaign_id
     where counted.count > 0 order by counted.count desc, c.id limit 1`);
  return rows[0] ?? null;
}
