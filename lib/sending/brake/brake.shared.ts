import { shareFormat } from "@/lib/client/share-format";
import { currentSpeech } from "@/lib/language/speech";
import { msg, t } from "@/lib/language/t";

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

const texts = {
  hard: {
    recent: msg(
      "{count} of the last {of} messages came back from mailboxes that do not exist ({share}; the limit is {limit}).",
    ),
    all: msg(
      "{count} of the {of} messages of this run came back from mailboxes that do not exist ({share}; the limit is {limit}).",
    ),
  },
  complaint: {
    recent: msg("{count} recipients of the last {of} messages marked it as spam ({share}; the limit is {limit})."),
    all: msg("{count} recipients of the {of} messages of this run marked it as spam ({share}; the limit is {limit})."),
  },
} as const;
const blocked = msg(
  "{domain} blocked {count} of {of} messages because of the sender or the content ({share}; the limit is {limit}).",
);

/** Why it paused, in one sentence. */
export function brakeText(finding: Finding): string {
  const { kind, count, of, rate, limit, scope } = finding;
  const { figures } = currentSpeech();
  const shares = shareFormat(figures);
  const values = {
    count: count.toLocaleString(figures),
    of: of.toLocaleString(figures),
    share: shares.percent(rate / 100),
    limit: shares.setPercent(limit / 100),
  };
  if (kind !== "block") return t(texts[kind][scope], values);
  return t(blocked, { ...values, domain: finding.topDomains[0]?.domain ?? t("One domain") });
}
