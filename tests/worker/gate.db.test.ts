import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import { campaignProgress } from "@/lib/campaigns/progress/progress";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { deleteDomain } from "@/lib/sending/domains/delete-domain";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { sealConfig } from "@/lib/sending/transports/transport-config";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { claimNames } from "@/tests/support/claim-names";
import { testMember, testWorkspace } from "@/tests/support/db";
import { type LaunchedCampaign, launchedCampaign, makeDue, statuses, through } from "./sending-fixture";

const address = (name: string) => `news@${name}`;
const randomName = () => `g${newId().slice(-10)}.acme-mail.com`;

/** Makes an SMTP server of the workspace's own its way out. */
async function ownServer(ctx: Ctx): Promise<void> {
  await prisma.transport.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { isDefault: false } });
  const smtp = { host: "mail.acme-mail.com", port: 587, security: "starttls" as const };
  await prisma.transport.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      name: "Relay",
      kind: "smtp",
      configSealed: sealConfig({ kind: "smtp", settings: smtp }),
      isDefault: true,
    },
  });
  forgetTransports(ctx.workspaceId);
}

type Status = "pending" | "verified" | "failing" | "local";

async function domain(ctx: Ctx, name: string, status: Status): Promise<string> {
  const id = newId();
  await prisma.sendingDomain.create({
    data: { workspaceId: ctx.workspaceId, id, name, status, returnPathHost: `bounce.${name}` },
  });
  await claimNames(ctx.workspaceId);
  return id;
}

async function setStatus(ctx: Ctx, name: string, status: Status): Promise<void> {
  await prisma.sendingDomain.updateMany({ where: { workspaceId: ctx.workspaceId, name }, data: { status } });
  await claimNames(ctx.workspaceId);
}

/** A campaign by an author at this address through a real server. */
async function campaignFrom(fromEmail: string, people = 3, batchSize?: number): Promise<LaunchedCampaign> {
  const campaign = await launchedCampaign(people, batchSize);
  await ownServer(campaign.ctx);
  await prisma.campaignVariant.updateMany({
    where: { workspaceId: campaign.ctx.workspaceId },
    data: { fromEmail },
  });
  return campaign;
}

const read = ({ ctx, campaignId }: LaunchedCampaign) =>
  prisma.campaign.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } } });

/** Sends every batch and answers what a peer has got. */
async function sendAll(campaign: LaunchedCampaign): Promise<MemoryTransport> {
  const transport = new MemoryTransport();
  for (const batchId of campaign.batchIds) await sendBatch(campaign.ctx, batchId, through(transport));
  return transport;
}

test.each<[string, Status | null, string]>([
  ["waits for its records", "pending", "is not verified"],
  ["lost its records", "failing", "no longer verified"],
  ["is only for trying out", "local", "only for trying out"],
  ["is not the workspace's", null, "not one of this workspace's sending domains"],
])("a campaign from a domain that %s is paused with the reason, and nothing leaves", async (_name, status, text) => {
  learnLanguages();
  const name = randomName();
  const campaign = await campaignFrom(address(name));
  if (status) await domain(campaign.ctx, name, status);
  await domain(await testWorkspace(), name, "verified");
  // On functions it follows the request of somebody.
  expect((await inLanguage("fr", () => sendAll(campaign))).messages).toEqual([]);
  expect(await read(campaign)).toMatchObject({ status: "paused", pauseReason: expect.stringContaining(text) });
  expect((await read(campaign)).pauseReason).toContain(name);
  const shown = () => campaignProgress(campaign.ctx, campaign.campaignId);
  expect((await shown()).pauseReason, "programs read what is kept").toContain(text);
  expect((await inLanguage("de", shown)).pauseReason, "people their own language").not.toContain(text);
  expect(await statuses(campaign), "nothing is lost").toEqual({ pending: 3 });
  const scope = { workspaceId: campaign.ctx.workspaceId };
  const told = await prisma.notification.findMany({ where: scope });
  expect(told).toMatchObject([{ kind: "campaign.held", severity: "danger", body: expect.stringContaining(text) }]);
  expect(JSON.stringify(told[0]?.translations), "each in their own language").not.toContain(text);
  expect(await prisma.auditEntry.count({ where: { ...scope, action: "campaign.held" } })).toBe(1);
  expect(await prisma.messageAttempt.count({ where: scope }), "not a try").toBe(0);
});

test("a campaign from a verified domain leaves, however the address is written", async () => {
  const name = randomName();
  const campaign = await campaignFrom(`News@${name.toUpperCase()}`);
  await domain(campaign.ctx, name, "verified");
  expect((await sendAll(campaign)).messages).toHaveLength(3);
  expect(await read(campaign)).toMatchObject({ status: "sent" });
});

