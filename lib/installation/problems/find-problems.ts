import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { nearlyFull } from "@/lib/base/health/disk-space";
import { isUnknown, type Readiness, staleAfterMs } from "@/lib/base/health/readiness";
import { ownVersion } from "@/lib/base/process/own-version";
import { backupProblem } from "@/lib/installation/state/backup-problem";
import { readBackupState } from "@/lib/installation/state/backup-state";
import { boundedLook } from "@/lib/installation/state/bounded-look";
import { type Msg, msg, t } from "@/lib/language/t";
import type { Problem } from "./problem.shared";

const titles: Record<keyof Readiness["checks"], Msg> = {
  database: msg("The database"),
  secret: msg("The secret"),
  migrations: msg("Migrations"),
  release: msg("A newer release was here"),
  queue: msg("The queue"),
  worker: msg("No worker"),
  waiting: msg("The queue falls behind"),
  campaigns: msg("A campaign is stuck"),
  disk: msg("A disk is full"),
  events: msg("Partitions of events"),
  jobs: msg("Jobs fail again and again"),
  pictures: msg("The storage of pictures"),
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
    return [{ key, title: t(titles[key as keyof Readiness["checks"]]), text: problem, severity }];
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
  return text ? [{ key: "disk-nearly", title: t("A disk fills up"), text, severity: "warning" }] : [];
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
  const values = { own: ownVersion, worker: first.id, version: first.version, more: others!.length - 1 };
  const text =
    values.more > 0
      ? t(
          "This process runs {own}, worker {worker} {version} and {more} more. Finish the upgrade: restart what is older.",
          values,
        )
      : t("This process runs {own}, worker {worker} {version}. Finish the upgrade: restart what is older.", values);
  return [{ key: "versions", title: t("Versions differ"), text, severity: "warning" }];
}

async function defaultPartition(): Promise<Problem[]> {
  const rows = await boundedLook(
    "default partition",
    () => prisma.$queryRaw<{ used: boolean }[]>`select exists (select from partitions.event_default) as used`,
  );
  if (!rows?.[0]?.used) return [];
  const text = t(
    "Events lie in the default partition, because that of their month was missing. The daily job {job} moves them; look why it has not.",
    { job: "events.keep-months" },
  );
  return [{ key: "default-partition", title: t("Partitions of events"), text, severity: "warning" }];
}

async function backupFails(): Promise<Problem[]> {
  const text = await boundedLook("backups", async () =>
    backupProblem(await readBackupState(prisma), env.BACKUP_SCHEDULE, new Date()),
  );
  return text ? [{ key: "backup", title: t("Backups"), text, severity: "danger" }] : [];
}
