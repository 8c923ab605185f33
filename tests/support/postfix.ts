import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const programs = "/usr/lib/postfix/sbin";

/** Why a Postfix of our own cannot be started here, in words, or null when it can. */
export function noPostfix(): string | null {
  if (!existsSync("/usr/sbin/postfix") || !existsSync(programs))
    return "Postfix is not installed (Debian: apt-get install postfix)";
  return process.getuid?.() === 0 ? null : "Postfix starts only as root";
}

export interface PostfixOptions {
  /** Lines of a regexp table: what the server answers at RCPT. */
  recipients: readonly string[];
  /** Lines of a regexp table: where mail for a recipient is handed on to. */
  routes: readonly string[];
  /** Further lines of its main.cf. */
  settings?: readonly string[];
}

export interface Postfix {
  port: number;
  /** What it logged. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts a Postfix with configuration, queue and log of its own in a scratch folder, listening on a free port of the loopback interface; the
 * one of the machine, if there is one, is not touched. Mail that is not taken by the next hop at once is returned at once.
 */
export async function startPostfix({ recipients, routes, settings = [] }: PostfixOptions): Promise<Postfix> {
  const root = mkdtempSync(path.join(tmpdir(), "homing-postfix-"));
  const folder = (name: string) => path.join(root, name);
  const port = await freePort();
  chmodSync(root, 0o755);
  for (const name of ["etc", "queue", "data"]) mkdirSync(folder(name), { mode: 0o755 });
  const owner = Number(execFileSync("id", ["-u", "postfix"], { encoding: "utf8" }));
  chownSync(folder("data"), owner, 0);
  writeFileSync(folder("etc/recipients"), `${recipients.join("\n")}\n`);
  writeFileSync(folder("etc/routes"), `${routes.join("\n")}\n`);
  writeFileSync(folder("etc/main.cf"), mainCf(folder, settings));
  writeFileSync(folder("etc/master.cf"), masterCf(port));
  const postfix = (verb: string) =>
    execFileSync("/usr/sbin/postfix", ["-c", folder("etc"), verb], { stdio: "pipe", timeout: 20_000 });
  postfix("start");
  const masterPid = () => Number(readFileSync(folder("queue/pid/master.pid"), "utf8"));
  const pid = masterPid();
  const stop = async () => {
    // The master ends its own processes; what is left of its group is ended after it.
    end(pid, "SIGTERM");
    for (let tries = 0; tries < 50 && isAlive(pid); tries++) await sleep(100);
    end(-pid, "SIGKILL");
    rmSync(root, { recursive: true, force: true });
  };
  await greeting(port).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    port,
    log: () => (existsSync(folder("data/maillog")) ? readFileSync(folder("data/maillog"), "utf8") : ""),
    stop,
  };
}

/** Lines of a main.cf. A setting that stood there twice would be warned of by every process, more often than a log that is starting can take. */
function mainCf(folder: (name: string) => string, settings: readonly string[]): string {
  const lines = [...ownSettings(folder), ...settings];
  const named = new Map(lines.map((line) => [line.slice(0, line.indexOf("=")).trim(), line]));
  return `${[...named.values()].join("\n")}\n`;
}

function ownSettings(folder: (name: string) => string): string[] {
  return [
    "compatibility_level = 3.6",
    `queue_directory = ${folder("queue")}`,
    `data_directory = ${folder("data")}`,
    `maillog_file = ${folder("data/maillog")}`,
    `maillog_file_prefixes = ${folder("data")}`,
    `daemon_directory = ${programs}`,
    "command_directory = /usr/sbin",
    "meta_directory = /etc/postfix",
    "mail_owner = postfix",
    "setgid_group = postdrop",
    "myhostname = mx.postfix.test",
    "mydestination =",
    "mynetworks = 127.0.0.0/8",
    "inet_interfaces = 127.0.0.1",
    "inet_protocols = ipv4",
    "disable_dns_lookups = yes",
    "smtp_host_lookup = native",
    "smtpd_peername_lookup = no",
    "alias_maps =",
    "local_recipient_maps =",
    `transport_maps = regexp:${folder("etc/routes")}`,
    `smtpd_recipient_restrictions = check_recipient_access regexp:${folder("etc/recipients")}, permit_mynetworks, reject`,
    // Else it slows down a client that meets many unknown recipients, which is what this one is here for.
    "smtpd_soft_error_limit = 1000",
    "smtpd_hard_error_limit = 1000",
    "smtpd_error_sleep_time = 0",
    // One try, then the mail is returned.
    "maximal_queue_lifetime = 0",
    "bounce_queue_lifetime = 1h",
    "minimal_backoff_time = 1s",
    "queue_run_delay = 1s",
    "smtp_tls_security_level = may",
    "smtp_tls_loglevel = 1",
    "smtpd_tls_security_level = none",
    "smtpd_client_connection_rate_limit = 0",
  ];
}

function masterCf(port: number): string {
  return `${[
    `127.0.0.1:${port} inet n - n - - smtpd`,
    "pickup unix n - n 60 1 pickup",
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 1 1 qmgr",
    "tlsmgr unix - - n 1000? 1 tlsmgr",
    "rewrite unix - - n - - trivial-rewrite",
    "bounce unix - - n - 0 bounce",
    "defer unix - - n - 0 bounce",
    "trace unix - - n - 0 bounce",
    "verify unix - - n - 1 verify",
    "flush unix n - n 1000? 0 flush",
    "proxymap unix - - n - - proxymap",
    "smtp unix - - n - - smtp",
    "relay unix - - n - - smtp",
    "error unix - - n - - error",
    "retry unix - - n - - error",
    "discard unix - - n - - discard",
    "anvil unix - - n - 1 anvil",
    "scache unix - - n - 1 scache",
    "postlog unix-dgram n - n - 1 postlogd",
  ].join("\n")}\n`;
}

/** Waits until somebody who connects is greeted. */
async function greeting(port: number): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const socket = connect(port, "127.0.0.1").setTimeout(5000, () => socket.destroy(new Error("no greeting in 5 s")));
    try {
      await once(socket, "data");
      return;
    } catch (error) {
      if (Date.now() > until) throw new Error("Postfix does not greet", { cause: error });
      await sleep(200);
    } finally {
      socket.destroy();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function end(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