test("a verified domain whose name another workspace holds sends nothing", async () => {
  const name = randomName();
  const campaign = await campaignFrom(address(name));
  await domain(campaign.ctx, name, "verified");
  await domain(await testWorkspace(), name, "verified");
  expect((await sendAll(campaign)).messages).toEqual([]);
  expect(await read(campaign)).toMatchObject({ status: "paused" });
});

test.each([
  ["a sub-domain", (name: string) => `news@mail.${name}`],
  ["the domain above", (name: string) => `news@${name.slice(name.indexOf(".") + 1)}`],
  ["another domain that ends alike", (name: string) => `news@x${name}`],
  ["another domain that begins alike", (name: string) => `news@${name}.evil-mail.com`],
  ["the domain in the local part", (name: string) => `"news@${name}"@evil-mail.com`],
  ["two addresses", (name: string) => `ceo@evil-mail.com,news@${name}`],
  ["an address in brackets", (name: string) => `ceo@evil-mail.com <news@${name}>`],
  ["a line break", (name: string) => `ceo@evil-mail.com\r\nFrom: news@${name}`],
  ["nothing", () => ""],
])("a verified domain does not cover %s", async (_name, fromEmail) => {
  const name = randomName();
  const campaign = await campaignFrom(fromEmail(name));
  await domain(campaign.ctx, name, "verified");
  const transport = new MemoryTransport();
  for (const batchId of campaign.batchIds) {
    await sendBatch(campaign.ctx, batchId, through(transport)).catch(() => undefined);
  }
  expect(transport.messages).toEqual([]);
});

test("a domain deleted between two batches stops the rest; put right and resumed, everybody gets it once", async () => {
  const name = randomName();
  const campaign = await campaignFrom(address(name), 6, 2);
  const domainId = await domain(campaign.ctx, name, "verified");
  const transport = new MemoryTransport();
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  expect(transport.messages).toHaveLength(2);

  await deleteDomain(campaign.ctx, { domainId });
  for (const batchId of campaign.batchIds) await sendBatch(campaign.ctx, batchId, through(transport));
  expect(transport.messages).toHaveLength(2);
  expect(await read(campaign)).toMatchObject({ status: "paused" });
  const marketer = await testMember(campaign.ctx, "marketer");
  const resume = () => resumeCampaign(marketer, { campaignId: campaign.campaignId });
  await expect(resume()).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining(name) });

  await domain(campaign.ctx, name, "pending");
  await expect(resume(), "the same name, not verified again").rejects.toMatchObject({ code: "invalid" });
  await setStatus(campaign.ctx, name, "verified");
  await resume();
  await makeDue(campaign);
  for (const batchId of campaign.batchIds) await sendBatch(campaign.ctx, batchId, through(transport));
  expect(new Set(transport.messages.map((message) => message.envelopeTo)).size).toBe(6);
  expect(transport.messages).toHaveLength(6);
  expect(await read(campaign)).toMatchObject({ status: "sent" });
});

test("what a sent campaign still tries again waits while its domain is not verified, without a turn each second", async () => {
  const name = randomName();
  const campaign = await campaignFrom(address(name), 1);
  await domain(campaign.ctx, name, "verified");
  const busy = new MemoryTransport({ reply: () => "451 4.7.1 Try again later" });
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(busy));
  expect(await read(campaign)).toMatchObject({ status: "sent" });
  await setStatus(campaign.ctx, name, "failing");
  const scope = { workspaceId: campaign.ctx.workspaceId };
  await prisma.message.updateMany({ where: scope, data: { nextAttemptAt: new Date(Date.now() - 1000) } });
  await makeDue(campaign);
  expect((await sendAll(campaign)).messages).toEqual([]);
  const message = await prisma.message.findFirstOrThrow({ where: scope });
  expect(message).toMatchObject({ status: "deferred", attemptCount: 1 });
  expect(message.nextAttemptAt!.getTime()).toBeGreaterThan(Date.now() + 10 * 60_000);
  const batch = await prisma.campaignBatch.findFirstOrThrow({ where: scope });
  expect(batch.dueAt!.getTime()).toBeGreaterThan(Date.now() + 10 * 60_000);
});

test("mail to the embedded mailbox stays on the machine and needs no verified domain", async () => {
  const campaign = await launchedCampaign(2);
  await prisma.campaignVariant.updateMany({
    where: { workspaceId: campaign.ctx.workspaceId },
    data: { fromEmail: "ceo@bank.com" },
  });
  expect((await sendAll(campaign)).messages).toHaveLength(2);
});
