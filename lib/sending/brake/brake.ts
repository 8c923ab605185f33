import { notify } from "@/lib/account/notifications/notify";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import { inTransaction } from "@/lib/base/db/transaction";
import { workspacePath } from "@/lib/client/paths";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { changeStatusOnce } from "@/lib/sending/campaign/change-status";
import { brakeText } from "./brake.shared";
import { judgeRecent, judgeRun, LEAST } from "./brake-judge";
import type { BrakeFinding, BrakeSettings } from "./brake-schema";
import { brakeSettings } from "./brake-settings";
import { type BrakeSubject, latestProblems, problemsByDomain, readSubject, recentOutcomes } from "./brake-window";
import { campaignBrake } from "./stored-brake";

/** A look costs at most this share of a process's time: after one that took 5 ms the next comes 100 ms later. */
const REST = 20;
/** Campaigns that this process does not look at again yet. */
const resting = new BoundedCache<true>({ max: 1000 });

/**
 * Looks at what became of the last messages of a campaign and pauses it when hard bounces, complaints, or blocks at one
 * domain pass the workspace's limits. Call it after the transaction that recorded bounces or complaints has committed, as
 * often as you like: it rests between two looks, does nothing to a campaign that is not being sent, and of several workers
 * that see the same failure one pauses it, once, and tells people.
 */
export async function applyBrake(ctx: Ctx, campaignId: string): Promise<void> {
  const began = performance.now();
  if (resting.get(campaignId)) return;
  try {
    await checkBrake(ctx, campaignId);
  } finally {
    resting.set(campaignId, true, Math.min(1000, (performance.now() - began) * REST));
  }
}

/** `applyBrake` without the rest. Answers what it found, null when all is well or nothing is to be braked. */
export async function checkBrake(ctx: Ctx, campaignId: string): Promise<BrakeFinding | null> {
  const looked = await inPgTransaction(ctx.workspaceId, (tx) => look(tx, campaignId), { byKey: true });
  if (!looked) return null;
  const paused = await brake(ctx, campaignId, looked.subject, looked.finding);
  return paused ? looked.finding : null;
}

async function look(tx: SqlTx, campaignId: string): Promise<{ subject: BrakeSubject; finding: BrakeFinding } | null> {
  const subject = await readSubject(tx, campaignId);
  if (subject?.status !== "sending") return null;
  const settings = brakeSettings.read(subject.settings);
  if (!settings.enabled || !mayBeTooMany(subject)) return null;
  const finding =
    (await judgeLast(tx, campaignId, subject, settings)) ?? (await judgeAll(tx, campaignId, subject, settings));
  return finding && { subject, finding };
}

/** From the roll-ups alone: most campaigns never have so many that more has to be read. */
function mayBeTooMany({ hard, block, complaint }: BrakeSubject): boolean {
  return hard >= LEAST.hard || block >= LEAST.block || complaint >= LEAST.complaint;
}

async function judgeLast(
  tx: SqlTx,
  campaignId: string,
  { brakeFrom: from }: BrakeSubject,
  settings: BrakeSettings,
): Promise<BrakeFinding | null> {
  for (const until of await latestProblems(tx, campaignId, from)) {
    const outcomes = await recentOutcomes(tx, campaignId, { until, from, window: settings.window });
    const finding = judgeRecent(outcomes, settings);
    if (finding) return finding;
  }
  return null;
}

/**
 * The whole run, for what comes back late and thinly spread. After a resume only messages handed over since then count,
 * and the roll-ups are taken less what they said at the resume.
 */
async function judgeAll(
  tx: SqlTx,
  campaignId: string,
  subject: BrakeSubject,
  settings: BrakeSettings,
): Promise<BrakeFinding | null> {
  const from = subject.brakeFrom;
  const of = subject.sent - (from ? (campaignBrake.readOrNull(subject.brake)?.sentBefore ?? 0) : 0);
  for (const kind of ["hard", "complaint"] as const) {
    if (!judgeRun(kind, subject[kind], of, settings)) continue;
    const domains = await problemsByDomain(tx, campaignId, kind, from);
    const count = from ? domains.reduce((sum, domain) => sum + domain.count, 0) : subject[kind];
    const found = judgeRun(kind, count, of, settings);
    if (found) return { ...found, topDomains: domains.slice(0, 5) };
  }
  return null;
}

/** Pauses; false when somebody else has paused, resumed or cancelled it since it was looked at. */
async function brake(ctx: Ctx, campaignId: string, subject: BrakeSubject, finding: BrakeFinding): Promise<boolean> {
  // Kept for all, and told to programs; people read it below in their own language.
  const reason = inLanguage("en", () => brakeText(finding));
  const at = ctx.now();
  const isPaused = await inTransaction(ctx, async (tx) => {
    const campaign = await changeStatusOnce(tx, campaignId, "pause", {
      set: [
        Prisma.sql`paused_at = ${at}, braked_at = ${at}`,
        Prisma.sql`pause_reason = ${reason}`,
        Prisma.sql`brake = ${JSON.stringify(campaignBrake.write(finding))}::jsonb`,
      ],
      only: Prisma.sql`c.brake_from is not distinct from ${subject.brakeFrom}`,
      audit: { name: "campaign.braked", after: { ...finding, reason } },
    });
    if (!campaign) return false;
    await notify(tx, {
      kind: "campaign.braked",
      severity: "danger",
      title: () => t("“{campaign}” paused itself", { campaign: campaign.name }),
      body: () =>
        `${brakeText(finding)}\n${t("Nothing leaves until somebody decides: resume it, cancel it, or leave out a domain and go on.")}`,
      href: workspacePath("/campaigns/[campaignId]", { campaignId: publicId("cmp", campaignId) }),
      dedupeKey: `campaign.braked/${campaignId}/${at.toISOString()}`,
      mail: {
        admins: true,
        userIds: campaign.launchedById ? [campaign.launchedById] : [],
        action: () => t("Look at the campaign"),
      },
    });
    return true;
  });
  if (isPaused) ctx.log.warn("campaign braked", { campaignId, ...finding, topDomains: finding.topDomains.length });
  return isPaused;
}
