import { ownTable } from "@/lib/base/text/own-table.shared";
import type { NewEvent, StoredBounceKind } from "./event-types";

/** What is known about one message. Times are epoch milliseconds: they are compared and bucketed, never shown. */
export interface MessageFacts {
  sentAt: number | null;
  deliveredAt: number | null;
  failedAt: number | null;
  bouncedAt: number | null;
  bounceKind: StoredBounceKind | null;
  complainedAt: number | null;
  unsubscribedAt: number | null;
  firstOpenedAt: number | null;
  firstProxyOpenedAt: number | null;
  firstBotOpenedAt: number | null;
  firstClickedAt: number | null;
  firstBotClickedAt: number | null;
  /** Opens and clicks by people. */
  openCount: number;
  clickCount: number;
}

/** A message of which nothing is known yet. */
export const EMPTY_FACTS: MessageFacts = {
  sentAt: null,
  deliveredAt: null,
  failedAt: null,
  bouncedAt: null,
  bounceKind: null,
  complainedAt: null,
  unsubscribedAt: null,
  firstOpenedAt: null,
  firstProxyOpenedAt: null,
  firstBotOpenedAt: null,
  firstClickedAt: null,
  firstBotClickedAt: null,
  openCount: 0,
  clickCount: 0,
};

type FirstTime = Exclude<keyof MessageFacts, "bounceKind" | "openCount" | "clickCount">;

const FIRST_TIME: Record<string, FirstTime> = ownTable({
  "message.sent": "sentAt",
  "message.delivered": "deliveredAt",
  "message.failed": "failedAt",
  "message.bounced": "bouncedAt",
  "message.complained": "complainedAt",
  "message.unsubscribed": "unsubscribedAt",
  "message.opened/human": "firstOpenedAt",
  "message.opened/proxy": "firstProxyOpenedAt",
  "message.opened/bot": "firstBotOpenedAt",
  "message.clicked/human": "firstClickedAt",
  "message.clicked/proxy": "firstBotClickedAt",
  "message.clicked/bot": "firstBotClickedAt",
});

/** The worst of several bounces stays: a dead mailbox says more than a full one. */
const BOUNCE_RANK = ["unknown", "soft", "block", "hard"];

/** The facts after one more event. Order does not matter: the earliest time and the worst bounce win. */
export function applyEvent(facts: MessageFacts, event: NewEvent): MessageFacts {
  const next = { ...facts };
  const tracked = event.type === "message.opened" || event.type === "message.clicked";
  const actor = event.actor ?? "human";
  const field = FIRST_TIME[tracked ? `${event.type}/${actor}` : event.type];
  if (field) next[field] = Math.min(next[field] ?? Number.POSITIVE_INFINITY, event.occurredAt.getTime());
  if (event.type === "message.bounced") next.bounceKind = worseBounce(facts.bounceKind, event.data?.kind ?? "unknown");
  if (tracked && actor === "human") next[event.type === "message.opened" ? "openCount" : "clickCount"] += 1;
  return next;
}

function worseBounce(before: MessageFacts["bounceKind"], kind: StoredBounceKind): StoredBounceKind {
  return before && BOUNCE_RANK.indexOf(before) >= BOUNCE_RANK.indexOf(kind) ? before : kind;
}

/** A column of each roll-up and when a message counts in it; null when it does not. */
interface Outcome {
  totals: string;
  hourly: string | null;
  daily: string | null;
  at: (facts: MessageFacts) => number | null;
  /** The same of a row of `message`. */
  sql: string;
}

/** Handed to a receiving server that answered for good, so that sent = delivered + bounced. */
const sentAt = (facts: MessageFacts) => facts.sentAt ?? facts.deliveredAt ?? facts.bouncedAt;
const sentSql = "coalesce(sent_at, delivered_at, bounced_at)";

/** The kinds of bounce behind each number of bounces. */
export const BOUNCE_KINDS = {
  bounced_hard: ["hard"],
  bounced_soft: ["soft", "unknown"],
  bounced_block: ["block"],
} as const satisfies Record<string, readonly StoredBounceKind[]>;

function bounced(totals: keyof typeof BOUNCE_KINDS): Outcome {
  const kinds: readonly StoredBounceKind[] = BOUNCE_KINDS[totals];
  return {
    totals,
    hourly: "bounced",
    daily: "bounced",
    at: (facts) => (facts.bounceKind && kinds.includes(facts.bounceKind) ? facts.bouncedAt : null),
    sql: `case when bounce_kind in (${kinds.map((kind) => `'${kind}'`).join(", ")}) then bounced_at end`,
  };
}

/** The first time of one column, counted under these names. */
function first(names: Pick<Outcome, "totals" | "hourly" | "daily">, fact: FirstTime): Outcome {
  return { ...names, at: (facts) => facts[fact], sql: fact.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) };
}

/** How a message shows in the roll-ups. Every column counts messages once, at the first time of the outcome. */
export const OUTCOMES: readonly Outcome[] = [
  { totals: "sent", hourly: "sent", daily: "sent", at: sentAt, sql: sentSql },
  {
    totals: "delivered",
    hourly: "delivered",
    daily: "delivered",
    at: (facts) => (facts.bouncedAt === null ? (facts.deliveredAt ?? facts.sentAt) : null),
    sql: "case when bounced_at is null then coalesce(delivered_at, sent_at) end",
  },
  bounced("bounced_hard"),
  bounced("bounced_soft"),
  bounced("bounced_block"),
  {
    totals: "failed",
    hourly: null,
    daily: null,
    at: (facts) => (sentAt(facts) === null ? facts.failedAt : null),
    sql: `case when ${sentSql} is null then failed_at end`,
  },
  first({ totals: "complained", hourly: "complained", daily: "complained" }, "complainedAt"),
  first({ totals: "unsubscribed", hourly: "unsubscribed", daily: "unsubscribed" }, "unsubscribedAt"),
  first({ totals: "human_openers", hourly: "human_opens", daily: "human_openers" }, "firstOpenedAt"),
  first({ totals: "proxy_openers", hourly: "proxy_opens", daily: "proxy_openers" }, "firstProxyOpenedAt"),
  first({ totals: "bot_openers", hourly: "bot_opens", daily: null }, "firstBotOpenedAt"),
  first({ totals: "human_clickers", hourly: "human_clicks", daily: "human_clickers" }, "firstClickedAt"),
  first({ totals: "bot_clickers", hourly: "bot_clicks", daily: null }, "firstBotClickedAt"),
];
