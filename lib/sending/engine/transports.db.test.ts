import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { Prisma, Transport } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import type { TransportFailure } from "@/lib/mail/transport";
import { chooseTransport } from "@/lib/sending/transports/choose-transport";
import { sealConfig } from "@/lib/sending/transports/transport-config";
import { noteTransportFailure, noteWorking } from "@/lib/sending/transports/transport-health";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { presentTransports } from "@/lib/sending/transports/transport-view";
import { testWorkspace } from "@/tests/support/db";

const resend = (number: number) => sealConfig({ kind: "resend", settings: { apiKey: `re_${number}` } });

async function transport(ctx: Ctx, values: Partial<Prisma.TransportUncheckedCreateInput> = {}): Promise<Transport> {
  const row = await prisma.transport.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      name: values.name ?? "Way",
      kind: "resend",
      configSealed: resend(1),
      ...values,
    },
  });
  forgetTransports(ctx.workspaceId);
  return row;
}

/** A clock that tests move; what processes remember for a second is read anew at each move. */
function movable(ctx: Ctx): Ctx & { pass: (ms: number) => void } {
  let now = Date.UTC(2026, 10, 23, 12);
  return {
    ...ctx,
    now: () => new Date(now),
    pass: (ms) => {
      now += ms;
      forgetTransports(ctx.workspaceId);
    },
  };
}

const read = (ctx: Ctx, id: string) =>
  prisma.transport.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });

async function chosen(ctx: Ctx, key = "k", pinned: string | null = null): Promise<string> {
  const choice = await chooseTransport(ctx, { pinned, key });
  if ("transport" in choice) return choice.transport.id;
  return "hold" in choice ? `hold: ${choice.hold()}` : `wait: ${choice.waitUntil.toISOString().slice(11, 19)}`;
}

const network: TransportFailure = { kind: "network", text: "nobody answers", retryAfterMs: null };

test("mail is spread by weight, and a key stays with its transport when another one comes", async () => {
  const ctx = await testWorkspace();
  const a = await transport(ctx, { weight: 300, isDefault: true });
  const b = await transport(ctx, { weight: 100 });
  const keys = Array.from({ length: 400 }, (_, index) => `batch-${index}`);
  const before = new Map<string, string>();
  for (const key of keys) before.set(key, await chosen(ctx, key));
  const share = [...before.values()].filter((id) => id === a.id).length / keys.length;
  expect(share).toBeGreaterThan(0.65);
  expect(share).toBeLessThan(0.85);
  expect(new Set(before.values())).toEqual(new Set([a.id, b.id]));
  const c = await transport(ctx, { weight: 100 });
  for (const key of keys) expect([before.get(key), c.id]).toContain(await chosen(ctx, key));
});

test("weight 0 serves only while no weighted one works, and is left again afterwards", async () => {
  const ctx = movable(await testWorkspace());
  const main = await transport(ctx, { isDefault: true });
  const spare = await transport(ctx, { weight: 0 });
  expect(await chosen(ctx)).toBe(main.id);
  await noteTransportFailure(ctx, main, network);
  expect(await chosen(ctx)).toBe(spare.id);
  ctx.pass(15_000);
  expect(await chosen(ctx)).toBe(main.id); // the one try
  expect(await chosen(ctx)).toBe(spare.id);
  await noteWorking(ctx, main.id);
  expect(await chosen(ctx)).toBe(main.id);
});

test("a pinned campaign waits for its own transport and holds when only a person can help", async () => {
  const ctx = movable(await testWorkspace());
  await transport(ctx, { isDefault: true });
  const pinned = await transport(ctx, { name: "Pinned", weight: 0 });
  expect(await chosen(ctx, "k", pinned.id)).toBe(pinned.id);
  await noteTransportFailure(ctx, pinned, network);
  expect(await chosen(ctx, "k", pinned.id)).toBe("wait: 12:00:15");
  await noteTransportFailure(ctx, await read(ctx, pinned.id), {
    kind: "auth",
    text: "535 wrong password",
    retryAfterMs: null,
  });
  expect(await chosen(ctx, "k", pinned.id)).toBe("hold: Pinned: 535 wrong password");
  ctx.pass(86_400_000);
  expect(await chosen(ctx, "k", pinned.id)).toContain("hold:");
});

