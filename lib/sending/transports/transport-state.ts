import { createHash } from "node:crypto";
import type { Transport } from "@/lib/base/db/generated/client";
import { t } from "@/lib/language/t";
import type { TransportFailure } from "@/lib/mail/transport";
import { installedKind } from "@/lib/mail/transports/kinds/transport-kinds";
import { isEmbedded } from "@/lib/mail/transports/kinds/transport-kinds.shared";

/**
 * Whether a transport may be used.
 * - `working`: yes.
 * - `probe`: the wait after a failure is over; whoever claims the probe may try it, everybody else waits for the result.
 * - `waiting`: it tries again by itself at `until`.
 * - `stopped`: paused by a person, or for something that only a person can put right.
 */
export type TransportState =
  | { state: "working" }
  | { state: "probe"; reason: string }
  | { state: "waiting"; until: Date; reason: string }
  | { state: "stopped"; reason: string };

/** What the columns of a transport say at this time. */
export function stateOf(row: Pick<Transport, "pausedAt" | "pausedUntil" | "pausedReason">, now: Date): TransportState {
  if (!row.pausedAt) return { state: "working" };
  const reason = row.pausedReason ?? t("It is paused.");
  if (!row.pausedUntil) return { state: "stopped", reason };
  return row.pausedUntil > now ? { state: "waiting", until: row.pausedUntil, reason } : { state: "probe", reason };
}

/** The columns of a transport that nothing keeps back. */
export const resumed = {
  pausedAt: null,
  pausedReason: null,
  pausedUntil: null,
  failureKind: null,
  failureCount: 0,
} satisfies Partial<Transport>;

const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** A peer that asks for more is asked again after this time. */
const LONGEST_ASKED_MS = 6 * 3_600_000;

/**
 * How long a transport rests after this failure, in milliseconds: 15 s, doubled with each failure in a row up to 15
 * minutes, or as long as the peer asked for when that is longer. Null: until a person acts (password, plan, settings).
 * A quota that renews itself says when, and is waited for.
 */
export function restAfter(failure: TransportFailure, inARow: number): number | null {
  const asked = Math.min(Math.max(failure.retryAfterMs ?? 0, 0), LONGEST_ASKED_MS);
  if (failure.kind === "quota" && asked > 0) return asked;
  if (failure.kind === "auth" || failure.kind === "quota" || failure.kind === "config") return null;
  return Math.max(asked, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(inARow - 1, 20)));
}

/**
 * The transports that mail without a pin may leave by: the embedded mailbox alone while it is the default, and else all
 * but it. Those without settings of their own count while the installation's settings name them.
 */
export function servingRows<T extends Pick<Transport, "isDefault" | "kind" | "configSealed">>(rows: readonly T[]): T[] {
  const first = rows.find((row) => row.isDefault);
  if (first && isEmbedded(first.kind)) return [first];
  return rows.filter((row) => !isEmbedded(row.kind) && (row.configSealed !== null || row.kind === installedKind()));
}

/**
 * One of the transports by weight, always the same one for the same key, and for most keys still the same one when
 * another transport comes or goes (weighted rendezvous hashing). Null when there is none.
 */
export function pickByWeight<T extends { id: string; weight: number }>(rows: readonly T[], key: string): T | null {
  let best: T | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const digest = createHash("sha256").update(`${key}|${row.id}`).digest();
    const uniform = (digest.readUIntBE(0, 6) + 1) / (2 ** 48 + 1);
    const cost = -Math.log(uniform) / Math.max(row.weight, 1);
    if (cost < lowest) {
      lowest = cost;
      best = row;
    }
  }
  return best;
}
