import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { readMigrations } from "@/lib/base/db/migrate";
import { buildProblem } from "@/lib/base/health/own-build";
import { ownVersion } from "@/lib/base/process/own-version";
import { releaseFile } from "@/lib/base/process/release-file";
import { boundedLook } from "./bounded-look";

/** What runs here; times are ISO 8601, null stands for what is not known. */
export interface InstallationOverview {
  homing: string;
  node: string;
  postgres: string | null;
  migrations: { applied: number; latest: string; missing: number } | null;
  /** Since when this web process runs. */
  startedAt: string;
  /** Why this process should be started again; null when it runs what is built here. */
  newerBuild: string | null;
}

/** Versions and age of the web process that answers, and of its database. For the operator. */
export async function readOverview(ctx: Ctx): Promise<InstallationOverview> {
  await requireOperator(ctx);
  const [postgres, migrations, newerBuild] = await Promise.all([
    boundedLook("postgres", readServer),
    boundedLook("migrations", readHistory, 30_000),
    boundedLook("build", () => buildProblem(), 30_000),
  ]);
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  return { homing: ownVersion, node: process.versions.node, postgres, migrations, startedAt, newerBuild };
}

async function readServer(): Promise<string> {
  const [row] = await prisma.$queryRaw<{ name: string }[]>`select current_setting('server_version') as name`;
  return row?.name.split(" ")[0] ?? "";
}

async function readHistory() {
  const [known, rows] = await Promise.all([
    readMigrations(releaseFile("prisma/migrations")),
    prisma.$queryRaw<{ name: string }[]>`
      select migration_name as name from _prisma_migrations
       where finished_at is not null and rolled_back_at is null order by migration_name`,
  ]);
  const applied = new Set(rows.map(({ name }) => name));
  const missing = known.filter(({ name }) => !applied.has(name)).length;
  return { applied: applied.size, latest: rows.at(-1)?.name ?? "", missing };
}
