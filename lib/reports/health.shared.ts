import { type Msg, msg } from "@/lib/language/t";
/** How a rate stands against what mailbox providers tolerate. */
export type HealthLevel = "healthy" | "improve" | "attention" | "unknown";

export interface HealthCheck {
  key: "bounce" | "complaint" | "unsubscribe";
  label: Msg;
  rate: number | null;
  level: HealthLevel;
  /** Healthy is below this share. */
  healthyBelow: number;
}

/** From which rate on a value is no longer healthy, and from which it needs attention. */
const LIMITS = {
  bounce: { label: msg("Bounce rate"), improve: 0.01, attention: 0.02 },
  complaint: { label: msg("Complaint rate"), improve: 0.0001, attention: 0.0005 },
  unsubscribe: { label: msg("Unsubscribe rate"), improve: 0.003, attention: 0.01 },
} as const;

export const HEALTH_LABELS: Record<HealthLevel, Msg> = {
  healthy: msg("Healthy"),
  improve: msg("Room for improvement"),
  attention: msg("Needs attention"),
  unknown: msg("Nothing sent yet"),
};

const ORDER: readonly HealthLevel[] = ["unknown", "healthy", "improve", "attention"];

/** So many of so many messages. */
export interface HealthSample {
  count: number;
  of: number;
}

/**
 * Judges the three rates that decide whether mail arrives. One message more or less does not decide: a single complaint of 5,000 mails is
 * twice the limit and still no more than one person.
 */
export function checkHealth(samples: Record<keyof typeof LIMITS, HealthSample>): HealthCheck[] {
  return (["bounce", "complaint", "unsubscribe"] as const).map((key) => ({
    key,
    label: LIMITS[key].label,
    rate: samples[key].of > 0 ? samples[key].count / samples[key].of : null,
    level: levelOf(samples[key], LIMITS[key]),
    healthyBelow: LIMITS[key].improve,
  }));
}

/** The worst of several levels. */
export function worstLevel(checks: readonly HealthCheck[]): HealthLevel {
  return checks.reduce<HealthLevel>(
    (worst, check) => (ORDER.indexOf(check.level) > ORDER.indexOf(worst) ? check.level : worst),
    "unknown",
  );
}

function levelOf({ count, of }: HealthSample, limits: { improve: number; attention: number }): HealthLevel {
  if (of === 0) return "unknown";
  const atLeast = Math.max(0, count - 1) / of;
  if (atLeast > limits.attention) return "attention";
  return atLeast >= limits.improve ? "improve" : "healthy";
}
