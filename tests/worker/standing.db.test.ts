import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { suspensionOf } from "@/lib/base/standing/require-active";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import { commandLineCtx, commandLineName } from "@/lib/installation/command-line";
import { setWorkspaceLimits } from "@/lib/installation/set-workspace-limits";
import {
  resumeWorkspace,
  resumeWorkspaceBySlug,
  suspendWorkspace,
  suspendWorkspaceBySlug,
} from "@/lib/installation/suspend-workspace";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { createContact } from "@/lib/people/contacts/create-contact";
import { previewImport } from "@/lib/people/imports/preview-import";
import { runImport } from "@/lib/people/imports/run-import";
import { startImport } from "@/lib/people/imports/start-import";
import { uploadImport } from "@/lib/run/conformance/upload-import";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { createSender } from "@/lib/sending/transports/create-sender";
import { monthUse } from "@/lib/sending/transports/month-use";
import { forgetTransports, recentTransports } from "@/lib/sending/transports/transport-rows";
import { waysOut } from "@/lib/sending/transports/ways-out";
import { inviteMember } from "@/lib/workspaces/invite-member";
import { testMember, testWorkspace } from "@/tests/support/db";
import { readyCampaign } from "@/tests/support/ready-campaign";
import { type LaunchedCampaign, launchedCampaign, makeDue, statuses, through } from "./sending-fixture";

const reason = "complaints of many recipients";
const none = { maxMailsPerMonth: null, maxContacts: null, maxSenders: null };

async function operator() {
  const ctx = await testMember(await testWorkspace(), "analyst");
  await prisma.user.update({ where: { id: ctx.userId }, data: { isOperator: true } });
  return ctx;
}

const target = ({ workspaceId }: { workspaceId: string }) => ({ targetWorkspaceId: publicId("wsp", workspaceId) });
const campaignOf = ({ ctx, campaignId }: LaunchedCampaign) =>
  prisma.campaign.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } } });

async function send(campaign: LaunchedCampaign, transport = new MemoryTransport()): Promise<MemoryTransport> {
  for (const batchId of campaign.batchIds) await sendBatch(campaign.ctx, batchId, through(transport));
  return transport;
}

async function* body(text: string) {
  yield Buffer.from(text);
}

async function queuedImport(ctx: LaunchedCampaign["ctx"], text: string): Promise<string> {
  const { id } = await uploadImport(ctx, { fileName: "people.csv", body: body(text) });
  const { format, mapping } = await previewImport(ctx, { importId: id });
  const options = { consentMethod: "form" as const, consentSource: "Form on example.com" };
  await startImport(ctx, { importId: id, format, mapping, options });
  return id;
}

test("a suspended workspace sends nothing, not even to the embedded mailbox, and goes on where it stopped when it is lifted", async () => {
  const op = await operator();
  const campaign = await launchedCampaign(4, 2);
  const { ctx } = campaign;
  const running = await queuedImport(ctx, "email\nfirst@example.com\n");
  await suspendWorkspace(op, { ...target(ctx), reason });
  await suspendWorkspace(op, { ...target(ctx), reason });

  expect((await send(campaign)).messages).toEqual([]);
  const held = await campaignOf(campaign);
  expect(held).toMatchObject({ status: "paused", pauseReason: expect.stringContaining(reason) });
  expect(await statuses(campaign)).toEqual({ pending: 4 });
  const refused = { message: expect.stringContaining(reason) };
  await expect(resumeCampaign(ctx, { campaignId: campaign.campaignId })).rejects.toMatchObject(refused);
  await expect(uploadImport(ctx, { fileName: "b.csv", body: body("email\na@b.example\n") })).rejects.toMatchObject(
    refused,
  );
  const owner = await testMember(ctx, "owner");
  await expect(inviteMember(owner, { email: "new@example.com", role: "analyst" })).rejects.toMatchObject(refused);
  expect(await runImport(ctx, running, { maxMs: 10_000 })).toBe(false);
  const job = await prisma.importJob.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: running } });
  expect(job).toMatchObject({ status: "failed", created: 0, error: expect.stringContaining(reason) });
  expect(await suspensionOf(await testWorkspace()), "others go on").toBeNull();

  await resumeWorkspace(op, target(ctx));
  await resumeCampaign(ctx, { campaignId: campaign.campaignId });
  await makeDue(campaign);
  expect((await send(campaign)).messages).toHaveLength(4);
  const where = { workspaceId: ctx.workspaceId };
  const events = await prisma.securityEvent.findMany({ where, orderBy: { id: "asc" } });
  expect(events.map(({ kind, actorId }) => [kind, actorId])).toEqual([
    ["workspace.suspended", op.userId],
    ["workspace.resumed", op.userId],
  ]);
  expect(await prisma.auditEntry.count({ where: { ...where, action: "workspace.suspended" } })).toBe(1);
  const told = await prisma.notification.findMany({ where: { ...where, kind: { startsWith: "workspace." } } });
  expect(told.map(({ kind }) => kind).sort()).toEqual(["workspace.resumed", "workspace.suspended"]);
});

test("a suspension that commits after the way out was chosen is seen at the hand-over", async () => {
  const campaign = await launchedCampaign(3);
  const { workspaceId } = campaign.ctx;
  // What this process has read of the workspace holds for a second: only the gate asks the database again.
  await recentTransports(campaign.ctx);
  await prisma.workspace.update({
    where: { id: workspaceId },
    data: { suspendedAt: new Date(), suspendedReason: reason },
  });
  expect((await send(campaign)).messages).toEqual([]);
  expect(await campaignOf(campaign)).toMatchObject({ status: "paused", pauseReason: expect.stringContaining(reason) });
});

