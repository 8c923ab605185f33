import type { Db } from "@/lib/base/db/client";
import { schemaState } from "@/lib/base/db/migrate";
import { type ServerVersion, serverVersionSql, versionProblem, versionWarning } from "@/lib/base/db/server-version";
import { eventMonthsProblem } from "@/lib/base/health/event-months";
import { releaseFile } from "@/lib/base/process/release-file";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, problem, warning } from "./finding";

type Ctx = Pick<DoctorCtx, "db" | "env" | "now">;

interface Facts {
  bytes: bigint;
  role: string;
  isSuperuser: boolean;
  mayCreate: boolean;
  /** Tables of the product that the role neither owns nor may own. */
  foreignTables: number;
}

async function factsOf(db: Db): Promise<Facts> {
  const [facts] = await db.$queryRaw<Facts[]>`
    select pg_database_size(current_database()) as bytes, current_user::text as role,
           (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
           has_database_privilege(current_database(), 'CREATE') and has_schema_privilege('public', 'CREATE') as "mayCreate",
           (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'partitions', 'queue') and c.relkind in ('r', 'p')
               and not pg_has_role(current_user, c.relowner, 'USAGE')) as "foreignTables"`;
  return facts!;
}

async function versionFinding({ db }: Ctx): Promise<DoctorFinding> {
  const check = "database.version";
  const [version] = await db.$queryRawUnsafe<ServerVersion[]>(serverVersionSql);
  const wrong = versionProblem(version!);
  if (wrong) return problem(check, wrong, "Upgrade the server, or name another one in DATABASE_URL.");
  const untried = versionWarning(version!);
  return untried ? warning(check, untried) : fine(check, `PostgreSQL ${version!.name}`);
}

function grantsFinding({ role, isSuperuser, mayCreate, foreignTables }: Facts): DoctorFinding {
  const check = "database.grants";
  if (!mayCreate || foreignTables > 0) {
    const what = mayCreate ? `does not own ${foreignTables} tables` : "may not make tables";
    const advice = `Make ${role} the owner of the database and of everything in it: months of events and migrations need new tables.`;
    return problem(check, `The role ${role} ${what}.`, advice);
  }
  if (!isSuperuser) return fine(check, `The role ${role} owns what it needs and is no superuser.`);
  const advice = "Let DATABASE_URL name a role that owns this database and nothing more.";
  return warning(
    check,
    `The role ${role} is a superuser: a fault of the product could reach the whole server.`,
    advice,
  );
}

async function secretFinding({ db }: Ctx): Promise<DoctorFinding> {
  const check = "database.secret";
  return requireKnownSecret(db).then(
    () => fine(check, "HOMING_SECRET is the one of this database."),
    (error: Error) =>
      problem(check, error.message, "Set the one from before, or see npm run admin -- accept-secret --help."),
  );
}

async function eventsFinding({ now }: Ctx): Promise<DoctorFinding> {
  const check = "database.events";
  const wrong = await eventMonthsProblem(now());
  return wrong
    ? problem(check, wrong, "Look at the worker's log, at that job.")
    : fine(check, "Their months are made.");
}

async function migrationsFinding({ env }: Ctx): Promise<DoctorFinding> {
  const check = "database.migrations";
  const { pending, newer } = await schemaState(env.DATABASE_URL, releaseFile("prisma/migrations"));
  const advice = "Start the newer release.";
  if (newer) return newer.isTooOld ? problem(check, newer.text) : warning(check, newer.text, advice);
  if (pending.length === 0) return fine(check, "All migrations are applied.");
  return problem(
    check,
    `${pending.length} are missing: ${pending.join(", ")}.`,
    "Run npm run db:migrate, or npm start.",
  );
}

const size = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** Whether the database answers, what it is, and what the product may do in it. Throws when it does not answer. */
export async function checkDatabase(ctx: Ctx): Promise<DoctorFinding[]> {
  const [facts, version, migrations] = await Promise.all([
    factsOf(ctx.db),
    versionFinding(ctx),
    migrationsFinding(ctx),
  ]);
  const isWhole = migrations.status === "ok";
  return [
    fine("database", "It answers."),
    version,
    migrations,
    ...(isWhole ? await Promise.all([secretFinding(ctx), eventsFinding(ctx)]) : []),
    fine("database.size", `${size.format(Number(facts.bytes) / 2 ** 20)} MiB`),
    grantsFinding(facts),
  ];
}
