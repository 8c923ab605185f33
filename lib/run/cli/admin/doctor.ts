import { tmpdir } from "node:os";
import path from "node:path";
import { prisma } from "@/lib/base/db/client";
import { type Env, parseEnv } from "@/lib/base/env";
import type { DoctorCtx } from "@/lib/run/doctor/doctor-ctx";
import { checkSurroundings, databaseGone, examine } from "@/lib/run/doctor/examine";
import { type Examination, examinationOf, fine, notChecked, problem } from "@/lib/run/doctor/finding";
import { realNetwork } from "@/lib/run/doctor/network";
import { type AdminCommand, dataHelp, dataOption, type Given } from "./admin-command";
import { type Installation, takeUpSettings, withInstallation } from "./with-installation";

/** Stands for the embedded database until it runs. */
const embeddedDatabase = "postgresql://embedded.invalid/homing";

function surroundings(env: Env, set: ReadonlySet<string>, at: Installation): Omit<DoctorCtx, "db"> {
  return {
    env,
    set,
    now: () => new Date(),
    isRunning: at.isRunning,
    folders: { data: at.database, journal: env.JOURNAL_DIR, temp: tmpdir() },
    network: realNetwork(),
  };
}

function wrongSettings(error: Error): Examination {
  const rest = ["database", "clock", "queue", "backup", "pictures", "dns", "port", "certificate", "disk"];
  return examinationOf([
    problem("settings", error.message, "Mend that in the environment or in .env; .env.example documents each setting."),
    ...rest.map((check) => notChecked(check, "The settings are wrong.")),
  ]);
}

async function examineInstallation(data: string): Promise<Examination> {
  const set = new Set(Object.keys(process.env).filter((name) => process.env[name]));
  const folder = path.resolve(data);
  let env: Env;
  try {
    takeUpSettings(folder);
    env = parseEnv({ ...process.env, DATABASE_URL: process.env.DATABASE_URL || embeddedDatabase });
  } catch (error) {
    return wrongSettings(error as Error);
  }
  let result: Examination | undefined;
  try {
    await withInstallation(folder, async (at) => {
      const own = { ...env, DATABASE_URL: process.env.DATABASE_URL! };
      result = await examine({ ...surroundings(own, set, at), db: prisma });
    });
  } catch (error) {
    const found = await checkSurroundings(surroundings(env, set, { folder, isRunning: false, database: null }));
    result = examinationOf([...found, ...databaseGone((error as Error).message)]);
  }
  const { findings } = result!;
  return examinationOf([fine("settings", "All settings can be read."), ...findings]);
}

const labels = { ok: "ok", warning: "WARNING", error: "ERROR", "not checked": "not checked" } as const;

function print({ findings }: Examination): void {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const indent = " ".repeat(width + 14);
  for (const { check, status, found, advice } of findings) {
    console.log(`${labels[status].padEnd(12)} ${check.padEnd(width)} ${found.replaceAll("\n", `\n${indent}`)}`);
    if (advice) console.log(`${indent}→ ${advice.replaceAll("\n", `\n${indent}→ `)}`);
  }
  const count = (status: keyof typeof labels) => findings.filter((finding) => finding.status === status).length;
  console.log(`\nErrors: ${count("error")}, warnings: ${count("warning")}, not checked: ${count("not checked")}.`);
}

async function run({ values }: Given): Promise<number> {
  const result = await examineInstallation(String(values.data));
  if (values.json) console.log(JSON.stringify(result));
  else print(result);
  return result.status === "error" ? 1 : 0;
}

export const doctorCommand: AdminCommand = {
  summary:
    "looks at settings, database, DNS, ports, certificates, clock, disk, queue, backups and pictures, and says what to do",
  operands: [],
  options: { ...dataOption, json: { type: "boolean" } },
  help: `It changes nothing. The status is 1 when it found an error.

${dataHelp}
  --json           one object, {findings: [{check, status, found, advice}], status}, and nothing else`,
  run,
};