test("why nothing may leave is said to each who asks in their own language, however short ago somebody else asked", async () => {
  learnLanguages();
  const ctx = await testWorkspace();
  await prisma.workspace.update({
    where: { id: ctx.workspaceId },
    data: { suspendedAt: new Date(), suspendedReason: reason },
  });
  forgetTransports(ctx.workspaceId);
  const why = async () => waysOut(await recentTransports(ctx), null).refusal?.text;
  const german = await inLanguage("de", why);
  expect(german).toContain(reason);
  expect(german).not.toContain("suspended");
  expect(await why()).toMatch(/^This workspace is suspended by the operator: complaints/);
});

test("the pre-flight says that the workspace is suspended; the command line suspends and lifts", async () => {
  const { ctx, campaignId } = await readyCampaign();
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const cli = commandLineCtx();
  await suspendWorkspaceBySlug(cli, { slug, reason });
  forgetTransports(ctx.workspaceId);
  await expect(launchCampaign(ctx, { campaignId })).rejects.toMatchObject({
    fields: { workspace_suspended: expect.any(String) },
  });
  await resumeWorkspaceBySlug(cli, { slug });
  forgetTransports(ctx.workspaceId);
  await launchCampaign(ctx, { campaignId });
  await expect(suspendWorkspaceBySlug(cli, { slug: "nobody-s", reason })).rejects.toMatchObject({ code: "not_found" });
  await expect(suspendWorkspaceBySlug(cli, { slug, reason: "" })).rejects.toThrow("Say why");
  const events = await prisma.securityEvent.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { id: "asc" },
  });
  expect(events).toMatchObject([{ actorName: commandLineName }, { actorName: commandLineName }]);
});

test("a month's mails are given out to the last one and no further, and the campaign says why it waits", async () => {
  const op = await operator();
  const campaign = await launchedCampaign(9, 4);
  const { ctx } = campaign;
  await prisma.workspaceDaily.create({ data: { workspaceId: ctx.workspaceId, day: new Date(), sent: 5 } });
  await setWorkspaceLimits(op, { ...target(ctx), ...none, maxMailsPerMonth: 12 });
  const peer = await send(campaign);
  expect(peer.messages).toHaveLength(7);
  expect(await statuses(campaign)).toEqual({ sent: 7, pending: 2 });
  expect(await campaignOf(campaign)).toMatchObject({
    status: "paused",
    pauseReason: expect.stringContaining("12 mails a month"),
  });
  await expect(resumeCampaign(ctx, { campaignId: campaign.campaignId })).rejects.toMatchObject({ code: "invalid" });

  await setWorkspaceLimits(op, { ...target(ctx), ...none, maxMailsPerMonth: 100 });
  await resumeCampaign(ctx, { campaignId: campaign.campaignId });
  await makeDue(campaign);
  await send(campaign, peer);
  expect(peer.messages).toHaveLength(9);
  expect(await monthUse(ctx)).toBe(14);
});

test("mail that is put off counts once, when it leaves", async () => {
  const op = await operator();
  const campaign = await launchedCampaign(3);
  await setWorkspaceLimits(op, { ...target(campaign.ctx), ...none, maxMailsPerMonth: 10 });
  await send(campaign, new MemoryTransport({ reply: () => "450 4.2.0 later" }));
  expect(await monthUse(campaign.ctx)).toBe(0);
});

test("contacts and senders stop at their limits, in words, also within an import; what is there may be changed", async () => {
  const op = await operator();
  const ctx = await testWorkspace();
  await createContact(ctx, { email: "there@example.com" });
  await setWorkspaceLimits(op, { ...target(ctx), ...none, maxContacts: 3, maxSenders: 0 });
  const importId = await queuedImport(
    ctx,
    "first name,email\n,there@example.com\nA,a@example.com\nB,b@example.com\n C,c@example.com\n",
  );
  while (await runImport(ctx, importId, { maxMs: 10_000 }));
  const job = await prisma.importJob.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: importId } });
  expect(job).toMatchObject({ status: "completed", created: 2, unchanged: 1, refused: 1 });
  const refusals = await prisma.importRefusal.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(refusals).toMatchObject([
    { line: 5, reason: expect.stringContaining("3 contacts"), row: [" C", "c@example.com"] },
  ]);
  const both = [1, 2].map((n) => createContact(ctx, { email: `more${n}@example.com` }));
  for (const result of await Promise.allSettled(both))
    expect(result).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
  const domain = {
    workspaceId: ctx.workspaceId,
    id: newId(),
    name: `s${newId().slice(-8)}.example`,
    status: "verified" as const,
  };
  await prisma.sendingDomain.create({ data: { ...domain, returnPathHost: domain.name } });
  const made = createSender(ctx, { name: "News", email: `news@${domain.name}` });
  await expect(made).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("0 senders") });
});

test("nobody but an operator suspends or limits, and a limit is a whole number", async () => {
  const owner = await testMember(await testWorkspace(), "owner");
  await expect(suspendWorkspace(owner, { ...target(owner), reason })).rejects.toMatchObject({ code: "not_found" });
  await expect(setWorkspaceLimits(owner, { ...target(owner), ...none })).rejects.toMatchObject({ code: "not_found" });
  const op = await operator();
  await expect(setWorkspaceLimits(op, { ...target(owner), ...none, maxContacts: -1 })).rejects.toThrow("0 or more");
  const gone = { targetWorkspaceId: publicId("wsp", newId()) };
  await expect(suspendWorkspace(op, { ...gone, reason })).rejects.toMatchObject({ code: "not_found" });
});
