import type { Ledger } from "@/lib/reports/views";
import type { BrakeFinding } from "@/lib/sending/brake/brake-schema";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";

/** How the mail of a campaign stands with one receiving provider. */
export interface ProviderProgress {
  id: string;
  label: string;
  /** Recipients to whom mail was, or is, to leave. */
  total: number;
  /** Taken for good, bounced, failed or unconfirmed: those of all providers are the campaign's `done` of the same count. */
  done: number;
  /** Put off by the provider, waiting for another try. */
  deferred: number;
  /** Share of the messages handed over that were put off at least once, 0 to 1; null before the first. */
  deferralRate: number | null;
  /** `slowed`: sent to more slowly because it asked for it. `suspended`: left alone until `until`. */
  state: "normal" | "slowed" | "suspended";
  until: string | null;
  /** Messages a second while it is slowed. */
  perSecond: number | null;
  /** What the provider said. */
  reason: string | null;
}

/** A way out that cannot be used now. */
export interface WaitingTransport {
  name: string;
  /** Null: a person paused it. */
  kind: "auth" | "quota" | "config" | "network" | "throttled" | null;
  reason: string;
  /** When it is tried again by itself; null: when a person has acted. */
  until: string | null;
}

/** What a campaign waits for that fails the same way again and again. */
export interface FailingStep {
  /** What does not work: getting it ready, launching it at its time, or sending. */
  step: "prepare" | "launch" | "send";
  reason: string;
  count: number;
  since: string;
}

/** What the rest of a campaign waits for when nothing can leave now. */
export interface SendWait {
  /** `local`: for the time to come in other time zones. `pace`: for a limit to allow more. */
  kind: "local" | "pace";
  /** Time zones that are still ahead, by their distance from UTC. */
  zones: number;
  people: number;
  nextAt: string;
  lastAt: string;
}

/** What the progress page shows. */
export interface CampaignProgress {
  status: CampaignStatus;
  /** True while the audience still grows: recipients are being added, and the first ones may be on their way already. */
  adding: boolean;
  /** Dealt with: handed over, refused or given up. From the roll-ups, so it is fresh however large the audience is. */
  done: number;
  /** Recipients to whom mail was, or is, to leave. */
  toSend: number;
  /** Where everybody stands, counted from the message rows themselves; of a large audience some seconds ago. */
  ledger: Ledger;
  ledgerAt: string;
  /** Put off by the receiving server and to be tried again; part of the ledger's `pending`. */
  deferred: number;
  nextTryAt: string | null;
  wait: SendWait | null;
  /** Spread over so many minutes; `spreadEndsAt` is null before the start and once it is over. */
  spreadMinutes: number | null;
  spreadEndsAt: string | null;
  /** Everybody's own time; the wall-clock time, "09:00". */
  localTime: string | null;
  /** Seconds that limits of providers, transports or the warm-up need at least for the rest; null: nothing limits it. */
  ceilingSeconds: number | null;
  /** Ends of a rest of the sending domain's warm-up. */
  warmupHoldUntil: string | null;
  providers: ProviderProgress[];
  failures: WaitingTransport[];
  /** What fails again and again and is still tried; null when nothing does. */
  failing: FailingStep | null;
  /** True when no way out works, so nothing leaves. */
  stuck: boolean;
  /** Why it paused itself; null when it did not. */
  brake: BrakeFinding | null;
  /** People who still wait at the domains that the brake names. */
  waitingAt: Record<string, number>;
  excludedDomains: string[];
  pauseReason: string | null;
  launchedAt: string | null;
  startedAt: string | null;
  pausedAt: string | null;
  finishedAt: string | null;
  /** When `done` was read, for the rate. */
  countedAt: string;
  /** How long to wait before asking again; longer where counting takes long. Null once nothing moves. */
  askAgainMs: number | null;
}
