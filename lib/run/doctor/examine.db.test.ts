import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test, vi } from "vitest";

vi.hoisted(() => {
  // A host that others can reach; the settings are read at first use.
  process.env.INBOUND_DOMAIN = "in.acme-hosting.com";
});

import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { parseEnv } from "@/lib/base/env";
import { getBoss } from "@/lib/base/jobs/boss";
import { noteFailure, noteSuccess, REPEATED_FROM } from "@/lib/base/jobs/repeated-failures";
import { testWorkspace } from "@/tests/support/db";
import { testNetwork } from "@/tests/support/doctor-network";
import type { DoctorCtx } from "./doctor-ctx";
import { examine } from "./examine";

const env = parseEnv(process.env);

function doctorCtx(own: Partial<DoctorCtx> = {}): DoctorCtx {
  return {
    env,
    set: new Set(),
    db: prisma,
    now: () => new Date(),
    isRunning: true,
    folders: { data: tmpdir(), journal: path.join(tmpdir(), "homing-not-made-yet", "journal"), temp: tmpdir() },
    network: testNetwork(),
    ...own,
  };
}

async function found(own: Partial<DoctorCtx> = {}) {
  const { findings, status } = await examine(doctorCtx(own));
  return { status, of: Object.fromEntries(findings.map((finding) => [finding.check, finding])) };
}

/** A domain whose only records are SPF, DMARC and the return path. */
async function domain(name: string): Promise<void> {
  const { workspaceId } = await testWorkspace();
  await prisma.sendingDomain.create({ data: { workspaceId, id: newId(), name, returnPathHost: `bounce.${name}` } });
}

beforeAll(async () => {
  const boss = await getBoss();
  await boss.createQueue("doctor.test");
});

test("a database of the tests is well; a worker that nobody sees is not", async () => {
  const { status, of } = await found();
  for (const check of [
    "database",
    "database.migrations",
    "database.secret",
    "database.grants",
    "clock",
    "queue.failed",
    "disk.journal",
  ])
    expect(of[check], check).toMatchObject({ status: "ok", advice: null });
  expect(of["queue.workers"]).toMatchObject({ status: "error" });
  expect(of["queue.workers"]?.advice).toBeTruthy();
  expect(status).toBe("error");
  expect((await found({ isRunning: false })).of["queue.workers"]).toMatchObject({ status: "not checked" });
  await prisma.workerHeartbeat.create({ data: { id: "doctor", version: "1", seenAt: new Date() } });
  expect((await found()).of["queue.workers"]).toMatchObject({ status: "ok" });
});

test("jobs that wait for long and jobs that failed are named", async () => {
  const boss = await getBoss();
  await boss.send("doctor.test", {}, { startAfter: new Date(Date.now() - 20 * 60_000) });
  expect((await found()).of["queue.due"]).toMatchObject({
    status: "warning",
    found: expect.stringContaining("doctor.test has been due for 20 minutes") as string,
  });
  const [job] = await boss.fetch("doctor.test");
  await boss.fail("doctor.test", job!.id);
  await prisma.$executeRaw`update queue.job set state = 'failed', completed_on = now() where name = 'doctor.test'`;
  const { of } = await found();
  expect(of["queue.due"]).toMatchObject({ status: "ok" });
  expect(of["queue.failed"]).toMatchObject({ status: "warning", found: "Within the last day: doctor.test 1." });
});

test("work that fails again and again is an error, and so is a database of another secret", async () => {
  const attempt = { job: "doctor.test", subject: 1, workspaceId: "" };
  for (let n = 0; n < REPEATED_FROM; n++) await noteFailure(attempt, new Error("the disk is full"));
  await prisma.installationSetting.create({ data: { name: "secret_check", value: { mac: "0".repeat(32) } } });
  const { of } = await found();
  expect(of["queue.repeated"]).toMatchObject({
    status: "error",
    found: expect.stringContaining("the disk is full") as string,
  });
  expect(of["database.secret"]).toMatchObject({ status: "error" });
  await prisma.installationSetting.delete({ where: { name: "secret_check" } });
  await noteSuccess(attempt);
});

test("a clock that is wrong is told from one that is right", async () => {
  const by = (ms: number) => async () => (await found({ now: () => new Date(Date.now() + ms) })).of.clock?.status;
  expect([await by(0)(), await by(-5000)(), await by(60_000)()]).toEqual(["ok", "warning", "error"]);
});

test("every sending domain is looked up: right, wrong, without an answer, reserved", async () => {
  for (const name of ["right.acme.com", "wrong.acme.com", "silent.acme.com", "local.test"]) await domain(name);
  const spf = `v=spf1 a:${env.INBOUND_DOMAIN} ~all`;
  const answer = <T>(host: string, right: T): Promise<T> => {
    const code = host.includes("silent") ? "ETIMEOUT" : "ENOTFOUND";
    return host.includes("right") ? Promise.resolve(right) : Promise.reject(Object.assign(new Error(code), { code }));
  };
  const network = testNetwork({
    resolver: {
      resolveTxt: (host) => answer(host, [[host.startsWith("_dmarc") ? "v=DMARC1; p=none" : spf]]),
      resolveMx: (host) => answer(host, [{ exchange: env.INBOUND_DOMAIN, priority: 10 }]),
    },
  });
  const { of } = await found({ network });
  expect(of["dns.right.acme.com"]).toMatchObject({ status: "ok", found: "All 3 records are right." });
  expect(of["dns.wrong.acme.com"]).toMatchObject({ status: "error" });
  expect(of["dns.wrong.acme.com"]?.advice).toContain(spf);
  expect(of["dns.silent.acme.com"]).toMatchObject({ status: "not checked" });
  expect(of["dns.local.test"]).toMatchObject({ status: "not checked" });
});

test("mail that comes back needs an address: at its MX, or of the name itself", async () => {
  const inboundAt = async (resolver: Parameters<typeof testNetwork>[0]) => {
    const { of } = await found({ env: { ...env, INBOUND_DOMAIN: "in.acme.com" }, network: testNetwork(resolver) });
    return of["dns.INBOUND_DOMAIN"]?.status;
  };
  const resolveMx = async () => [{ exchange: "mx.acme.com", priority: 10 }];
  const at = (name: string) => async (host: string) => (host === name ? ["192.0.2.1"] : []);
  expect(await inboundAt({ resolver: { resolveMx, resolve4: at("mx.acme.com") } })).toBe("ok");
  expect(await inboundAt({ resolver: { resolveMx, resolve4: at("in.acme.com") } })).toBe("error");
  expect(await inboundAt({ resolver: { resolve6: at("in.acme.com") } })).toBe("ok");
  expect(await inboundAt({})).toBe("error");
  const silent = () => Promise.reject(Object.assign(new Error("late"), { code: "ETIMEOUT" }));
  expect(await inboundAt({ resolver: { resolveMx: silent } })).toBe("not checked");
});

test("a database that says nothing is waited for a few seconds only, and what needs it is not looked at", async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => sockets.add(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const { of } = await found({ env: { ...env, DATABASE_URL: `postgresql://127.0.0.1:${port}/homing` } });
  expect(of.database).toMatchObject({ status: "error", advice: expect.any(String) as string });
  for (const check of ["clock", "queue", "dns"]) expect(of[check], check).toMatchObject({ status: "not checked" });
  for (const socket of sockets) socket.destroy();
  silent.close();
}, 15_000);
