import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Env } from "@/lib/base/env";
import { settingsFromFiles } from "@/lib/base/process/secret-files";
import { workerEnv, workerFlags } from "@/lib/run/cli/worker-flags";
import { textOf } from "./support/house";

interface Service {
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  volumes?: string[];
  secrets?: string[];
  ports?: string[];
  [setting: string]: unknown;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const units = globSync("docs/systemd/*.service").sort();
const templates = globSync("docs/helm/homing/templates/*.yaml").sort();
const compose = parse(textOf("compose.yaml"), { merge: true }) as Compose;
const { database, migrate, web, "worker-1": first, "worker-2": second, ...others } = compose.services;
const values = parse(textOf("docs/helm/homing/values.yaml")) as {
  settings: Record<string, string>;
  secretKeys: string[];
};

/** What is no setting of ours, each with whose it is. */
const ofOthers: Record<string, string> = {
  NEXT_TELEMETRY_DISABLED: "Next",
  MALLOC_ARENA_MAX: "the C library, for workers (worker-flags.ts)",
};
const known = new Set([
  ...Object.keys(Env.in.shape),
  ...settingsFromFiles.map((name) => `${name}_FILE`),
  ...Object.keys(ofOthers),
]);

/** Names of settings in the lines of a file that set some. */
function settingsIn(file: string, lines: RegExp): string[] {
  const set = [...textOf(file).matchAll(lines)].map((match) => match[1]!);
  return set.flatMap((text) => [...text.matchAll(/\b([A-Z][A-Z0-9_]+)=/g)].map((match) => match[1]!));
}

test.each([
  ["Dockerfile", settingsIn("Dockerfile", /^ENV ((?:.*\\\n)*.*)/gm), 7],
  ["compose.yaml", [migrate, web, first, second].flatMap((service) => Object.keys(service!.environment!)), 20],
  ["the chart's values", Object.keys(values.settings), 4],
  ["docs/systemd", units.flatMap((unit) => settingsIn(unit, /^Environment=(.*)/gm)), 10],
  ["docs/one-machine.md", settingsIn("docs/one-machine.md", /^((?:[A-Z_]+=|.*--setenv=).*)/gm), 9],
])("%s names no setting that there is not", (_, names, count) => {
  expect(names.length).toBeGreaterThanOrEqual(count);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

describe("Dockerfile", () => {
  const lines = textOf("Dockerfile");

  test("is built and run by the pinned Node, and not as root", () => {
    expect(lines).toContain(`ARG NODE_VERSION=${textOf(".nvmrc").trim()}\n`);
    expect(lines.match(/^FROM node:\$\{NODE_VERSION\}-\S+-slim/gm)).toHaveLength(2);
    expect(/^USER (\d+):\d+$/m.exec(lines)?.[1]).not.toBe("0");
  });

  test("its build finds everything that decides whether a build is stale", () => {
    const source = textOf("lib/run/cli/build.mjs");
    const sources = /const sources = \[([^\]]+)\]/
      .exec(source)![1]!
      .match(/[\w./]+/g)!
      .map((name) => name.split("/")[0]);
    const kept = [...textOf(".dockerignore").matchAll(/^!(\S+)$/gm)].map((match) => match[1]);
    expect(sources.length).toBeGreaterThan(8);
    for (const name of [...sources, "package.json", "package-lock.json", "prisma.config.ts"])
      expect(kept).toContain(name);
  });
});

test("whoever starts a process gives it 30 seconds to stop, and it needs fewer", () => {
  const compose = textOf("compose.yaml").match(/(?<=stop_grace_period: )\S+/g);
  expect(new Set(compose)).toEqual(new Set(["30s"]));
  expect(textOf("docs/helm/homing/templates/_helpers.tpl")).toContain("terminationGracePeriodSeconds: 30\n");
  for (const unit of units) expect(textOf(unit)).toContain("\nTimeoutStopSec=30s\n");
  for (const file of ["lib/run/web/main.ts", "lib/run/worker/main.ts"]) {
    const withinMs = Number(/^const endWithinMs = ([\d_]+);$/m.exec(textOf(file))?.[1]?.replaceAll("_", ""));
    expect(withinMs, file).toBeLessThanOrEqual(25_000);
  }
});

test("the image's command finds its files by the link that the ENTRYPOINT is, from wherever it is called", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-link-"));
  symlinkSync(path.resolve("lib/run/cli/image/homing.sh"), path.join(folder, "homing"));
  const env = { PATH: `${folder}:${path.dirname(process.execPath)}:/usr/bin:/bin`, NODE_ENV: "test" as const };
  const { status, stderr } = spawnSync("homing", ["health", "worker"], { cwd: "/", env, encoding: "utf8" });
  rmSync(folder, { recursive: true, force: true });
  expect(stderr).toBe("A worker answers at METRICS_PORT only, and it is not set.\n");
  expect(status).toBe(1);
});

test("a worker has the same flags wherever it is started", () => {
  const flags = workerFlags.join(" ");
  const arena = `MALLOC_ARENA_MAX=${workerEnv.MALLOC_ARENA_MAX}`;
  for (const file of ["README.md", "lib/run/cli/image/homing.sh", "docs/systemd/homing-worker@.service"]) {
    expect(textOf(file)).toContain(`node ${flags} .build/worker.js`);
    expect(textOf(file)).toContain(arena);
  }
});

describe("compose.yaml", () => {
  const ours = { migrate: migrate!, web: web!, "worker-1": first!, "worker-2": second! };

  test("has a database of version 18, migrate, web and two workers", () => {
    expect(Object.keys(others)).toEqual([]);
    expect(database!.image).toMatch(/^postgres:18\b/);
    expect(Object.values(ours).map(({ command }) => command)).toEqual([["migrate"], ["web"], ["worker"], ["worker"]]);
    expect(migrate!.restart).toBe("no");
  });

  test("every process waits for what it needs, and everything else for migrate", () => {
    const healthy = { condition: "service_healthy" };
    expect(migrate!.depends_on).toEqual({ database: healthy });
    for (const service of [web, first, second])
      expect(service!.depends_on).toEqual({
        database: healthy,
        migrate: { condition: "service_completed_successfully" },
      });
  });

  test.each(Object.entries({ database: database!, ...ours }))("%s has no more rights than it needs", (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      stop_grace_period: "30s",
    });
    expect(service.tmpfs).toContain("/tmp");
    expect(service).not.toHaveProperty("privileged");
  });

