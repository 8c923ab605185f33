import { classifyReply } from "@/lib/feedback/classify/classify";
import type { PacedReply } from "./types";

/** What a reply asks for, from `hits` such replies within an hour on. */
export interface ReplyAction {
  /** Ids of receiving providers; null: anybody. */
  providers: readonly string[] | null;
  pattern: RegExp;
  hits?: number;
  /** Send nothing for so many minutes. */
  suspendMinutes?: number;
  /** At most so many messages a minute… */
  perMinute?: number;
  /** …for so many minutes. */
  forMinutes?: number;
}

const microsoft = ["microsoft", "microsoft365"];

/**
 * What receiving systems want when they say these words: the providers' own pages and KumoMTA's shaping rules, which were learnt on
 * such replies. The first rule of a provider that fits a reply is taken, then the first for anybody.
 */
export const replyActions: readonly ReplyAction[] = [
  { providers: ["gmail"], pattern: /[45]\.7\.28\b/, hits: 2, perMinute: 10, forMinutes: 30 },
  {
    providers: ["gmail"],
    pattern: /very low reputation|likely (unsolicited|suspicious)|\b4\.7\.0\b/i,
    hits: 5,
    suspendMinutes: 60,
  },
  {
    providers: microsoft,
    pattern: /S31[45]0|block list|5\.7\.511\b|5\.7\.6(0[6-9]|[1-4]\d)\b/i,
    suspendMinutes: 120,
  },
  {
    providers: microsoft,
    pattern: /4\.7\.(5\d\d|6\d\d|8[5-9]\d)\b|S775|access denied, please try again later/i,
    suspendMinutes: 45,
  },
  {
    providers: microsoft,
    pattern: /maximum number of connections|messages per connection|\bIB007\b/i,
    perMinute: 60,
    forMinutes: 60,
  },
  { providers: microsoft, pattern: /server busy/i, suspendMinutes: 30, perMinute: 1 },
  { providers: ["yahoo"], pattern: /\[(TSS|IPTS)05\]/i, suspendMinutes: 240 },
  { providers: ["yahoo"], pattern: /\[(TSS0?4|TS01|IPTS04)\]/i, suspendMinutes: 120 },
  { providers: ["yahoo"], pattern: /\[TS02\]/i, perMinute: 1, forMinutes: 30 },
  { providers: ["yahoo"], pattern: /\[TS03\]/i, perMinute: 10, forMinutes: 30 },
  { providers: ["yahoo"], pattern: /\[TSS(09|11)\]/i, suspendMinutes: 1440 },
  { providers: ["yahoo"], pattern: /\[BL\d\d\]/i, suspendMinutes: 240 },
  { providers: ["apple"], pattern: /\[CS01\]|proofpoint|spamhaus/i, suspendMinutes: 240 },
  { providers: ["apple"], pattern: /excessive volume|\[HCM1\]|\[BS02\]/i, suspendMinutes: 15 },
  { providers: ["gmx"], pattern: /policy (restrictions|violation)/i, suspendMinutes: 90 },
  { providers: ["orange"], pattern: /trop de connexions/i, perMinute: 240, forMinutes: 60 },
  { providers: ["orange"], pattern: /service refus/i, suspendMinutes: 60 },
  { providers: ["comcast"], pattern: /RL0000/i, perMinute: 160, forMinutes: 120 },
  { providers: null, pattern: /spamhaus|spamcop|barracudacentral|surbl|csi\.cloudmark/i, hits: 3, suspendMinutes: 60 },
  {
    providers: null,
    pattern: /temporarily deferred|rate limited due to ip reputation|weren't sent|server busy/i,
    perMinute: 1,
    forMinutes: 90,
  },
];

/** Replies that speak of one mailbox: its owner gets too much mail, not its provider. */
const aboutMailbox = /user is receiving mail|receiving mail (at a rate|too (quickly|fast))|4\.2\.1\b/i;

const slowing: ReadonlySet<string> = new Set(["throttled", "reputation_block"]);
/** Too vague to say no to a 421 or a 4.7.x. */
const vague: ReadonlySet<string> = new Set(["transient", "system", "policy", "undetermined"]);

/** True when a reply asks us to send less to this provider, whoever the message was for. */
export function asksToSlow(reply: PacedReply): boolean {
  if (reply.result !== "deferred" && reply.result !== "refused") return false;
  if (aboutMailbox.test(`${reply.enhanced ?? ""} ${reply.text.slice(0, 1000)}`)) return false;
  const category = reply.category ?? classifyReply({ ...reply, host: reply.emailDomain }).category;
  if (slowing.has(category)) return true;
  if (!vague.has(category)) return false;
  return reply.result === "deferred" && (reply.code === 421 || (reply.enhanced?.startsWith("4.7.") ?? false));
}

/** The rule for a reply of this provider, or null when none fits. */
export function actionFor(provider: string, text: string): ReplyAction | null {
  const start = text.slice(0, 1000);
  return (
    replyActions.find((action) => action.providers?.includes(provider) && action.pattern.test(start)) ??
    replyActions.find((action) => action.providers === null && action.pattern.test(start)) ??
    null
  );
}
