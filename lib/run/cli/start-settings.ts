import path from "node:path";
import { type Env, parseEnv } from "@/lib/base/env";
import { type HeldPort, holdPort } from "@/lib/run/cluster/ports";
import type { StartOptions } from "./options";
import { secretSettings } from "./start-secrets";

/** What a start runs with: the settings of all processes, and the ports that they are about to listen at, held already. */
export interface StartSettings {
  settings: NodeJS.ProcessEnv;
  env: Env;
  held: { web: HeldPort; inbound: HeldPort; mailbox: HeldPort | null };
}

const local = "127.0.0.1";

function wantedPort(setting: "MAILBOX_SMTP_PORT" | "INBOUND_SMTP_PORT"): number | null {
  return process.env[setting] ? Number(process.env[setting]) : null;
}

async function holdPorts(options: StartOptions, env: Env): Promise<StartSettings["held"]> {
  const web = await holdPort({ setting: "PORT, --port", host: env.HOST, wanted: options.port ?? null, usual: 3000 });
  const mailboxWish = {
    setting: "MAILBOX_SMTP_PORT",
    host: local,
    wanted: wantedPort("MAILBOX_SMTP_PORT"),
    usual: 2525,
  };
  const mailbox = env.MAILBOX === "embedded" ? await holdPort(mailboxWish) : null;
  const inbound = await holdPort({
    setting: "INBOUND_SMTP_PORT",
    host: env.INBOUND_SMTP_HOST,
    wanted: wantedPort("INBOUND_SMTP_PORT"),
    usual: 2526,
  });
  return { web, mailbox, inbound };
}

/**
 * The port at which the demo takes mail of programs of this machine, without TLS; nothing where somebody has set ports. The worker binds it
 * later by itself: a demo does without the certainty that nobody is quicker.
 */
async function demoSubmission(options: StartOptions): Promise<Record<string, string>> {
  if (!options.demo || process.env.SMTP_SUBMISSION_PORTS !== undefined) return {};
  const { port, server } = await holdPort({ setting: "SMTP_SUBMISSION_PORTS", host: local, wanted: null, usual: 2587 });
  await new Promise((resolve) => server.close(resolve));
  return { SMTP_SUBMISSION_PORTS: `${port}:plain`, SMTP_SUBMISSION_NAME: process.env.SMTP_SUBMISSION_NAME || local };
}

/** What says that somebody has set up more than a first look. */
function productionSettings(): string[] {
  const { APP_URL = "", ...source } = process.env;
  const others = ["HOMING_SECRET", "SMTP_URL", "RESEND_API_KEY", "TRUST_PROXY", "CRON_SECRET"];
  return [...(APP_URL.startsWith("https:") ? ["APP_URL"] : []), ...others.filter((name) => source[name])];
}

/** A database whose name got lost on its way here must not be replaced by an empty one. */
function refuseEmptyDatabaseUrl(): void {
  const set = productionSettings();
  if (process.env.DATABASE_URL !== "" || set.length === 0) return;
  throw new Error(
    `DATABASE_URL is empty although ${set.join(", ")} ${set.length > 1 ? "are" : "is"} set, and an empty product would start.\n` +
      "Set it to your PostgreSQL. To use the embedded one, in the data folder, take the line DATABASE_URL= out.",
  );
}

/** Stands for the embedded database until it runs. */
const embeddedDatabase = "postgresql://embedded.invalid/homing";

const parseStart = (source: NodeJS.ProcessEnv) =>
  parseEnv({ ...source, DATABASE_URL: source.DATABASE_URL || embeddedDatabase });

/** Reads the settings, then binds the ports. Throws in words when a setting is wrong or a port that was asked for is taken. */
export async function startSettings(options: StartOptions): Promise<StartSettings> {
  refuseEmptyDatabaseUrl();
  const own = {
    ...process.env,
    NODE_ENV: options.dev ? ("development" as const) : ("production" as const),
    ...secretSettings(options.data),
    NEXT_TELEMETRY_DISABLED: "1",
    JOURNAL_DIR: process.env.JOURNAL_DIR || path.resolve(options.data, "journal"),
  };
  const held = await holdPorts(options, parseStart(own));
  const appUrl = process.env.APP_URL || `http://localhost:${held.web.port}`;
  const settings = {
    ...own,
    PORT: String(held.web.port),
    APP_URL: appUrl,
    NEXTAUTH_URL: appUrl,
    INBOUND_SMTP_PORT: String(held.inbound.port),
    ...(await demoSubmission(options)),
    ...(held.mailbox && { MAILBOX_SMTP_PORT: String(held.mailbox.port) }),
  };
  return { settings, env: parseStart(settings), held };
}
