import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { nearlyFull } from "@/lib/base/health/disk-space";
import { isUnknown, type Readiness, staleAfterMs } from "@/lib/base/health/readiness";
import { ownVersion } from "@/lib/base/process/own-version";
import { backupProblem } from "@/lib/installation/state/backup-problem";
import { readBackupState } from "@/lib/installation/state/backup-state";
import { boundedLook } from "@/lib/installation/state/bounded-look";
import type { Problem } from "./problem.shared";

const titles: Record<keyof Readiness["checks"], string> = {
  database: "The database",
  secret: "The secret",
  migrations: "Migrations",
  release: "A newer release was here",
  queue: "The queue",
  worker: "No worker",
  waiting: "The queue falls behind",
  campaigns: "A campaign is stuck",
  disk: "A disk is full",
  events: "Partitions of events",
  jobs: "Jobs fail again and again",
  pictures: "The storage of pictures",
};
/** They hold up work, but not all of it. */
const warnings: readonly string[] = ["events", "jobs", "release"];

/**
 * What about the installation needs a person now, from a look at its readiness and a few cheap ones of its own. What is not known is no
 * problem, unless the database itself does not answer.
 */
export async function findProblems({ checks }: Pick<Readiness, "checks">): Promise<Problem[]> {
  const found = Object.entries(checks).flatMap(([key, { ok, problem }]): Problem[] => {
    if (ok || problem === undefined || isUnknown(problem)) return [];
    const severity = warnings.includes(key) ? "warning" : "danger";
    return [{ key, title: titles[key as keyof Readiness["checks"]], text: problem, severity }];
  });
  // Without it the others cannot be known.
  if (!checks.database.ok) return found.filter(({ key }) => key === "database");
  const more = await Promise.all([
    checks.disk.ok ? diskFills() : [],
    versionsDiffer(),
    defaultPartition(),
    backupFails(),
  ]);
  return [...found, ...more.flat()];
}

async function diskFills(): Promise<Problem[]> {
  const text = await boundedLook("disk fills", nearlyFull);
  return text ? [{ key: "disk-nearly", title: "A disk fills up", text, severity: "warning" }] : [];
}

async function versionsDiffer(): Promise<Problem[]> {
  const others = await boundedLook("versions", async () => {
    const seenAt = { gt: new Date(Date.now() - staleAfterMs) };
    const where = { seenAt, version: { not: ownVersion } };
    return prisma.workerHeartbeat.findMany({
      where,
      select: { id: true, version: true },
      orderBy: { id: "asc" },
      take: 20,
    });
  });
  const [first] = others ?? [];
  if (!first) return [];
  const more = others!.length > 1 ? ` and ${others!.length - 1} more` : "";
  const text = `This process runs ${ownVersion}, worker ${first.id} ${first.version}${more}. Finish the upgrade: restart what is older.`;
  return [{ key: "versions", title: "Versions differ", text, severity: "warning" }];
}

async function defaultPartition(): Promise<Problem[]> {
  const rows = await boundedLook(
    "default partition",
    () => prisma.$queryRaw<{ used: boolean }[]>`select exists (select from partitions.event_default) as used`,
  );
  if (!rows?.[0]?.used) return [];
  const text =
    "Events lie in the default partition, because that of their month was missing. The daily job events.keep-months moves them; look why it has not.";
  return [{ key: "default-partition", title: "Partitions of events", text, severity: "warning" }];
}

async function backupFails(): Promise<Problem[]> {
  const text = await boundedLook("backups", async () =>
    backupProblem(await readBackupState(prisma), env.BACKUP_SCHEDULE, new Date()),
  );
  return text ? [{ key: "backup", title: "Backups", text, severity: "danger" }] : [];
}