test("the rest doubles with each failed try up to 15 minutes and starts anew after a calm minute", async () => {
  const ctx = movable(await testWorkspace());
  const way = await transport(ctx, { isDefault: true });
  const rests: number[] = [];
  for (let round = 0; round < 9; round++) {
    const row = await read(ctx, way.id);
    expect(await chosen(ctx)).toBe(way.id);
    await noteTransportFailure(ctx, row, network);
    const { pausedUntil } = await read(ctx, way.id);
    rests.push((pausedUntil!.getTime() - ctx.now().getTime()) / 1000);
    ctx.pass(pausedUntil!.getTime() - ctx.now().getTime());
  }
  expect(rests).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
  expect(await chosen(ctx)).toBe(way.id);
  ctx.pass(1000);
  await noteWorking(ctx, way.id);
  expect(await read(ctx, way.id)).toMatchObject({
    pausedAt: null,
    pausedUntil: null,
    failureKind: null,
    failureCount: 0,
  });
  await noteTransportFailure(ctx, await read(ctx, way.id), { ...network, kind: "throttled", retryAfterMs: 90_000 });
  expect((await read(ctx, way.id)).pausedUntil).toEqual(new Date(ctx.now().getTime() + 90_000));
});

test("groups that fail on one outage count as one failure", async () => {
  const ctx = movable(await testWorkspace());
  const way = await transport(ctx, { isDefault: true });
  await Promise.all([1, 2, 3, 4].map(() => noteTransportFailure(ctx, way, network)));
  expect(await read(ctx, way.id)).toMatchObject({
    failureCount: 1,
    pausedUntil: new Date(ctx.now().getTime() + 15_000),
  });
});

test("one process tries after a rest; a try that nobody reports on is free again after half a minute", async () => {
  const ctx = movable(await testWorkspace());
  const way = await transport(ctx, { isDefault: true });
  await noteTransportFailure(ctx, way, network);
  ctx.pass(20_000);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => chosen(ctx)));
  expect(answers.filter((answer) => answer === way.id)).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith("wait"))).toHaveLength(4);
  ctx.pass(30_000);
  expect(await chosen(ctx)).toBe(way.id);
});

test("an acceptance ends neither a pause by a person nor a rest that has not run out", async () => {
  const ctx = movable(await testWorkspace());
  const resting = await transport(ctx, { isDefault: true });
  const paused = await transport(ctx, { pausedAt: ctx.now(), pausedReason: "Maintenance" });
  await noteTransportFailure(ctx, resting, network);
  await noteWorking(ctx, resting.id);
  await noteWorking(ctx, paused.id);
  expect((await read(ctx, resting.id)).pausedUntil).toEqual(new Date(ctx.now().getTime() + 15_000));
  expect(await read(ctx, paused.id)).toMatchObject({ pausedReason: "Maintenance", pausedUntil: null });
  await noteTransportFailure(ctx, paused, { kind: "quota", text: "used up", retryAfterMs: null });
  expect(await read(ctx, paused.id)).toMatchObject({ pausedReason: "Maintenance", failureKind: null });
});

test("while the embedded mailbox is the default nothing leaves the machine; afterwards nothing goes there", async () => {
  const ctx = await testWorkspace();
  const first = await chosen(ctx); // sets the mailbox up
  const mailbox = await read(ctx, first);
  expect(mailbox.kind).toBe("mailbox");
  const real = await transport(ctx);
  for (const key of ["a", "b", "c", "d"]) expect(await chosen(ctx, key)).toBe(mailbox.id);
  expect(await chosen(ctx, "a", real.id)).toBe(real.id);
  await prisma.transport.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { isDefault: false } });
  await prisma.transport.updateMany({
    where: { workspaceId: ctx.workspaceId, id: real.id },
    data: { isDefault: true },
  });
  forgetTransports(ctx.workspaceId);
  for (const key of ["a", "b", "c", "d"]) expect(await chosen(ctx, key)).toBe(real.id);
});

test("a transport whose settings cannot be read is passed over, and said to be why when it is the only one", async () => {
  const ctx = await testWorkspace();
  const garbled = await transport(ctx, { name: "Old", isDefault: true, configSealed: "v1.not-what-was-sealed" });
  expect(await chosen(ctx)).toContain("hold: Old: The saved settings cannot be read");
  const good = await transport(ctx, { weight: 0 });
  expect(await chosen(ctx)).toBe(good.id);
  expect(await chosen(ctx, "k", garbled.id)).toContain("HOMING_SECRET");
});

test("a transport whose settings cannot be read does not seem to lead to the installation's server", async () => {
  const ctx = await testWorkspace();
  const own = await transport(ctx, { kind: "smtp", configSealed: "v1.not-what-was-sealed" });
  const installed = await transport(ctx, { kind: "smtp", configSealed: null });
  const views = presentTransports([own, installed], { now: ctx.now(), full: true, granted: true });
  expect(views.map(({ target }) => target)).toEqual(["Not known", "No server set"]);
  expect(views[0]?.problem).toContain("The saved settings cannot be read");
});
