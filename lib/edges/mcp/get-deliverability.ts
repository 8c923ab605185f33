import { z } from "zod";
import { shareFormat } from "@/lib/client/share-format";
import { t } from "@/lib/language/t";
import { getDashboard } from "@/lib/reports/dashboard";
import { findDomains } from "@/lib/sending/domains/queries";
import { domainStatuses } from "@/lib/sending/domains/schema";
import { defineTool } from "./tool";

const count = z.number().int();
const shares = shareFormat("en");

/** How well mail arrives, and what would make it arrive better. */
export const getDeliverability = defineTool({
  name: "get_deliverability",
  title: "Look at deliverability",
  description:
    "The last days: sent, delivered, bounced, complained and unsubscribed, each rate against what mailbox providers tolerate, and what is wrong with the DNS records of each sending domain.",
  scopes: ["reports.read", "sending.read"],
  heavy: true,
  input: z.strictObject({
    days: z
      .union([z.literal(7), z.literal(30), z.literal(90)])
      .default(30)
      .meta({ description: "7, 30 or 90." }),
  }),
  answer: z.object({
    days: count,
    numbers: z.object({ sent: count, delivered: count, bounced: count, complained: count, unsubscribed: count }),
    health: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        rate: z.number().nullable(),
        level: z.enum(["healthy", "improve", "attention", "unknown"]),
        target: z.string(),
      }),
    ),
    domains: z.array(
      z.object({
        name: z.string(),
        status: z.enum(domainStatuses),
        problems: z.array(z.string()).meta({ description: "Of its DNS records, and what to do." }),
      }),
    ),
  }),
  run: async (ctx, { days }) => {
    const [{ current, health }, domains] = await Promise.all([getDashboard(ctx, { days }), findDomains(ctx)]);
    return {
      days,
      numbers: current,
      health: health.map(({ label, healthyBelow, ...check }) => ({
        ...check,
        label: t(label),
        target: `below ${shares.setPercent(healthyBelow)}`,
      })),
      domains: domains.slice(0, 100).map(({ name, status, records }) => ({
        ...{ name, status },
        problems: records.flatMap(({ label, problem }) => (problem ? [`${label}: ${problem}`] : [])),
      })),
    };
  },
  say: ({ health, domains }) => {
    const bad = health.filter(({ level }) => level === "attention").map(({ label }) => label);
    const broken = domains.filter(({ status }) => status === "failing").map(({ name }) => name);
    const wrong = [...bad, ...broken];
    return wrong.length > 0 ? `Needs attention: ${wrong.join(", ")}.` : "Nothing needs attention.";
  },
});
