import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "homing-pass-on-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => path.join(folder, name);
const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : "");

/** Ends in order half a second after a signal, which it writes down. */
writeFileSync(
  file("child.mjs"),
  `import { appendFileSync, writeFileSync } from "node:fs";
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {
    appendFileSync(process.argv[2], signal + " ");
    setTimeout(() => { appendFileSync(process.argv[2], "ended"); process.exit(5); }, 500);
  });
  setInterval(() => {}, 1000);
  writeFileSync(process.argv[2], "ready ");`,
);
writeFileSync(
  file("command.mjs"),
  `import { spawn } from "node:child_process";
  import { untilEnded } from ${JSON.stringify(path.join(import.meta.dirname, "pass-on.mjs"))};
  const child = spawn(process.execPath, [${JSON.stringify(file("child.mjs"))}, process.argv[2]], { stdio: "ignore" });
  process.exit((await untilEnded(child)).status);`,
);

const started = async (name: string, command: string[], env = process.env): Promise<ChildProcess> => {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { env, stdio: "ignore" });
  await vi.waitFor(() => expect(read(name)).toContain("ready"), { timeout: 10_000 });
  return child;
};
const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s is passed on, and the child's status is ours when it has ended in order",
  async (signal) => {
    const command = await started(signal, [process.execPath, file("command.mjs"), file(signal)]);
    command.kill(signal);
    expect(await exitOf(command)).toBe(5);
    expect(read(signal)).toBe(`ready ${signal} ended`);
  },
);

test("when the npm that runs it is killed, it ends its child in order", async () => {
  const npm = `${JSON.stringify(process.execPath)} ${file("command.mjs")} ${file("npm")} & wait`;
  const shell = await started("npm", ["sh", "-c", npm], { ...process.env, npm_lifecycle_event: "start" });
  shell.kill("SIGKILL");
  await vi.waitFor(() => expect(read("npm")).toBe("ready SIGTERM ended"), { timeout: 10_000 });
});

const namespaces = spawnSync("unshare", ["--pid", "--fork", "--mount-proc", "true"]).status === 0;

test.skipIf(!namespaces)("as process 1 it passes signals on and reaps whoever lost its parent", async () => {
  // An orphan of the container that ends at once: the zombie that Node as process 1 would leave.
  writeFileSync(
    file("orphans.sh"),
    `sh -c 'sleep 0.2 & :'; sleep 1; cat /proc/[0-9]*/stat | grep -c ' Z ' >${file("zombies")}; exec "$@"`,
  );
  const init = path.join(import.meta.dirname, "init.sh");
  const inside = ["sh", init, "sh", file("orphans.sh"), process.execPath, file("command.mjs"), file("init")];
  const outer = await started("init", ["unshare", "--pid", "--fork", "--mount-proc", ...inside]);
  expect(read("zombies").trim()).toBe("0");
  const [one = ""] = readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, "utf8").split(" ");
  process.kill(Number(one), "SIGTERM");
  expect(await exitOf(outer)).toBe(5);
  expect(read("init")).toBe("ready SIGTERM ended");
});
