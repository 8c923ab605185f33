import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { Dispatcher } from "@/lib/sending/engine/dispatch";
import { isAlive, newHolder, processName, runningHolders } from "@/lib/sending/engine/holder";
import { leaseBatch } from "@/lib/sending/engine/lease-batch";
import { freeLeasesOfAnotherTime, freeLocalLeases } from "@/lib/sending/engine/resume-batches";
import { type LaunchedCampaign, launchedCampaign, statuses, through } from "./sending-fixture";

const unpaced = ({ ctx }: LaunchedCampaign) =>
  ctx.db.transport.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { maxPerSecond: null } });
const endBy = (ms: number) => new Date(Date.now() + ms);
const setLease = ({ ctx, batchIds }: LaunchedCampaign, data: object) =>
  ctx.db.campaignBatch.updateMany({ where: { workspaceId: ctx.workspaceId, id: batchIds[0]! }, data });

test("all due batches of all workspaces are sent, each recipient once", async () => {
  const campaigns = [await launchedCampaign(25, 5), await launchedCampaign(12, 5), await launchedCampaign(3, 5)];
  for (const campaign of campaigns) await unpaced(campaign);
  const transport = new MemoryTransport();
  const options = through(transport);
  await Promise.all([new Dispatcher(options).drain(endBy(20_000)), new Dispatcher(options).drain(endBy(20_000))]);
  for (const campaign of campaigns) {
    expect(await statuses(campaign)).toEqual({ sent: campaign.contacts.length });
    const { ctx, campaignId } = campaign;
    const row = await ctx.db.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: campaignId } });
    expect(row.status).toBe("sent");
  }
  expect(new Set(transport.messages.map((message) => message.id)).size).toBe(transport.messages.length);
});

test("a campaign to a few does not wait for the one to many before it", async () => {
  const large = await launchedCampaign(120, 10);
  const small = await launchedCampaign(3);
  for (const campaign of [large, small]) await unpaced(campaign);
  const few = new Set(small.contacts.map((contact) => contact.email));
  const transport = new MemoryTransport({ delayMs: 20 });
  await new Dispatcher(through(transport)).drain(endBy(30_000));
  const order = transport.messages.map((message) => few.has(message.envelopeTo));
  expect(order.lastIndexOf(true), "done long before the large one").toBeLessThan(60);
  expect(await statuses(large)).toEqual({ sent: 120 });
});

test("where the host ends the work, what is left waits for the next run", async () => {
  const campaign = await launchedCampaign(80, 10);
  await unpaced(campaign);
  const transport = new MemoryTransport({ delayMs: 30 });
  await new Dispatcher(through(transport)).drain(endBy(300));
  const first = transport.messages.length;
  expect(first).toBeLessThan(80);
  await sleep(50);
  expect(transport.messages.length, "nothing runs on behind the host's back").toBe(first);
  transport.messages.length = 0;
  await new Dispatcher(through(new MemoryTransport())).drain(endBy(20_000));
  expect(await statuses(campaign)).toEqual({ sent: 80 });
});

test("a lease of a process of this machine that is gone is free at once, one of a running process is not", async () => {
  const campaign = await launchedCampaign(2);
  const lease = await leaseBatch(campaign.ctx, { batchId: campaign.batchIds[0]! });
  runningHolders().add(lease!.holder);
  expect(isAlive(lease!.holder)).toBe(true);
  expect(await freeLocalLeases()).toBe(0);

  runningHolders().delete(lease!.holder);
  const [host, boot, space] = processName().split("/");
  const gone = `${host}/${boot}/${space}/999999/1/beef#1`;
  expect(isAlive(gone)).toBe(false);
  await setLease(campaign, { leasedBy: gone });
  expect(await freeLocalLeases()).toBe(1);
  expect(await leaseBatch(campaign.ctx, { batchId: campaign.batchIds[0]! })).toMatchObject({ left: { holder: gone } });
});

test("a lease of another machine with the same name and the same process ids is not free", async () => {
  const campaign = await launchedCampaign(2);
  await leaseBatch(campaign.ctx, { batchId: campaign.batchIds[0]! });
  const [host, , space] = processName().split("/");
  const twin = `${host}/00000000-0000-4000-8000-000000000000/${space}/999999/1/beef#1`;
  expect(isAlive(twin)).toBeNull();
  await setLease(campaign, { leasedBy: twin });
  await freeLocalLeases();
  expect(await leaseBatch(campaign.ctx, { batchId: campaign.batchIds[0]! }), "it would be due at once").toBeNull();
});

test("a lease of another machine is not taken by the clock alone, whichever way it jumps", async () => {
  const campaign = await launchedCampaign(2);
  const batchId = campaign.batchIds[0]!;
  await leaseBatch(campaign.ctx, { batchId });
  const elsewhere = `another-host/1/2/3/beef#${newHolder().split("#")[1]}`;
  expect(isAlive(elsewhere)).toBeNull();
  // The clock jumped forward an hour: the lease looks run out. Its holder still has its lock.
  const { default: pg } = await import("pg");
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await holder.connect();
  await holder.query("select pg_advisory_lock(hashtextextended('another-host/1/2/3/beef', 0))");
  const past = new Date(Date.now() - 3_600_000);
  await setLease(campaign, { leasedBy: elsewhere, leasedUntil: past, dueAt: past });
  expect(await leaseBatch(campaign.ctx, { batchId })).toBeNull();
  await holder.end();

  // It jumped back: the lease seems to run for an hour more, and is looked at all the same.
  const future = new Date(Date.now() + 3_600_000);
  await setLease(campaign, { leasedBy: elsewhere, leasedUntil: future, dueAt: future });
  await freeLeasesOfAnotherTime();
  const { dueAt } = await campaign.ctx.db.campaignBatch.findFirstOrThrow({
    where: { workspaceId: campaign.ctx.workspaceId, id: batchId },
  });
  expect(dueAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
});
