import { connectProblem } from "@/lib/base/db/await-database";
import { checkBackups } from "./check-backups";
import { checkCertificates } from "./check-certificates";
import { checkClock } from "./check-clock";
import { checkDatabase } from "./check-database";
import { checkDisk } from "./check-disk";
import { checkDns } from "./check-dns";
import { checkPictures } from "./check-pictures";
import { checkPorts } from "./check-ports";
import { checkQueue } from "./check-queue";
import { checkInstallationSettings } from "./check-settings";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, type Examination, examinationOf, notChecked, problem } from "./finding";

/** A check that stumbles says so, and the others go on. */
async function orSay(check: string, look: () => Promise<DoctorFinding[]>): Promise<DoctorFinding[]> {
  try {
    return await look();
  } catch (error) {
    return [notChecked(check, `It could not be looked at: ${(error as Error).message}`)];
  }
}

/** Whether the database answers; what needs it is not looked at when it does not. */
async function checkStored(ctx: DoctorCtx): Promise<DoctorFinding[]> {
  const gone = await connectProblem(ctx.env.DATABASE_URL);
  if (gone) return databaseGone(`DATABASE_URL: ${gone.text}`);
  const stored = [
    () => orSay("database", () => checkDatabase(ctx)),
    () => orSay("clock", async () => [await checkClock(ctx)]),
    () => orSay("queue", () => checkQueue(ctx)),
    () => orSay("backup", () => checkBackups(ctx)),
    () => orSay("pictures", () => checkPictures(ctx)),
    () => orSay("dns", () => checkDns(ctx)),
  ];
  const findings: DoctorFinding[] = [];
  for (const look of stored) findings.push(...(await look()));
  return findings;
}

/** What is to be said where there is no database to look into. */
export function databaseGone(why: string): DoctorFinding[] {
  const advice = "Start the server, or mend DATABASE_URL or --data.";
  return [
    problem("database", why, advice),
    ...["clock", "queue", "backup", "pictures", "dns"].map((check) =>
      notChecked(check, "The database does not answer."),
    ),
  ];
}

/** What needs no database. */
export async function checkSurroundings(ctx: Omit<DoctorCtx, "db">): Promise<DoctorFinding[]> {
  const parts = await Promise.all([
    orSay("port", () => checkPorts(ctx)),
    orSay("certificate", () => checkCertificates(ctx)),
    orSay("disk", () => checkDisk(ctx)),
  ]);
  return [...checkInstallationSettings(ctx), ...parts.flat()];
}

/** Looks at everything that an installation stands on. Changes nothing. */
export async function examine(ctx: DoctorCtx): Promise<Examination> {
  const [surroundings, stored] = await Promise.all([checkSurroundings(ctx), checkStored(ctx)]);
  return examinationOf([...surroundings, ...stored]);
}
