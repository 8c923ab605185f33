import { isUnknown, type Readiness } from "@/lib/base/health/readiness";

const labels: Record<keyof Readiness["checks"], string> = {
  database: "Database answers, in a version that fits",
  secret: "Secret is the one that the database knows",
  migrations: "Migrations are applied",
  release: "This release is the newest that the database knows",
  queue: "Queue is installed",
  worker: "A worker lives",
  waiting: "Queue keeps up",
  campaigns: "Campaigns move",
  disk: "Disks have room",
  events: "Events have partitions for this month and the next",
  jobs: "No job fails again and again",
  pictures: "Storage of pictures answers",
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
    label: labels[name as keyof Readiness["checks"]],
    state: ok ? "well" : problem !== undefined && isUnknown(problem) ? "unknown" : "wrong",
    text: problem ?? null,
  }));
}
