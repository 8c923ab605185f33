import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Runs this very command again in a mount namespace of its own, which goes with all of its mounts; does not come back. */
export function againInNamespace(mark: string): never {
  const again = [
    "--mount",
    "--propagation",
    "private",
    process.execPath,
    ...process.execArgv,
    ...process.argv.slice(1),
  ];
  const { status } = spawnSync("unshare", again, { stdio: "inherit", env: { ...process.env, [mark]: "1" } });
  process.exit(status ?? 1);
}

/** Unmounts all below a folder that is to be taken away: what is mounted is the machine's. False, and said, when something stays. */
export function unmountBelow(folder: string): boolean {
  for (const point of mountsBelow(folder)) spawnSync("umount", ["--lazy", point]);
  const left = mountsBelow(folder);
  if (left.length > 0) console.error(`${folder} is left: ${left.join(", ")} cannot be unmounted.`);
  return left.length === 0;
}

/** What is mounted below a folder, the last first; one name stands there as often as something is mounted on it. */
function mountsBelow(folder: string): string[] {
  const points = readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "");
  return points.filter((point) => point.startsWith(`${folder}/`)).reverse();
}
