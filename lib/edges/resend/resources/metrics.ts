import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { invalid } from "@/lib/base/errors";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import {
  emailMetrics,
  type MetricCounts,
  type MetricRow,
  metricDimensions,
  metricGranularities,
} from "@/lib/reports/email-metrics";

const DAY_MS = 86_400_000;

const rates = {
  delivery_rate: ["delivered", "sent"],
  open_rate: ["unique_opened", "delivered"],
  click_rate: ["unique_clicked", "delivered"],
  bounce_rate: ["bounced", "sent"],
  complaint_rate: ["complained", "delivered"],
  unsubscribe_rate: ["unsubscribed", "delivered"],
} as const satisfies Readonly<Record<string, readonly [keyof MetricCounts, keyof MetricCounts]>>;
const counts = [
  ...(["delivered", "complained", "suppressed", "bounced", "bounced_transient", "bounced_permanent"] as const),
  ...(["bounced_undetermined", "opened", "clicked", "unsubscribed", "delivery_delayed", "failed", "sent"] as const),
  ...(["unique_opened", "unique_clicked"] as const),
] as const satisfies readonly (keyof MetricCounts)[];
const metricNames = [...counts, ...(Object.keys(rates) as (keyof typeof rates)[]), "received"] as const;
type MetricName = (typeof metricNames)[number];

const split = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
const listOfNames = <T extends string>(names: readonly [T, ...T[]]) =>
  z
    .string()
    .max(1_000)
    .transform(split)
    .pipe(z.array(z.enum(names)));
const ids = (prefix: "dom" | "eml" | "cmp") =>
  z
    .string()
    .max(4_000)
    .transform(split)
    .pipe(z.array(idOf(prefix)).max(100))
    .optional();
const Moment = z
  .string()
  .max(40)
  .refine((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), "Give a date in ISO 8601.")
  .transform((text) => new Date(text))
  .optional();
const TimeZone = z
  .string()
  .max(60)
  .refine((name) => {
    // Signs of a bare offset mean opposite things here and in the database.
    if (!/^[a-z]/i.test(name)) return false;
    try {
      return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
    } catch {
      return false;
    }
  }, "There is no such time zone.")
  .default("UTC");

const Question = z.object({
  start_date: Moment,
  end_date: Moment,
  timezone: TimeZone,
  granularity: z.enum(metricGranularities).default("daily"),
  metrics: listOfNames(metricNames).optional(),
  dimensions: listOfNames(metricDimensions).default([]),
  domain_id: ids("dom"),
  email_id: ids("eml"),
  broadcast_id: ids("cmp"),
});

const percent = (part: number, of: number) => (of === 0 ? 0 : Math.round((part / of) * 1_000) / 10);

function chosen(row: MetricCounts, names: readonly MetricName[]): Record<string, number> {
  const value = (name: MetricName) => {
    if (name === "received") return 0;
    if (!(name in rates)) return row[name as keyof MetricCounts];
    const [part, of] = rates[name as keyof typeof rates];
    return percent(row[part], row[of]);
  };
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

const nothing = Object.fromEntries(counts.map((name) => [name, 0])) as unknown as MetricCounts;

const total = (rows: readonly MetricRow[]): MetricCounts =>
  rows.reduce<MetricCounts>(
    (sum, row) => Object.fromEntries(counts.map((name) => [name, sum[name] + row[name]])) as unknown as MetricCounts,
    nothing,
  );

/** Names of the domains and campaigns of an answer. */
async function namesFor(ctx: KeyCtx, rows: readonly MetricRow[]) {
  const { workspaceId } = ctx;
  const domains = [...new Set(rows.flatMap(({ domain }) => domain ?? []))];
  const campaigns = [...new Set(rows.flatMap(({ campaignId }) => campaignId ?? []))];
  const select = { id: true, name: true };
  const [ofDomains, ofCampaigns] = await Promise.all([
    domains.length > 0 ? ctx.db.sendingDomain.findMany({ where: { workspaceId, name: { in: domains } }, select }) : [],
    campaigns.length > 0 ? ctx.db.campaign.findMany({ where: { workspaceId, id: { in: campaigns } }, select }) : [],
  ]);
  return {
    domainId: new Map(ofDomains.map(({ id, name }) => [name, id])),
    campaign: new Map(ofCampaigns.map(({ id, name }) => [id, name])),
  };
}

export const resendMetricOperations = [
  defineResend({
    id: "resend.emails.metrics",
    method: "GET",
    path: "/emails/metrics",
    noun: "Metrics",
    scopes: ["reports.read"],
    heavy: true,
    query: Question,
    run: async (ctx, { query }) => {
      const { dimensions, granularity, metrics = metricNames } = query;
      const until = query.end_date ?? ctx.now();
      const from = query.start_date ?? new Date(until.getTime() - 6 * DAY_MS);
      const text = "`start_date` is after `end_date`.";
      if (from > until) throw invalid(text, { start_date: text });
      const domains = query.domain_id && (await domainNames(ctx, query.domain_id));
      const rows = await emailMetrics(ctx, {
        ...{ from, until, timeZone: query.timezone, granularity, dimensions, domains },
        ...{ emailIds: query.email_id, campaignIds: query.broadcast_id },
      });
      const names = await namesFor(ctx, rows);
      const data = rows.map((row) => ({
        ...(dimensions.includes("period") && { period: row.period }),
        ...(dimensions.includes("domain") && {
          ...{ domain_id: names.domainId.get(row.domain ?? "") ?? null, domain_name: row.domain },
        }),
        ...(dimensions.includes("email") && { email_id: row.emailId }),
        ...(dimensions.includes("broadcast") && {
          ...{ broadcast_id: row.campaignId, broadcast_name: names.campaign.get(row.campaignId ?? "") ?? null },
        }),
        ...chosen(row, metrics),
      }));
      return {
        ...{ object: "metrics", start_date: from.toISOString(), end_date: until.toISOString() },
        ...{ metrics, dimensions, granularity, totals: chosen(total(rows), metrics) },
        ...(dimensions.length > 0 && { data }),
      };
    },
  }),
];

async function domainNames({ db, workspaceId }: KeyCtx, domainIds: readonly string[]): Promise<string[]> {
  const where = { workspaceId, id: { in: [...domainIds] } };
  return (await db.sendingDomain.findMany({ where, select: { name: true } })).map(({ name }) => name);
}
