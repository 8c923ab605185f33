import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { canUnshare, type commands, ProductTree } from "@/tests/e2e/support/product-tree";
import { freePort } from "@/tests/support/behind-proxy";
import { Rows } from "./rows";
import { must, NotRun, type Scene, type SceneEnd, type Tools } from "./scene";

/** As long as orchestrators wait for a container. */
const endsWithinMs = 30_000;

export async function newProduct(
  { cleanup }: Tools,
  settings: Record<string, string | undefined> = {},
): Promise<ProductTree> {
  const product = new ProductTree(await freePort(), settings);
  cleanup.add(() => product.remove());
  return product;
}

async function stopKillStart(how: keyof typeof commands, tools: Tools): Promise<SceneEnd> {
  if (how.endsWith("process 1") && !canUnshare) throw new NotRun("this user may not make process namespaces (unshare)");
  const product = await newProduct(tools);
  const rows = new Rows(() => product.databaseUrl);
  await product.start(how);
  await rows.write(20);
  await stop(product);
  must(product.databaseIsWhole, "PostgreSQL did not end in order at SIGTERM");
  await product.start(how);
  const writing = rows.write(Number.POSITIVE_INFINITY);
  await sleep(500);
  process.kill(product.top, "SIGKILL");
  await writing;
  await product.gone(endsWithinMs);
  await product.start(how);
  const rowsLost = await rows.lost();
  await stop(product);
  const found = `ended in order at SIGTERM, all gone after kill -9, started again both times; ${rows.taken} rows were taken`;
  return { found, counts: { rowsLost } };
}

/** As a service manager does; every process of it is gone, and the status is 0. */
export async function stop(product: ProductTree): Promise<void> {
  process.kill(product.top, "SIGTERM");
  const status = await product.exit();
  must(status === 0, `SIGTERM ended it with status ${status}:\n${product.output}`);
  await product.gone(5_000);
}

async function refuseSecond(tools: Tools): Promise<SceneEnd> {
  const product = await newProduct(tools);
  await product.start("node");
  const second = new ProductTree(await freePort(), {}, product.data);
  second.spawn("node");
  must((await second.exit()) === 1, `a second start on the same data did not end with status 1:\n${second.output}`);
  must(second.output.includes(product.data), `it did not name the folder:\n${second.output}`);
  const other = new ProductTree(product.port);
  tools.cleanup.add(() => other.remove());
  other.spawn("node");
  must((await other.exit()) === 1, `a start on a port that is taken did not end with status 1:\n${other.output}`);
  must(other.output.includes(`Port ${product.port}`), `it did not name the port:\n${other.output}`);
  must((await product.isReady()) === true, "the first one is not ready any more");
  await stop(product);
  return {
    found: "a second start on the same data, and one on a taken port, were refused in words; the first went on",
  };
}

async function startOverStaleFiles(tools: Tools): Promise<SceneEnd> {
  const product = await newProduct(tools);
  const rows = new Rows(() => product.databaseUrl);
  await product.start("node");
  await rows.write(20);
  for (const pid of product.processes().keys()) process.kill(pid, "SIGKILL");
  await product.gone(5_000);
  const stranger: ChildProcess = spawn("sleep", ["600"], { stdio: "ignore" });
  tools.cleanup.add(() => stranger.kill("SIGKILL"));
  const pidFile = path.join(product.pgData, "postmaster.pid");
  writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(stranger.pid)));
  writeFileSync(path.join(product.data, "homing.lock"), `${stranger.pid} 1 0\n`);
  await product.start("node");
  must(
    stranger.exitCode === null && stranger.signalCode === null,
    "a process that had nothing to do with it was ended",
  );
  const rowsLost = await rows.lost();
  await stop(product);
  return { found: "it started over a process id and a lock of somebody else, who lives", counts: { rowsLost } };
}

export const processScenes: readonly Scene[] = [
  { name: "stop, kill and start as a child", withinMs: 150_000, play: (tools) => stopKillStart("node", tools) },
  {
    name: "stop, kill and start as process 1 of a namespace",
    withinMs: 150_000,
    play: (tools) => stopKillStart("node as process 1", tools),
  },
  { name: "lock and ports", withinMs: 120_000, play: refuseSecond },
  { name: "stale files", withinMs: 150_000, play: startOverStaleFiles },
];
