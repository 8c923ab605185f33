import { expect, test } from "vitest";
import type { Ctx, KeyActor } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, parsePublicId } from "@/lib/base/db/ids";
import { type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { getDraft } from "@/lib/campaigns/draft/queries";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { getBrand, updateBrand } from "@/lib/content/templates/workspace-brand";
import { getCampaign } from "@/lib/sending/campaign/get-campaign";
import { testContact, testMember } from "@/tests/support/db";
import { type Ready, readyCampaign, statusOf } from "@/tests/support/ready-campaign";
import { mailsTo } from "@/tests/support/system-mail";
import { askToSend } from "./ask-to-send";
import { confirmSend } from "./confirm-send";
import { declineSend } from "./decline-send";
import { lookAtSendRequest } from "./look-at-send-request";
import { findSendRequest, openSendRequest } from "./queries";
import type { SendRequestView } from "./schema";

interface Asked extends Ready {
  program: Ctx;
  person: Ctx & { email: string };
  request: SendRequestView;
  ref: { sendRequestId: string };
}

function programOf(ctx: Ctx, scopes: readonly Permission[] = permissionNames, mode: "live" | "test" = "live"): Ctx {
  const actor: KeyActor = { type: "key", keyId: newId(), name: "Claude", mode, scopes, domain: null };
  return { ...ctx, actor };
}

async function asked(more: { at?: string; note?: string } = {}): Promise<Asked> {
  const ready = await readyCampaign();
  const program = programOf(ready.ctx);
  const person = await testMember(ready.ctx, "owner");
  const request = await askToSend(program, { campaignId: ready.campaignId, ...more });
  return { ...ready, program, person, request, ref: { sendRequestId: parsePublicId("srq", request.id)! } };
}

const where = ({ ctx, campaignId }: Ready) => ({ workspaceId: ctx.workspaceId, campaignId });

test("a program asks and nothing is sent; a person sees it, is told, and confirms it once", async () => {
  const all = await asked({ note: "The sale ends tomorrow." });
  const { person, ref, request } = all;
  expect(request).toMatchObject({ state: "pending", audience: 3, subject: "Hello", askedBy: "Claude", at: null });
  expect(await statusOf(all)).toBe("draft");
  expect(await lookAtSendRequest(person, ref)).toMatchObject({
    asAsked: true,
    willReceive: 3,
    note: "The sale ends tomorrow.",
  });
  expect(await openSendRequest(person, await getCampaign(person, all.campaignId))).toMatchObject({ id: request.id });
  expect((await mailsTo(person.email, "notification")).at(-1)?.props).toMatchObject({
    title: expect.stringContaining("“Claude” asks to send"),
  });
  const both = await Promise.allSettled([
    confirmSend(person, { ...ref, audience: 3 }),
    confirmSend(person, { ...ref, audience: 3 }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await statusOf(all)).toBe("preparing");
  expect(await findSendRequest(person, ref)).toMatchObject({ state: "confirmed", decidedBy: expect.any(String) });
  const actions = await prisma.auditEntry.findMany({
    where: { workspaceId: all.ctx.workspaceId, action: { startsWith: "campaign.send_" } },
    orderBy: { id: "asc" },
  });
  expect(actions.map(({ action, actorType }) => [action, actorType])).toEqual([
    ["campaign.send_requested", "key"],
    ["campaign.send_confirmed", "member"],
  ]);
});

test("no program confirms, whatever its scopes, and nobody without the right to send", async () => {
  const { program, ctx, ref, ...all } = await asked();
  await expect(confirmSend(program, { ...ref, audience: 3 })).rejects.toMatchObject({ code: "forbidden" });
  const analyst = await testMember(ctx, "analyst");
  await expect(confirmSend(analyst, { ...ref, audience: 3 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(declineSend(analyst, ref)).rejects.toMatchObject({ code: "forbidden" });
  expect(await statusOf({ ...all, ctx })).toBe("draft");
});

test("a change of the draft, of its sender or of a segment voids it, and so does another question", async () => {
  const all = await asked();
  const { person, ref, campaignId, ctx } = all;
  const confirmed = () =>
    confirmSend(person, { ...ref, audience: 3 }).then(
      () => "sent",
      ({ message }: Error) => message,
    );
  const sender = await prisma.sender.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, isDefault: true } });
  const key = { workspaceId_id: { workspaceId: ctx.workspaceId, id: sender.id } };
  await prisma.sender.update({ where: key, data: { name: "Somebody else" } });
  expect(await confirmed()).toContain("was changed since");
  expect(await lookAtSendRequest(person, ref)).toMatchObject({ state: "pending", asAsked: false });
  await prisma.sender.update({ where: key, data: { name: sender.name } });
  const { version } = await getDraft(ctx, campaignId);
  await updateCampaign(ctx, { campaignId, version, subject: "Another" });
  expect(await confirmed()).toContain("was changed since");
  expect(await openSendRequest(person, await getCampaign(person, campaignId))).toBeNull();
  expect(await statusOf(all)).toBe("draft");
  const next = await askToSend(all.program, { campaignId });
  expect(await findSendRequest(person, ref)).toMatchObject({ state: "void" });
  expect(await confirmed()).toContain("another one was asked");
  expect(next).toMatchObject({ subject: "Another" });
  await confirmSend(person, { sendRequestId: parsePublicId("srq", next.id)!, audience: 3 });
  expect(await statusOf(all)).toBe("preparing");
  expect(await prisma.sendRequest.count({ where: where(all) })).toBe(2);
});

test("a change of what every mail has, or of how it leaves, voids it too", async () => {
  const all = await asked();
  const { person, ref, ctx, campaignId } = all;
  const confirmed = () =>
    confirmSend(person, { ...ref, audience: 3 }).then(
      () => "sent",
      ({ message }: Error) => message,
    );
  const brand = await getBrand(ctx);
  await updateBrand(ctx, { ...brand, postalAddress: "1 Another Road" });
  expect(await confirmed()).toContain("was changed since");
  expect(await lookAtSendRequest(person, ref)).toMatchObject({ asAsked: false });
  await updateBrand(ctx, brand);
  expect(await lookAtSendRequest(person, ref)).toMatchObject({ asAsked: true, localTime: false, spreadMinutes: null });
  const at = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await scheduleCampaign(person, { campaignId, at, localTime: true });
  await unscheduleCampaign(person, { campaignId });
  expect(await confirmed()).toContain("was changed since");
  expect(await statusOf(all)).toBe("draft");
});

test("a segment whose rules were changed is another audience", async () => {
  const all = await asked();
  const { ctx, program, person, campaignId } = all;
  const id = newId();
  const rules = { kind: "group", match: "all", rules: [] };
  await prisma.segment.create({ data: { workspaceId: ctx.workspaceId, id, name: "All", rules } });
  const { version } = await getDraft(ctx, campaignId);
  await updateCampaign(ctx, { campaignId, version, audience: { include: { segments: [id], lists: [all.listId] } } });
  const next = await askToSend(program, { campaignId });
  const segment = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  await prisma.segment.update({ where: segment, data: { rules: { ...rules, match: "any" } } });
  const again = confirmSend(person, { sendRequestId: parsePublicId("srq", next.id)!, audience: 3 });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
});

test("it expires after a day, and does not let clearly more people in than were seen", async () => {
  const all = await asked();
  const { person, ref, ctx } = all;
  for (let more = 0; more < 12; more++) await testContact(ctx, { listIds: [all.listId] });
  await expect(confirmSend(person, { ...ref, audience: 3 })).rejects.toMatchObject({
    message: expect.stringContaining("15 people by now"),
  });
  const late = { ...person, now: () => new Date(Date.now() + 25 * 3_600_000) };
  await expect(confirmSend(late, { ...ref, audience: 15 })).rejects.toMatchObject({ code: "conflict" });
  expect(await findSendRequest(late, ref)).toMatchObject({ state: "expired" });
  expect(await openSendRequest(late, await getCampaign(late, all.campaignId))).toBeNull();
  await confirmSend(person, { ...ref, audience: 15 });
});

test("a time is kept, and one that has passed is not sent", async () => {
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const all = await asked({ at });
  await confirmSend(all.person, { ...all.ref, audience: 3 });
  expect(await getDraft(all.ctx, all.campaignId)).toMatchObject({ status: "scheduled", scheduledAt: at });
  const other = await asked({ at });
  const late = { ...other.person, now: () => new Date(Date.now() + 2 * 3_600_000) };
  await expect(confirmSend(late, { ...other.ref, audience: 3 })).rejects.toMatchObject({ code: "invalid" });
  expect(await findSendRequest(other.person, other.ref)).toMatchObject({ state: "pending" });
});

test("what is declined cannot be confirmed, and what was sent meanwhile cannot be asked about", async () => {
  const all = await asked();
  const { person, program, ref, campaignId, ctx } = all;
  await declineSend(person, ref);
  await declineSend(person, ref);
  await expect(confirmSend(person, { ...ref, audience: 3 })).rejects.toMatchObject({ code: "conflict" });
  await launchCampaign(ctx, { campaignId });
  await expect(askToSend(program, { campaignId })).rejects.toMatchObject({ code: "conflict" });
});

test("who may not write, who did not ask for the tools, and test keys may not ask; nor about what the pre-flight blocks", async () => {
  const { ctx, campaignId, listId } = await readyCampaign();
  const lacking = (scope: Permission) =>
    programOf(
      ctx,
      permissionNames.filter((name) => name !== scope),
    );
  for (const program of [
    lacking("campaigns.write"),
    lacking("assistants.write"),
    programOf(ctx, permissionNames, "test"),
  ])
    await expect(askToSend(program, { campaignId })).rejects.toMatchObject({ code: "forbidden" });
  const { version } = await getDraft(ctx, campaignId);
  await updateCampaign(ctx, { campaignId, version, subject: "", audience: { include: { lists: [listId] } } });
  await expect(askToSend(programOf(ctx), { campaignId })).rejects.toMatchObject({
    code: "invalid",
    fields: { subject_missing: expect.any(String) },
  });
  expect(await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});
