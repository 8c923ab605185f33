import { isUnknown, type Readiness } from "@/lib/base/health/readiness";
import { type Msg, msg, t } from "@/lib/language/t";

const labels: Record<keyof Readiness["checks"], Msg> = {
  database: msg("Database answers, in a version that fits"),
  secret: msg("Secret is the one that the database knows"),
  migrations: msg("Migrations are applied"),
  release: msg("This release is the newest that the database knows"),
  queue: msg("Queue is installed"),
  worker: msg("A worker lives"),
  waiting: msg("Queue keeps up"),
  campaigns: msg("Campaigns move"),
  disk: msg("Disks have room"),
  events: msg("Events have partitions for this month and the next"),
  jobs: msg("No job fails again and again"),
  pictures: msg("Storage of pictures answers"),
};

/** One thing that readiness looks at, for people. */
export interface HealthLine {
  name: string;
  label: string;
  state: "well" | "wrong" | "unknown";
  /** What is wrong and what to do; null when it is well. */
  text: string | null;
}

/** What readiness has looked at, in its own order. */
export function healthLines({ checks }: Pick<Readiness, "checks">): HealthLine[] {
  return Object.entries(checks).map(([name, { ok, problem }]) => ({
    name,
    label: t(labels[name as keyof Readiness["checks"]]),
    state: ok ? "well" : problem !== undefined && isUnknown(problem) ? "unknown" : "wrong",
    text: problem ?? null,
  }));
}
