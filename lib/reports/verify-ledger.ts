import type { Ctx } from "@/lib/base/context";
import type { PrismaClient } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { type Counts, countCampaign, countDays, storedCampaign, storedDays } from "./count-outcomes";
import { ledger } from "./ledger";

/** A number that is kept and is not what the message rows give. */
export interface Disagreement {
  /** Short name of the workspace. */
  workspace: string;
  /** Public id of the campaign; null for what is about the whole workspace. */
  campaign: string | null;
  /** `audience`, or the roll-up and its column: `campaign_hourly.sent`. */
  what: string;
  /** The hour or day in UTC; null where there is none. */
  at: string | null;
  stored: number;
  counted: number;
}

type Table = "campaign_totals" | "campaign_hourly" | "workspace_daily";
type Found = Pick<Disagreement, "what" | "at" | "stored" | "counted">;

const campaignsAPage = 100;
/** Counting millions of rows takes minutes. */
const countWithinMs = 60 * 60_000;

/** Everything in `work` sees one moment: numbers and rows change in one transaction, so they agree in each. */
function atOneMoment<T>(ctx: Ctx, work: (at: Ctx) => Promise<T>): Promise<T> {
  const client = ctx.db as PrismaClient;
  return client.$transaction(
    async (db) => {
      await db.$executeRawUnsafe(`set local statement_timeout = ${countWithinMs}`);
      return work({ ...ctx, db });
    },
    { isolationLevel: "RepeatableRead", timeout: countWithinMs, maxWait: 10_000 },
  );
}

function compare(table: Table, stored: Counts, counted: Counts): Found[] {
  const keys = [...new Set([...stored.keys(), ...counted.keys()])].sort();
  return keys.flatMap((key) => {
    const [is, should] = [stored.get(key) ?? 0, counted.get(key) ?? 0];
    const [column = "", bucket = ""] = key.split(" ");
    return is === should ? [] : [{ what: `${table}.${column}`, at: bucket || null, stored: is, counted: should }];
  });
}

/** While the audience is being frozen it has no number yet. */
async function audience(at: Ctx, campaignId: string): Promise<Found[]> {
  const campaign = await at.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId: at.workspaceId, id: campaignId } },
    select: { audienceCount: true, status: true },
  });
  if (!campaign || campaign.audienceCount === null || campaign.status === "preparing") return [];
  const { balanced, audience: stored, reasons: _, ...places } = await ledger(at, campaignId);
  if (balanced) return [];
  const counted = Object.values(places).reduce((sum, count) => sum + count, 0);
  return [{ what: "audience", at: null, stored, counted }];
}

function verifyCampaign(ctx: Ctx, campaignId: string): Promise<Found[]> {
  return atOneMoment(ctx, async (at) => {
    const counted = await countCampaign(at, campaignId);
    const stored = await storedCampaign(at, campaignId);
    return [
      ...(await audience(at, campaignId)),
      ...compare("campaign_totals", stored.totals, counted.totals),
      ...compare("campaign_hourly", stored.hourly, counted.hourly),
    ];
  });
}

async function* campaignIds({ db, workspaceId }: Ctx): AsyncGenerator<string> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await db.campaign.findMany({
      where: { workspaceId, id: { gt: after } },
      select: { id: true },
      orderBy: { id: "asc" },
      take: campaignsAPage,
    });
    for (const { id } of page) yield id;
    if (page.length < campaignsAPage) return;
    after = page.at(-1)!.id;
  }
}

/**
 * Counts the message rows of a workspace once more and holds them to what is kept: the audience of every campaign, its totals, its hours, and
 * the workspace's days. Yields what was found of one campaign after the other, and of the days last. Changes nothing. Columns that
 * count events and not messages (opens and clicks of proxies and machines, deferrals, new contacts) are not told by message rows.
 */
export async function* verifyLedger(
  ctx: Ctx,
  workspace: string,
): AsyncGenerator<{ campaign: string | null; disagreements: Disagreement[] }> {
  requirePermission(ctx, "reports.read");
  const of = (campaign: string | null, found: readonly Found[]) => ({
    campaign,
    disagreements: found.map((one) => ({ workspace, campaign, ...one })),
  });
  for await (const id of campaignIds(ctx)) yield of(publicId("cmp", id), await verifyCampaign(ctx, id));
  const days = await atOneMoment(ctx, async (at) =>
    compare("workspace_daily", await storedDays(at), await countDays(at)),
  );
  yield of(null, days);
}
