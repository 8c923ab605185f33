import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { workerFlags } from "@/lib/run/cli/worker-flags";
import { watchChild } from "@/tests/load/children";
import type { Release } from "./previous-release";
import { must } from "./scene";

const readyWithinMs = 60_000;

/** A process of a release, as systemd or a container runs it. */
export class ReleaseProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  readonly #ready: Promise<string>;
  output = "";

  constructor(release: Release, name: "web" | "worker" | "db-migrate", settings: NodeJS.ProcessEnv) {
    this.#name = name;
    const flags = name === "worker" ? workerFlags : ["--enable-source-maps"];
    this.#child = spawn(process.execPath, [...flags, path.join(release.bundles, `${name}.js`)], {
      cwd: release.folder,
      env: settings,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    watchChild(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    this.#exit = new Promise((resolve) => this.#child.once("close", (code) => resolve(code)));
    this.#ready = new Promise((resolve) => this.#child.on("message", (said) => said === "ready" && resolve("ready")));
  }

  async ready(): Promise<void> {
    const late = sleep(readyWithinMs, "late", { ref: false });
    const how = await Promise.race([this.#ready, this.#exit, late]);
    must(how === "ready", `${this.#name} did not become ready (${how}):\n${this.output.slice(-3000)}`);
  }

  /** It ends by itself, or because it is asked to, with status 0. */
  async ended({ asked = false } = {}): Promise<void> {
    if (asked) this.#child.kill("SIGTERM");
    const status = await this.#exit;
    must(status === 0, `${this.#name} ended with status ${status}:\n${this.output.slice(-3000)}`);
  }
}
