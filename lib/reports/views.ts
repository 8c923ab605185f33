import type { StoredBounceKind } from "@/lib/events/ledger/event-types";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";
import type { HealthCheck } from "./health.shared";

/** Counts of unique recipients, except `opens` and `clicks`, which count every event. */
export interface CampaignNumbers {
  sent: number;
  delivered: number;
  deferrals: number;
  failed: number;
  bounced: number;
  bouncedHard: number;
  bouncedSoft: number;
  bouncedBlock: number;
  complained: number;
  unsubscribed: number;
  humanOpeners: number;
  proxyOpeners: number;
  botOpeners: number;
  humanClickers: number;
  botClickers: number;
  opens: ActorCounts;
  clicks: ActorCounts;
}

export interface ActorCounts {
  human: number;
  proxy: number;
  bot: number;
}

/** Shares from 0 to 1; null where nothing can be divided. */
export interface CampaignRates {
  delivery: number | null;
  open: number | null;
  click: number | null;
  clickToOpen: number | null;
  bounce: number | null;
  unsubscribe: number | null;
  complaint: number | null;
}

/** Where every recipient of the frozen audience stands. Each stands in exactly one place. */
export interface Ledger {
  audience: number;
  delivered: number;
  bounced: number;
  failed: number;
  suppressed: number;
  skipped: number;
  unconfirmed: number;
  pending: number;
  /** `suppressed` and `skipped` by reason code. */
  reasons: { kind: "suppressed" | "skipped"; reason: string; count: number }[];
  /** Whether the parts add up to the audience. False while the audience is still being frozen. */
  balanced: boolean;
}

/** One point of a curve: first-time outcomes in the hour or day that begins at `at`. */
export interface TimelinePoint {
  at: string;
  delivered: number;
  opens: number;
  proxyOpens: number;
  clicks: number;
  unsubscribed: number;
  bounced: number;
}

export interface ReportLink {
  id: string;
  url: string;
  label: string;
  humanClickers: number;
  humanClicks: number;
  botClicks: number;
}

/** Everything the report shows that moves while the campaign is being sent. Ids are public. */
export interface CampaignReport {
  campaign: {
    id: string;
    name: string;
    subject: string;
    status: CampaignStatus;
    audience: number | null;
    launchedAt: string | null;
    startedAt: string | null;
    finishedAt: string | null;
    pauseReason: string | null;
    trackOpens: boolean;
    trackClicks: boolean;
  };
  numbers: CampaignNumbers;
  rates: CampaignRates;
  /** Rates of the workspace's other campaigns of the last 90 days together. */
  averages: CampaignRates;
  ledger: Ledger;
  first24Hours: TimelinePoint[];
  days: TimelinePoint[];
  links: ReportLink[];
  /** Whether numbers still move fast enough to ask every two seconds. */
  live: boolean;
  /** When these numbers were read. */
  readAt: string;
}

export interface BreakdownRow {
  name: string;
  sent: number;
  delivered: number;
  bounced: number;
  openers: number;
  clickers: number;
}

export interface ClientRow {
  name: string;
  opens: number;
}

export interface CampaignBreakdown {
  providers: BreakdownRow[];
  clients: ClientRow[];
  devices: ClientRow[];
}

/** A reason why messages did not get through at once, with some of those it happened to. */
export interface FeedbackReason {
  /** Of the taxonomy; null when nobody told. */
  category: string | null;
  /** hard, soft or block; null for deferrals. */
  kind: string | null;
  count: number;
  /** Of all bounces (or deferred messages) that were looked at, from 0 to 1. */
  share: number;
  /** The newest ones, each from another domain. */
  examples: { messageId: string; email: string; reply: string | null }[];
}

export interface FeedbackProvider {
  name: string;
  hard: number;
  soft: number;
  block: number;
  deferred: number;
  complained: number;
}

/** What came back about a campaign. */
export interface CampaignFeedback {
  bounces: FeedbackReason[];
  deferrals: FeedbackReason[];
  /** By who reported it: arf, a provider… */
  complaints: { source: string; count: number }[];
  providers: FeedbackProvider[];
  /** Only the newest events of a kind were looked at; how many. Null: all of them. */
  newestOnly: number | null;
}

export interface RecipientRow {
  messageId: string;
  contactId: string | null;
  email: string;
  outcome: string;
  /** Of a bounce. */
  bounceKind: StoredBounceKind | null;
  at: string | null;
  reason: string | null;
  replyCode: number | null;
  statusCode: string | null;
  replyText: string | null;
  openCount: number;
  clickCount: number;
}

/** Sums of one period. */
export interface PeriodNumbers {
  sent: number;
  delivered: number;
  bounced: number;
  complained: number;
  unsubscribed: number;
  openers: number;
  proxyOpeners: number;
  clickers: number;
  contactsCreated: number;
}

export interface DashboardDay extends PeriodNumbers {
  /** `YYYY-MM-DD` in the workspace's time zone. */
  day: string;
}

export interface RunningSend {
  id: string;
  name: string;
  status: string;
  /** Recipients to whom mail was, or is, to leave; null while the audience is still being found. */
  toSend: number | null;
  /** Handed over, refused or given up. */
  done: number;
  startedAt: string | null;
  pauseReason: string | null;
}

/** Calendar days of the workspace's time zone, YYYY-MM-DD, both included. */
export interface DaySpan {
  from: string;
  to: string;
}

/** An exact sum of money, or of values without a currency; `value` is a decimal number as text. */
export interface Amount {
  /** ISO 4217; empty for none. */
  currency: string;
  value: string;
}

/** How often a goal was reached in the period, and in the one before. */
export interface DashboardGoal {
  id: string;
  name: string;
  eventName: string;
  count: number;
  previous: number;
  amounts: Amount[];
  /** Events that had no readable value, which the amounts therefore lack. */
  unreadable: number;
  /** Past events are being counted. */
  counting: boolean;
}

/** Goals in use, those of revenue first; and what they brought in, by currency. */
export interface DashboardGoals {
  goals: DashboardGoal[];
  revenue: (Amount & { previous: string; count: number })[];
}

export interface Dashboard {
  days: number;
  period: DaySpan;
  /** As many days before it. */
  comparedWith: DaySpan;
  endsToday: boolean;
  current: PeriodNumbers;
  previous: PeriodNumbers;
  series: DashboardDay[];
  /** Campaigns launched in the period, newest first. */
  campaigns: {
    id: string;
    name: string;
    launchedAt: string;
    sent: number;
    openRate: number | null;
    clickRate: number | null;
  }[];
  health: HealthCheck[];
  running: RunningSend[];
  upcoming: { id: string; name: string; scheduledAt: string }[];
  contacts: number;
  goals: DashboardGoals;
  checklist: {
    sender: boolean;
    domain: boolean;
    /** No domain is verified: all there is exists on this machine only. */
    onlyLocalDomain: boolean;
    postalAddress: boolean;
    contacts: boolean;
    campaign: boolean;
  };
}
