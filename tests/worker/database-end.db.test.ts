import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { startCluster } from "@/lib/run/cluster/cluster";
import { clusterHome } from "@/lib/run/cluster/cluster-home";
import { isServerOf } from "@/lib/run/cluster/postmaster";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "homing-database-end-"));
const children: ChildProcess[] = [];
let data: string;
let pidFile: string;

beforeAll(async () => {
  const cluster = await startCluster(folder, { fast: true });
  await cluster.stop();
  data = clusterHome(folder).data;
  pidFile = path.join(data, "postmaster.pid");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => {
  if (data !== path.join(folder, "pg")) rmSync(path.dirname(data), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

/** A process that starts the server and tells its id; `others`: it hands the lifeline to a child of its own first. */
async function starter({ others }: { others: number }): Promise<{ starter: ChildProcess; server: number }> {
  const file = path.join(folder, "starter.mts");
  const script = `
    import { spawn } from "node:child_process";
    import { startCluster } from "@/lib/run/cluster/cluster";
    const { pid, lifeline } = await startCluster(${JSON.stringify(folder)}, { fast: true });
    if (${others}) spawn("sleep", [${JSON.stringify(String(others))}], { stdio: ["ignore", "ignore", "ignore", lifeline] });
    process.send(pid);`;
  writeFileSync(file, script);
  const env = { ...process.env, TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json") };
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.push(child);
  const server = await new Promise<number>((resolve) => child.once("message", (pid) => resolve(Number(pid))));
  return { starter: child, server };
}

const runs = (server: number) => isServerOf(server, data);

test("a supervisor that is killed takes its server along, which ends in order", async () => {
  const { starter: child, server } = await starter({ others: 0 });
  expect(runs(server)).toBe(true);
  child.kill("SIGKILL");
  await vi.waitFor(() => expect(runs(server)).toBe(false), { timeout: 15_000 });
  expect(existsSync(pidFile), "no recovery at the next start").toBe(false);
});

test("the server outlives a killed supervisor for as long as a process that writes to it runs", async () => {
  const { starter: child, server } = await starter({ others: 3 });
  child.kill("SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(runs(server)).toBe(true);
  await vi.waitFor(() => expect(runs(server)).toBe(false), { timeout: 15_000 });
});

test("a server that was left behind is stopped before the next one starts", async () => {
  const { starter: child, server } = await starter({ others: 30 });
  child.kill("SIGKILL");
  const next = await startCluster(folder, { fast: true });
  expect(runs(server)).toBe(false);
  expect(runs(next.pid)).toBe(true);
  await next.stop();
});

test("a stale postmaster.pid that names a stranger: no signal for the stranger, and the server starts", async () => {
  const { uid, gid } = clusterHome(folder);
  // As the server's own user, whom PostgreSQL would take for its server.
  const stranger = spawn("sleep", ["60"], { uid, gid, stdio: "ignore" });
  children.push(stranger);
  const lines = [stranger.pid, data, 1, 5432, "", "", "0 0"];
  writeFileSync(pidFile, `${lines.join("\n")}\n`);
  const cluster = await startCluster(folder, { fast: true });
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  expect(readFileSync(pidFile, "utf8").split("\n")[0]).toBe(String(cluster.pid));
  await cluster.stop();
});

test("a database that was broken off while it was made is made anew", async () => {
  const half = mkdtempSync(path.join(tmpdir(), "homing-database-half-"));
  const home = clusterHome(half).data;
  mkdirSync(`${home}.new`, { recursive: true });
  writeFileSync(path.join(`${home}.new`, "PG_VERSION"), "18\n");
  const cluster = await startCluster(half, { fast: true });
  await cluster.stop();
  expect(existsSync(`${home}.new`)).toBe(false);
  rmSync(half, { recursive: true, force: true });
  if (home !== path.join(half, "pg")) rmSync(path.dirname(home), { recursive: true, force: true });
});
