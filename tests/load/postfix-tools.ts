import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

export interface PostfixTools {
  sink: string;
  source: string;
}

function onPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

function find(): PostfixTools | null {
  const [sink, source] = [onPath("smtp-sink"), onPath("smtp-source")];
  return sink && source ? { sink, source } : null;
}

/** `smtp-sink` and `smtp-source`, Postfix's own load tools; installed from Debian's package when they are missing. */
export function ensurePostfixTools(): PostfixTools {
  const there = find();
  if (there) return there;
  const apt = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  const run = (...args: string[]) =>
    spawnSync(apt[0]!, [...apt.slice(1), ...args], {
      stdio: "ignore",
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  run("update", "-qq");
  run("install", "-y", "-qq", "--no-install-recommends", "postfix");
  const installed = find();
  if (installed) return installed;
  throw new Error("smtp-sink and smtp-source are missing. They come with Postfix (Debian: apt-get install postfix).");
}
