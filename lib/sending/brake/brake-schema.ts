import { z } from "zod";
import { shareFormat } from "@/lib/client/share-format";

const percent = (from: number, to: number) =>
  z.number("Give a number.").min(from, `At least ${from}%.`).max(to, `At most ${to}%.`);

const count = (from: number) =>
  z.number("Give a number.").int("Give a whole number.").min(from, `At least ${from}.`).max(5000, "At most 5,000.");

const limits = z.object({
  enabled: z.boolean(),
  /** How many of the last messages are looked at. */
  window: count(100),
  /** Fewer outcomes than this prove nothing. */
  minimum: count(20),
  hardPercent: percent(0.5, 50),
  complaintPercent: percent(0.02, 5),
  blockPercent: percent(0.5, 50),
});

/**
 * SES warns at 5% bounces; Gmail and Yahoo punish senders who reach 0.3% complaints; 5% blocks at one domain say that it has
 * turned against the sender.
 */
export const brakeDefaults: BrakeSettings = {
  enabled: true,
  window: 1000,
  minimum: 100,
  hardPercent: 5,
  complaintPercent: 0.3,
  blockPercent: 5,
};

/** When a campaign pauses itself, as a workspace stores it: what is missing takes its default. */
export const BrakeSettings = limits.partial().transform((stored) => ({ ...brakeDefaults, ...stored }));
export type BrakeSettings = z.output<typeof limits>;

/** Changes to some of the limits; the others stay as they are. */
export const UpdateBrakeSettings = limits.partial();
export type UpdateBrakeSettings = z.input<typeof UpdateBrakeSettings>;

export const brakeKinds = ["hard", "complaint", "block"] as const;
export type BrakeKind = (typeof brakeKinds)[number];

/** Why a campaign paused itself; kept in `campaign.brake`. */
export const BrakeFinding = z.object({
  kind: z.enum(brakeKinds),
  /** Share in percent, and the limit that it passed. */
  rate: z.number(),
  limit: z.number(),
  count: z.number(),
  /** Messages with an outcome among those looked at; at one domain where `kind` is "block". */
  of: z.number(),
  /** Among the last messages, or in the whole run. */
  scope: z.enum(["recent", "all"]),
  /** Where it comes from, the worst first. */
  topDomains: z.array(z.object({ domain: z.string(), count: z.number(), of: z.number() })),
});
export type BrakeFinding = z.output<typeof BrakeFinding>;

const shares = shareFormat("en");

/** Why it paused, in one sentence. */
export function brakeText(finding: BrakeFinding): string {
  const { kind, count, of, rate, limit, scope } = finding;
  const number = (value: number) => value.toLocaleString("en");
  const among = scope === "recent" ? `the last ${number(of)} messages` : `the ${number(of)} messages of this run`;
  const share = `(${shares.percent(rate / 100)}; the limit is ${shares.setPercent(limit / 100)})`;
  if (kind === "hard") return `${number(count)} of ${among} came back from mailboxes that do not exist ${share}.`;
  if (kind === "complaint") return `${number(count)} recipients of ${among} marked it as spam ${share}.`;
  const domain = finding.topDomains[0]?.domain ?? "One domain";
  return `${domain} blocked ${number(count)} of ${number(of)} messages because of the sender or the content ${share}.`;
}
