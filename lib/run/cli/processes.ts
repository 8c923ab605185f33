import { spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { releaseFile } from "@/lib/base/process/release-file";
import type { HeldPort } from "@/lib/run/cluster/ports";
import type { ChildPlan } from "./children";
import type { StartOptions } from "./options";
import { demoPasswordOf } from "./start-secrets";
import type { StartSettings } from "./start-settings";
import { workerEnv, workerFlags } from "./worker-flags";

const sources = {
  web: "lib/run/web/main.ts",
  worker: "lib/run/worker/main.ts",
  mailbox: "lib/run/mailbox/main.ts",
} as const;
type Name = keyof typeof sources;

/** The processes of the product. `held` is what each keeps open for as long as it runs. */
export function processPlans(
  options: StartOptions,
  { settings, held: ports }: StartSettings,
  held: readonly (number | Writable)[],
): ChildPlan[] {
  const plan = (name: Name, port: HeldPort | null, worker = 0): ChildPlan => {
    const metrics = { METRICS_PORT: metricsPort(settings.METRICS_PORT, name === "web" ? 0 : worker + 1) };
    const env = { ...(name === "worker" && workerEnv), ...settings, ...(name !== "mailbox" && metrics) };
    // Who is started anew by itself has no socket to hand on: it binds by port.
    const isWatched = options.dev && name !== "web";
    if (isWatched) port?.server.close();
    const server = isWatched ? undefined : port?.server;
    return { name, command: process.execPath, args: argumentsOf(name, options.dev), env, held, server };
  };
  // One of the workers listens for mail that comes back, the others stand by.
  const workers = Array.from({ length: options.workers }, (_, index) =>
    plan("worker", index === 0 ? ports.inbound : null, index),
  );
  return [...(ports.mailbox ? [plan("mailbox", ports.mailbox)] : []), ...workers, plan("web", ports.web)];
}

/** The web process has the port that is set, the workers those behind it, in order. */
function metricsPort(set: string | undefined, behind: number): string {
  return set ? String(Number(set) + behind) : "";
}

function argumentsOf(name: Name, dev: boolean): string[] {
  if (dev) return name === "web" ? ["--import", "tsx", sources.web] : ["lib/run/cli/watch.mjs", sources[name]];
  return [...(name === "worker" ? workerFlags : ["--enable-source-maps"]), releaseFile(`.build/${name}.js`)];
}

/** Writes the demo data at first; ends early when we are asked to end. Resolves with the password of its account. */
export async function seedDemo(options: StartOptions, settings: NodeJS.ProcessEnv, stop: AbortSignal): Promise<string> {
  const { password, isNew } = demoPasswordOf(options.data);
  const args = options.dev
    ? ["--import", "tsx", "lib/demo/main.ts"]
    : ["--enable-source-maps", releaseFile(".build/demo-seed.js")];
  const env = { ...settings, DEMO_PASSWORD: password, DEMO_PASSWORD_IS_NEW: isNew ? "1" : "" };
  const seed = spawn(process.execPath, args, { env, stdio: "inherit", signal: stop });
  seed.on("error", () => {});
  const status = await new Promise((resolve) => seed.once("close", resolve));
  if (status !== 0 && !stop.aborted) throw new Error("The demo data could not be written.");
  return password;
}
