/** How a rate stands against what mailbox providers tolerate. */
export type HealthLevel = "healthy" | "improve" | "attention" | "unknown";

export interface HealthCheck {
  key: "bounce" | "complaint" | "unsubscribe";
  label: string;
  rate: number | null;
  level: HealthLevel;
  /** "below 1%", the healthy range. */
  target: string;
}

/** From which rate on a value is no longer healthy, and from which it needs attention. */
const LIMITS = {
  bounce: { label: "Bounce rate", improve: 0.01, attention: 0.02, target: "below 1%" },
  complaint: { label: "Complaint rate", improve: 0.0001, attention: 0.0005, target: "below 0.01%" },
  unsubscribe: { label: "Unsubscribe rate", improve: 0.003, attention: 0.01, target: "below 0.3%" },
} as const;

export const HEALTH_LABELS: Record<HealthLevel, string> = {
  healthy: "Healthy",
  improve: "Room for improvement",
  attention: "Needs attention",
  unknown: "Nothing sent yet",
};

const ORDER: readonly HealthLevel[] = ["unknown", "healthy", "improve", "attention"];

/** Judges the three rates that decide whether mail arrives. */
export function checkHealth(rates: Record<keyof typeof LIMITS, number | null>): HealthCheck[] {
  return (["bounce", "complaint", "unsubscribe"] as const).map((key) => ({
    key,
    label: LIMITS[key].label,
    rate: rates[key],
    level: levelOf(rates[key], LIMITS[key]),
    target: LIMITS[key].target,
  }));
}

/** The worst of several levels. */
export function worstLevel(checks: readonly HealthCheck[]): HealthLevel {
  return checks.reduce<HealthLevel>(
    (worst, check) => (ORDER.indexOf(check.level) > ORDER.indexOf(worst) ? check.level : worst),
    "unknown",
  );
}

function levelOf(rate: number | null, limits: { improve: number; attention: number }): HealthLevel {
  if (rate === null) return "unknown";
  if (rate > limits.attention) return "attention";
  return rate >= limits.improve ? "improve" : "healthy";
}
