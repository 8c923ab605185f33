import { shareFormat } from "@/lib/client/share-format";

/**
 * SES warns at 5% bounces; Gmail and Yahoo punish senders who reach 0.3% complaints; 5% blocks at one domain say that it has
 * turned against the sender.
 */
export const brakeDefaults = {
  enabled: true,
  window: 1000,
  minimum: 100,
  hardPercent: 5,
  complaintPercent: 0.3,
  blockPercent: 5,
};

export const brakeKinds = ["hard", "complaint", "block"] as const;
export type BrakeKind = (typeof brakeKinds)[number];

/** Why a campaign paused itself, as `BrakeFinding` has it. */
type Finding = {
  kind: BrakeKind;
  /** Share in percent, and the limit that it passed. */
  rate: number;
  limit: number;
  count: number;
  /** Messages with an outcome among those looked at; at one domain where `kind` is "block". */
  of: number;
  /** Among the last messages, or in the whole run. */
  scope: "recent" | "all";
  /** Where it comes from, the worst first. */
  topDomains: { domain: string; count: number; of: number }[];
};

const shares = shareFormat("en");

/** Why it paused, in one sentence. */
export function brakeText(finding: Finding): string {
  const { kind, count, of, rate, limit, scope } = finding;
  const number = (value: number) => value.toLocaleString("en");
  const among = scope === "recent" ? `the last ${number(of)} messages` : `the ${number(of)} messages of this run`;
  const share = `(${shares.percent(rate / 100)}; the limit is ${shares.setPercent(limit / 100)})`;
  if (kind === "hard") return `${number(count)} of ${among} came back from mailboxes that do not exist ${share}.`;
  if (kind === "complaint") return `${number(count)} recipients of ${among} marked it as spam ${share}.`;
  const domain = finding.topDomains[0]?.domain ?? "One domain";
  return `${domain} blocked ${number(count)} of ${number(of)} messages because of the sender or the content ${share}.`;
}