  test("each that stays is asked whether it is well", () => {
    expect(database!.healthcheck!.test).toContain("pg_isready");
    expect(web!.healthcheck!.test).toEqual(["CMD", "homing", "health", "web"]);
    for (const worker of [first, second]) {
      expect(worker!.healthcheck!.test).toEqual(["CMD", "homing", "health", "worker"]);
      expect(worker!.environment!.METRICS_PORT).toMatch(/^\d+$/);
    }
    expect(migrate!.healthcheck).toEqual({ disable: true });
  });

  test("secrets come from files, of which each is declared", () => {
    for (const { environment, secrets } of Object.values(ours)) {
      const files = Object.entries(environment!).filter(([name]) => name.endsWith("_FILE"));
      expect(files.map(([, file]) => file).sort()).toEqual(secrets!.map((name) => `/run/secrets/${name}`).sort());
      for (const name of settingsFromFiles) expect(environment).not.toHaveProperty(name);
    }
    const used = Object.values(compose.services).flatMap(({ secrets = [] }) => secrets);
    expect(Object.keys(compose.secrets).sort()).toEqual([...new Set(used)].sort());
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
    expect(textOf(".gitignore")).toMatch(/^secrets\/$/m);
  });

  test("volumes are declared, and only this machine reaches the web process", () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((each) => each.split(":")[0]),
    );
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(web!.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:.*:3000$/)]);
    expect(database).not.toHaveProperty("ports");
  });
});

describe("docs/helm/homing", () => {
  test("every value that a template names is there, and every value is named", () => {
    const named = new Set(
      [...templates, "docs/helm/homing/templates/_helpers.tpl"].flatMap((file) =>
        [...textOf(file).matchAll(/\.Values\.([\w.]+)/g)].map((match) => match[1]!),
      ),
    );
    const valueAt = (name: string) =>
      name.split(".").reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], values);
    expect([...named].filter((name) => valueAt(name) === undefined)).toEqual([]);
    const leaves = Object.entries(values).flatMap(([name, value]) =>
      named.has(name) ? [name] : Object.keys(value as object).map((part) => `${name}.${part}`),
    );
    expect(leaves.filter((name) => !named.has(name))).toEqual([]);
    expect(named.size).toBeGreaterThan(12);
  });

  test("secrets are mounted as files, and none is a setting in the open", () => {
    const { secretKeys, settings } = values;
    expect(secretKeys.filter((name) => !settingsFromFiles.some((known) => known === name))).toEqual([]);
    for (const needed of ["HOMING_SECRET", "DATABASE_URL"]) expect(secretKeys).toContain(needed);
    for (const name of settingsFromFiles) expect(settings).not.toHaveProperty(name);
    const files = [...templates, "docs/helm/homing/templates/_helpers.tpl"].map(textOf).join("");
    expect(files).not.toContain("envFrom");
    expect(files.match(/include "homing.volumes"/g)).toHaveLength(3);
  });

  test("says of which version it is", () => {
    const chart = parse(textOf("docs/helm/homing/Chart.yaml")) as Record<string, string>;
    const { version } = JSON.parse(textOf("package.json")) as { version: string };
    expect(chart).toMatchObject({ apiVersion: "v2", name: "homing", appVersion: version });
    expect(values).toMatchObject({ image: { tag: version } });
  });

  test("web is asked at /api/health, a worker by its command, and all run as the image's user", () => {
    const user = /^USER (\d+):/m.exec(textOf("Dockerfile"))![1]!;
    expect(textOf("docs/helm/homing/templates/_helpers.tpl")).toContain(`runAsUser: ${user}\n`);
    expect(textOf("docs/helm/homing/templates/web.yaml").match(/path: \/api\/health, port: http/g)).toHaveLength(3);
    expect(textOf("docs/helm/homing/templates/worker.yaml").match(/\[homing, health, worker\]/g)).toHaveLength(2);
  });
});

const hasVerify = spawnSync("systemd-analyze", ["--version"]).error === undefined;

describe.skipIf(!hasVerify)(`systemd-analyze${hasVerify ? "" : " is not there: skipped"}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-units-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(units)("verifies %s", (unit) => {
    // Where it is installed there is the Node that it names.
    const text = readFileSync(unit, "utf8").replaceAll("/opt/homing/current/node_modules/.bin/node", process.execPath);
    mkdirSync(folder, { recursive: true });
    const copy = path.join(folder, path.basename(unit));
    writeFileSync(copy, text);
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", copy], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});
