import type { Transport } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { t } from "@/lib/language/t";
import { behaviourOf } from "@/lib/mail/transports/kinds/transport-kinds";
import { notGranted } from "./refusal";
import { type PublicSettings, publicSettings } from "./save-transport";
import { sayFailure } from "./say-failure";
import { readConfig, type StoredConfig, settingsProblem } from "./transport-config";
import { stateOf } from "./transport-state";
import { isInstallations, waysOut } from "./ways-out";

/**
 * Whether mail gets out this way.
 * - `resting`: it failed and tries again by itself at `until`; null: a try is under way.
 * - `stopped`: only a person can put the failure right.
 * - `paused`: a person took it out.
 */
export type TransportHealth =
  | { state: "working" }
  | { state: "resting"; until: string | null; reason: string; failure: string }
  | { state: "stopped"; reason: string; failure: string }
  | { state: "paused"; reason: string };

export interface TransportView {
  id: string;
  name: string;
  kind: Transport["kind"];
  isDefault: boolean;
  /** It has no settings of its own and follows the installation's. */
  followsInstallation: boolean;
  weight: number;
  /** Percent of the mail without a pin while all work; 0: only when the others are out; null: only what is pinned to it. */
  share: number | null;
  maxPerSecond: number | null;
  maxPerMinute: number | null;
  maxPerHour: number | null;
  maxPerDay: number | null;
  connections: number;
  /** Where it leads, without secrets: `mail.example.com:587`. */
  target: string;
  /** What is missing in the settings, in words; null when it can send. */
  problem: string | null;
  health: TransportHealth;
  lastAcceptedAt: string | null;
  lastFailureAt: string | null;
  /** For who may change them; null when they are the installation's. Never a secret. */
  settings: PublicSettings | null;
}

export interface ViewOptions {
  now: Date;
  /** Also gives the settings, for who may change them. */
  full: boolean;
  /** The workspace may use the installation's own way out. */
  granted: boolean;
}

/** How the transports of a workspace look. */
export function presentTransports(rows: readonly Transport[], { now, full, granted }: ViewOptions): TransportView[] {
  const serving = waysOut({ rows, granted, closed: null }, null).ways;
  const total = serving.reduce((sum, row) => sum + row.weight, 0);
  return rows.map((row) => {
    const { config, problem } = readable(row);
    return {
      id: publicId("trp", row.id),
      name: row.name,
      kind: row.kind,
      isDefault: row.isDefault,
      followsInstallation: row.configSealed === null,
      weight: row.weight,
      share: serving.includes(row) ? shareOf(row.weight, total, serving.length) : null,
      maxPerSecond: row.maxPerSecond,
      maxPerMinute: row.maxPerMinute,
      maxPerHour: row.maxPerHour,
      maxPerDay: row.maxPerDay,
      connections: row.connections,
      target:
        row.configSealed !== null && !config ? t("Not known") : behaviourOf(row.kind).target(config?.settings ?? null),
      problem: isInstallations(row) && !granted ? notGranted().text : problem,
      health: healthOf(row, now),
      lastAcceptedAt: row.lastAcceptedAt?.toISOString() ?? null,
      lastFailureAt: row.lastFailureAt?.toISOString() ?? null,
      settings: full && config ? publicSettings(config) : null,
    };
  });
}

function shareOf(weight: number, total: number, serving: number): number {
  if (total === 0) return Math.round(100 / serving);
  return weight === 0 ? 0 : Math.max(1, Math.round((100 * weight) / total));
}

function healthOf(row: Transport, now: Date): TransportHealth {
  const found = stateOf(row, now);
  if (found.state === "working") return { state: "working" };
  if (row.failureKind === null) return { state: "paused", reason: sayFailure(found.reason) };
  const failure = { reason: sayFailure(found.reason), failure: row.failureKind };
  if (found.state === "stopped") return { state: "stopped", ...failure };
  return { state: "resting", until: found.state === "waiting" ? found.until.toISOString() : null, ...failure };
}

function readable(row: Transport): { config: StoredConfig | null; problem: string | null } {
  const problem = settingsProblem(row);
  return { config: problem === null ? readConfig(row) : null, problem };
}
