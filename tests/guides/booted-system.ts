import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "@/tests/image/bare-system";

const bootWithinMs = 60_000;

/**
 * A bare Debian in which systemd runs as process 1, with processes, mounts, names and a network of its own. Its root is shared, as on
 * a machine: credentials of a service are mounted by a helper in a namespace below, and would stay there.
 */
export class BootedSystem {
  readonly #outer: ChildProcess;
  readonly #pid: number;

  private constructor(outer: ChildProcess, pid: number) {
    this.#outer = outer;
    this.#pid = pid;
  }

  /** Boots what lies in a folder; for a process in a mount namespace of its own. Throws when systemd does not come up. */
  static async boot(root: string): Promise<BootedSystem> {
    for (const at of ["run", "tmp"]) must("mount", ["-t", "tmpfs", "tmpfs", path.join(root, at)]);
    writeFileSync(path.join(root, "etc/machine-id"), "");
    const script = `mount -t proc proc "$1/proc" && mount -t sysfs -o ro sysfs "$1/sys" && mount -t cgroup2 cgroup2 "$1/sys/fs/cgroup" &&
      ip link set lo up && mount --rbind "$1" "$1" && cd "$1" && mkdir -p .before && pivot_root . .before && umount -l /.before &&
      mount --make-rshared / && exec /usr/bin/env -i container=test LANG=C.UTF-8 /lib/systemd/systemd`;
    const own = [
      "--mount",
      "--pid",
      "--fork",
      "--kill-child",
      "--cgroup",
      "--ipc",
      "--uts",
      "--net",
      "--propagation",
      "private",
    ];
    const outer = spawn("unshare", [...own, "sh", "-c", script, "sh", root], { stdio: ["ignore", "ignore", "ignore"] });
    await sleep(500);
    const pid = Number(readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, "utf8").trim().split(" ")[0]);
    if (!pid) throw new Error("systemd did not start");
    const system = new BootedSystem(outer, pid);
    const until = performance.now() + bootWithinMs;
    while (!/^(running|degraded)$/m.test(system.try("systemctl is-system-running").output)) {
      if (performance.now() > until)
        throw new Error(`systemd did not come up: ${system.try("systemctl list-jobs").output}`);
      await sleep(500);
    }
    return system;
  }

  /** Runs shell commands inside, as somebody at the keyboard does. */
  try(code: string): { status: number | null; output: string } {
    const inside = [
      "--target",
      String(this.#pid),
      "--mount",
      "--pid",
      "--cgroup",
      "--ipc",
      "--uts",
      "--net",
      `--root=/proc/${this.#pid}/root`,
    ];
    const shell = [
      "/usr/bin/env",
      "-i",
      "LANG=C.UTF-8",
      "HOME=/root",
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "bash",
      "-euo",
      "pipefail",
      "-c",
    ];
    const done = spawnSync("nsenter", [...inside, ...shell, `cd /opt/homing/current && { ${code}\n}`], {
      encoding: "utf8",
      timeout: 300_000,
    });
    return { status: done.status, output: `${done.stdout}${done.stderr}` };
  }

  /** The same; throws with what was said when they fail. */
  must(code: string): string {
    const { status, output } = this.try(code);
    if (status !== 0) throw new Error(`status ${status} of:\n${code}\n${output}`);
    return output;
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#outer.once("close", resolve));
    this.#outer.kill("SIGKILL");
    await ended;
  }
}

/** The project's files as a fresh clone has them. */
export function clone(to: string): void {
  mkdirSync(to, { recursive: true });
  must("sh", ["-c", `git ls-files -z | tar --null --files-from - --create | tar --extract --directory "$1"`, "sh", to]);
}
