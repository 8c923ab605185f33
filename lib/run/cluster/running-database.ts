import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { appRole } from "./cluster";
import { clusterHome } from "./cluster-home";
import { isServerOf } from "./postmaster";

/** The URL of a database, for the product's role, on the server that runs on a data folder now; null when none does. */
export function runningDatabase(folder: string, database: string): string | null {
  const passwordFile = path.join(folder, "pg-app-password");
  if (!existsSync(passwordFile)) return null;
  const { data } = clusterHome(folder);
  const pidFile = path.join(data, "postmaster.pid");
  if (!existsSync(pidFile)) return null;
  // Process id, folder, start, port: PostgreSQL, src/include/utils/pidfile.h.
  const [pid, , , port] = readFileSync(pidFile, "utf8").split("\n");
  if (!port || !isServerOf(Number(pid), data)) return null;
  return `postgresql://${appRole}:${readFileSync(passwordFile, "utf8").trim()}@127.0.0.1:${port.trim()}/${database}`;
}
