import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { getBoss } from "@/lib/base/jobs/boss";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { findKeyedFailures, noteFailure } from "@/lib/base/jobs/repeated-failures";
import { ownVersion } from "@/lib/base/process/own-version";
import { discardJob, dismissFailure, retryJob } from "@/lib/installation/retry-jobs";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { testMember, testWorkspace } from "@/tests/support/db";
import { boundedLook } from "./bounded-look";
import { readMailState } from "./read-mail";
import { readOverview } from "./read-overview";
import { readQueuesState } from "./read-queues";
import { readStorage } from "./read-storage";
import { readWorkerItems } from "./read-workers";

async function operator() {
  const ctx = await testMember(await testWorkspace(), "analyst");
  await prisma.user.update({ where: { id: ctx.userId }, data: { isOperator: true } });
  return ctx;
}

test("nobody but an operator reads any of it", async () => {
  const owner = await testMember(await testWorkspace(), "owner");
  for (const read of [readMailState, readOverview, readQueuesState, readStorage, readWorkerItems])
    await expect(read(owner), read.name).rejects.toMatchObject({ code: "not_found" });
});

test("a look that hangs or fails is not known, and those who ask at once share one", async () => {
  let looks = 0;
  const hang = () => {
    looks += 1;
    return new Promise<string>(() => {});
  };
  const name = `test ${newId()}`;
  const began = performance.now();
  expect(await Promise.all([boundedLook(name, hang), boundedLook(name, hang)])).toEqual([null, null]);
  expect(performance.now() - began).toBeLessThan(6000);
  expect(looks).toBe(1);
  const fails = async () => Promise.reject<string>(new Error("no"));
  expect(await boundedLook(`test ${newId()}`, fails)).toBeNull();
});

test("versions, sizes and workers are read", async () => {
  const op = await operator();
  const overview = await readOverview(op);
  expect(overview).toMatchObject({
    homing: ownVersion,
    postgres: expect.stringMatching(/^\d+/),
    migrations: { missing: 0 },
  });
  const storage = await readStorage(op);
  expect(storage.databaseBytes).toBeGreaterThan(1e6);
  expect(storage.tables?.map(({ name }) => name)).toContain("event");
  expect(storage.tables?.find(({ name }) => name === "event")?.partitions).toBeGreaterThan(1);
  expect(storage.disks?.[0]?.totalBytes).toBeGreaterThan(0);
  const old = {
    id: `old-${newId()}`,
    host: "a",
    version: "0.0.1",
    seenAt: new Date(Date.now() - 60_000),
    doing: ["imports.run"],
  };
  await prisma.workerHeartbeat.createMany({ data: [old, { id: `new-${newId()}`, host: "b", version: ownVersion }] });
  const workers = await readWorkerItems(op);
  expect(workers?.find(({ id }) => id === old.id)).toMatchObject({
    alive: false,
    differs: true,
    doing: ["imports.run"],
  });
  expect(workers?.find(({ host }) => host === "b")).toMatchObject({ alive: true, differs: false });
});

test("a job that was given up is shown with its reason, tried again or taken away, and the log says so", async () => {
  const op = await operator();
  const name = `test.give-up-${randomBytes(4).toString("hex")}`;
  const job = defineJob(name, z.object({ workspaceId: z.string() }), async () => {}, { retryLimit: 0 });
  const boss = await getBoss();
  for (let count = 0; count < 2; count++) {
    await enqueue(op, job, { workspaceId: "" });
    const [taken] = await boss.fetch(name);
    await boss.fail(name, taken!.id, new Error("the disk is full"));
  }
  const state = await readQueuesState(op);
  expect(state?.queues.find((queue) => queue.name === name)).toMatchObject({ failed: 2, waiting: 0 });
  const failed = state!.failedJobs.filter(({ queue }) => queue === name);
  expect(failed).toMatchObject([{ reason: "the disk is full", tries: 1 }, { reason: "the disk is full" }]);
  await retryJob(op, { jobId: failed[0]!.id });
  await discardJob(op, { jobId: failed[1]!.id });
  await expect(retryJob(op, { jobId: failed[1]!.id })).rejects.toMatchObject({ code: "conflict" });
  const left = await prisma.$queryRaw<{ state: string }[]>`select state::text from queue.job where name = ${name}`;
  expect(left).toEqual([{ state: expect.stringMatching(/created|retry/) }]);
  const events = await prisma.securityEvent.findMany({ where: { actorId: op.userId }, orderBy: { id: "asc" } });
  expect(events.map(({ kind }) => kind)).toEqual(["jobs.retried", "jobs.discarded"]);

  for (let count = 0; count < 3; count++)
    await noteFailure({ job: name, subject: null, workspaceId: "" }, new Error("no"));
  const [failure] = (await findKeyedFailures(prisma)).filter((each) => each.job === name);
  await dismissFailure(op, { key: failure!.key });
  await dismissFailure(op, { key: failure!.key });
  const dismissed = await prisma.securityEvent.findMany({ where: { actorId: op.userId, kind: "jobs.dismissed" } });
  expect(dismissed).toMatchObject([{ detail: { queue: name } }]);
  expect((await findKeyedFailures(prisma)).filter((each) => each.job === name)).toEqual([]);
  await boss.deleteQueue(name);
});

test("mail of the last day is summed by transport and by workspace, without what is older", async () => {
  const op = await operator();
  const ctx = await testWorkspace({ name: "Sends much" });
  await ensureDefaultSending(ctx);
  const transport = await prisma.transport.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const key = { workspaceId: ctx.workspaceId, transportId: transport.id };
  const hoursAgo = (hours: number) => new Date(Math.floor(Date.now() / 3600_000 - hours) * 3600_000);
  await prisma.transportHour.createMany({
    data: [
      { ...key, hour: hoursAgo(0), accepted: 1_000_000, refused: 4 },
      { ...key, hour: hoursAgo(3), accepted: 500, deferred: 7, failures: 1 },
      { ...key, hour: hoursAgo(30), accepted: 9_000 },
    ],
  });
  const state = await readMailState(op);
  expect(state?.transports.find(({ id }) => id === transport.id)).toMatchObject({
    workspace: "Sends much",
    hour: { accepted: 1_000_000, refused: 4, deferred: 0 },
    day: { accepted: 1_000_500, refused: 4, deferred: 7, failures: 1 },
    state: "working",
  });
  expect(state?.senders[0]).toMatchObject({ name: "Sends much", accepted: 1_000_500 });
  await prisma.transportHour.deleteMany({ where: key });
});
