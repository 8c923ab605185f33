import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { getCampaignBreakdown } from "@/lib/reports/campaign-breakdown";
import { getCampaignReport } from "@/lib/reports/campaign-report";
import { campaignStatuses } from "@/lib/sending/campaign/status.shared";
import { CampaignParam } from "./campaign-shapes";
import { Time } from "./shapes";

const group = "Reports";
const count = z.number().int();
const share = z.number().nullable();

const counts = <const Names extends readonly string[]>(...names: Names) =>
  z.object(Object.fromEntries(names.map((name) => [name, count])) as Record<Names[number], typeof count>);
const shares = <const Names extends readonly string[]>(...names: Names) =>
  z.object(Object.fromEntries(names.map((name) => [name, share])) as Record<Names[number], typeof share>);

const ByActor = counts("human", "proxy", "bot");
const Numbers = counts(
  ...(["sent", "delivered", "deferrals", "failed", "bounced", "bouncedHard", "bouncedSoft", "bouncedBlock"] as const),
  ...(["complained", "unsubscribed", "humanOpeners", "proxyOpeners", "botOpeners", "humanClickers"] as const),
  "botClickers",
)
  .extend({ opens: ByActor, clicks: ByActor })
  .meta({ description: "People, but for `opens` and `clicks`, which count every one." });
const Rates = shares("delivery", "open", "click", "clickToOpen", "bounce", "unsubscribe", "complaint").meta({
  id: "Rates",
  description: "From 0 to 1; null where nothing can be divided.",
});
const Ledger = counts(
  ...(["audience", "delivered", "bounced", "failed", "suppressed", "skipped", "unconfirmed", "pending"] as const),
)
  .extend({
    reasons: z.array(z.object({ kind: z.enum(["suppressed", "skipped"]), reason: z.string(), count })),
    balanced: z.boolean().meta({ description: "False while the audience is still being frozen." }),
  })
  .meta({ description: "Where each person of the audience stands: everybody in one place." });
const Point = counts("delivered", "opens", "proxyOpens", "clicks", "unsubscribed", "bounced").extend({ at: Time });

const report = defineOperation({
  id: "getCampaignReport",
  method: "GET",
  path: "/campaigns/{campaign_id}/report",
  group,
  summary: "The numbers of a campaign, and of each of its links",
  description: "`averages` are the rates of the workspace's other campaigns of the last 90 days.",
  scope: "reports.read",
  params: CampaignParam,
  answer: z.object({
    campaign: z.object({
      id: z.string(),
      name: z.string(),
      subject: z.string(),
      status: z.enum(campaignStatuses),
      audience: count.nullable(),
      launchedAt: Time.nullable(),
      startedAt: Time.nullable(),
      finishedAt: Time.nullable(),
      pauseReason: z.string().nullable(),
      trackOpens: z.boolean(),
      trackClicks: z.boolean(),
    }),
    numbers: Numbers,
    rates: Rates,
    averages: Rates,
    ledger: Ledger,
    first24Hours: z.array(Point),
    days: z.array(Point),
    links: z.array(
      counts("humanClickers", "humanClicks", "botClicks").extend({
        id: z.string(),
        url: z.string(),
        label: z.string(),
      }),
    ),
    live: z.boolean().meta({ description: "Numbers still move." }),
    readAt: Time,
  }),
  run: (ctx, { params }) => getCampaignReport(ctx, params.campaignId),
});

const Shown = z.object({ name: z.string(), opens: count });

const breakdown = defineOperation({
  id: "getCampaignBreakdown",
  method: "GET",
  path: "/campaigns/{campaign_id}/report/breakdown",
  group,
  summary: "A campaign by mailbox provider, mail program and device",
  description: "The twelve largest of each.",
  scope: "reports.read",
  heavy: true,
  params: CampaignParam,
  answer: z.object({
    providers: z.array(counts("sent", "delivered", "bounced", "openers", "clickers").extend({ name: z.string() })),
    clients: z.array(Shown),
    devices: z.array(Shown),
  }),
  run: (ctx, { params }) => getCampaignBreakdown(ctx, params.campaignId),
});

export const campaignReportOperations = [report, breakdown];
