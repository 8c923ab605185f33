import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { pauseCampaign, resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import { recordEvents } from "@/lib/events/door/record-events";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { testMember, testWorkspace } from "@/tests/support/db";
import { mailsTo } from "@/tests/support/system-mail";
import { applyBrake, checkBrake } from "./brake";
import type { BrakeKind } from "./brake.shared";
import { getBrakeSettings, updateBrakeSettings } from "./brake-settings";

interface Sending {
  ctx: Ctx;
  campaignId: string;
  ids: string[];
}

const start = Date.now() - 3_600_000;

/** A campaign being sent, one message a second from an hour ago on, in batches of `batch`; every one was accepted. */
async function sending(
  count: number,
  options: { batch?: number; domain?: (index: number) => string } = {},
): Promise<Sending> {
  const ctx = await testWorkspace();
  const campaignId = newId();
  const { workspaceId } = ctx;
  await prisma.campaign.create({ data: { workspaceId, id: campaignId, name: "Spring", status: "sending" } });
  const ids = Array.from({ length: count }, () => newId());
  const domain = options.domain ?? (() => "example.net");
  await prisma.message.createMany({
    data: ids.map((id, index) => ({
      workspaceId,
      id,
      campaignId,
      email: `p${index}@${domain(index)}`,
      emailNormalized: `p${index}@${domain(index)}`,
      emailDomain: domain(index),
      status: "sent" as const,
      sendingAt: new Date(start + index * 1000),
    })),
  });
  const size = options.batch ?? 1000;
  for (let position = 0; position * size < count; position++) {
    const part = ids.slice(position * size, (position + 1) * size);
    await prisma.campaignBatch.create({
      data: {
        workspaceId,
        id: newId(),
        campaignId,
        position,
        firstMessageId: part[0]!,
        lastMessageId: part.at(-1)!,
        size: part.length,
        startedAt: new Date(start + position * size * 1000),
      },
    });
  }
  await recordEvents(
    ctx,
    ids.map((messageId, index) => ({
      type: "message.sent" as const,
      messageId,
      occurredAt: new Date(start + index * 1000),
    })),
  );
  return { ctx, campaignId, ids };
}

/** What came back about some of them, `lateMs` after they left. */
async function failures({ ctx, ids }: Sending, indexes: number[], kind: BrakeKind, lateMs = 100): Promise<void> {
  await recordEvents(
    ctx,
    indexes.map((index) => ({
      type: kind === "complaint" ? ("message.complained" as const) : ("message.bounced" as const),
      messageId: ids[index]!,
      occurredAt: new Date(start + index * 1000 + lateMs),
      ...(kind !== "complaint" && { data: { kind } }),
    })),
  );
}

const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, index) => from + index * step);
const campaignOf = ({ ctx, campaignId }: Sending) =>
  prisma.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id: campaignId } });

test("too many hard bounces pause the campaign, say why, and tell the admins and who launched it", async () => {
  const subject = await sending(200, { domain: (index) => (index % 2 ? "bad.example" : "good.example") });
  const { ctx, campaignId } = subject;
  const admin = await testMember(ctx, "admin");
  const launcher = await testMember(ctx, "marketer");
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { launchedById: launcher.userId },
  });
  await failures(subject, every(10, 1, 200), "hard");
  await applyBrake(ctx, campaignId);
  const campaign = await campaignOf(subject);
  expect(campaign).toMatchObject({
    status: "paused",
    brake: { kind: "hard", count: 19, of: 182, topDomains: [{ domain: "bad.example", count: 19 }] },
    pauseReason: expect.stringMatching(
      /^19 of the last 182 messages came back from mailboxes that do not exist \(10\.4%/,
    ),
  });
  expect(campaign.pausedAt).toEqual(campaign.brakedAt);
  const [reported] = await prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(reported).toMatchObject({ kind: "campaign.braked", severity: "danger", title: "“Spring” paused itself" });
  expect(await mailsTo(admin.email, "notification")).toHaveLength(1);
  expect(await mailsTo(launcher.email, "notification")).toHaveLength(1);
  expect(
    await prisma.auditEntry.count({
      where: { workspaceId: ctx.workspaceId, subjectId: campaignId, action: "campaign.braked" },
    }),
  ).toBe(1);
});

test("a healthy campaign goes on", async () => {
  const subject = await sending(400);
  await failures(subject, every(25, 0, 400), "hard");
  await failures(subject, [3, 4], "complaint");
  expect(await checkBrake(subject.ctx, subject.campaignId)).toBeNull();
  expect((await campaignOf(subject)).status).toBe("sending");
});

test("of several workers that notice at once one pauses it, and it is reported once", async () => {
  const subject = await sending(150);
  const { ctx, campaignId } = subject;
  await failures(subject, every(10, 0, 150), "hard");
  const found = await Promise.all(Array.from({ length: 6 }, () => checkBrake(ctx, campaignId)));
  expect(found.filter(Boolean)).toHaveLength(1);
  expect(await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
  expect(
    await prisma.auditEntry.count({
      where: { workspaceId: ctx.workspaceId, subjectId: campaignId, action: "campaign.braked" },
    }),
  ).toBe(1);
});

test("why it paused is kept in English, and told to each in their own language, whoever's request it was found in", async () => {
  learnLanguages();
  const subject = await sending(200);
  await failures(subject, every(10, 1, 200), "hard");
  await inLanguage("fr", () => checkBrake(subject.ctx, subject.campaignId));
  const { pauseReason } = await campaignOf(subject);
  expect(pauseReason).toMatch(/messages came back from mailboxes that do not exist/);
  const told = await prisma.notification.findFirstOrThrow({ where: { workspaceId: subject.ctx.workspaceId } });
  expect(told.body).toContain(pauseReason);
  expect(JSON.stringify(told.translations)).not.toContain("came back from mailboxes");
});

test("only the last messages count: a bad patch at the end is not hidden by a good beginning", async () => {
  const subject = await sending(900, { batch: 100 });
  await updateBrakeSettings(subject.ctx, { window: 200 });
  await failures(subject, every(10, 800, 900), "hard");
  expect(await checkBrake(subject.ctx, subject.campaignId), "10 of 200").toBeNull();
  await failures(subject, [805], "hard");
  expect(await checkBrake(subject.ctx, subject.campaignId)).toMatchObject({ kind: "hard", count: 11, of: 200 });
});

test("what comes back late is judged among its neighbours, not among those that have just left", async () => {
  const subject = await sending(900, { batch: 100 });
  await updateBrakeSettings(subject.ctx, { window: 200 });
  // The 12 of messages 100 to 300 come in ten minutes later; 300 to 900 have left meanwhile and are well.
  await failures(subject, every(16, 108, 300), "hard", 700_000);
  expect(await checkBrake(subject.ctx, subject.campaignId)).toMatchObject({ kind: "hard", count: 12, of: 200 });
});

test("complaints spread thinly over the whole run brake too", async () => {
  const subject = await sending(1500, { batch: 500 });
  await updateBrakeSettings(subject.ctx, { window: 100 });
  await failures(subject, [10, 400, 700, 1100, 1400], "complaint", 60_000);
  expect(await checkBrake(subject.ctx, subject.campaignId)).toMatchObject({
    kind: "complaint",
    scope: "all",
    count: 5,
    of: 1500,
    topDomains: [{ domain: "example.net", count: 5 }],
  });
});

test("a domain that blocks is named", async () => {
  const subject = await sending(500, { domain: (index) => (index % 5 ? "fine.example" : "cross.example") });
  await failures(subject, every(25, 0, 275), "block");
  expect(await checkBrake(subject.ctx, subject.campaignId)).toMatchObject({
    kind: "block",
    count: 11,
    of: 51,
    topDomains: [{ domain: "cross.example" }],
  });
});

test("after a resume what came back before no longer counts, and what comes after does", async () => {
  const subject = await sending(300);
  const { ctx, campaignId, ids } = subject;
  await failures(subject, every(10, 0, 150), "hard");
  expect(await checkBrake(ctx, campaignId)).not.toBeNull();
  await resumeCampaign(ctx, { campaignId });
  const { brakeFrom, status } = await campaignOf(subject);
  expect(status).toBe("sending");
  expect(brakeFrom).not.toBeNull();
  expect(await checkBrake(ctx, campaignId)).toBeNull();
  // A late bounce about a message from before the resume.
  await failures(subject, every(10, 151, 300), "hard", 7_200_000);
  expect(await checkBrake(ctx, campaignId)).toBeNull();
  // 120 more leave after the resume, and 8 of them come back.
  await prisma.message.updateMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ids.slice(150, 270) }, bouncedAt: null },
    data: { sendingAt: new Date(brakeFrom!.getTime() + 1000) },
  });
  await prisma.campaignBatch.updateMany({
    where: { workspaceId: ctx.workspaceId, campaignId },
    data: { startedAt: brakeFrom },
  });
  const after = ids.slice(150, 270).filter((_, index) => index % 10 !== 1);
  await recordEvents(
    ctx,
    after.slice(0, 8).map((messageId) => ({
      type: "message.bounced" as const,
      messageId,
      occurredAt: new Date(brakeFrom!.getTime() + 2000),
      data: { kind: "hard" as const },
    })),
  );
  expect(await checkBrake(ctx, campaignId)).toMatchObject({ kind: "hard", count: 8, of: 108 });
  expect(await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } })).toBe(2);
});

test("resuming what a person paused does not forget the bounces", async () => {
  const subject = await sending(300);
  const { ctx, campaignId } = subject;
  await pauseCampaign(ctx, { campaignId });
  await failures(subject, every(10, 0, 150), "hard");
  expect(await checkBrake(ctx, campaignId), "paused already").toBeNull();
  await resumeCampaign(ctx, { campaignId });
  expect((await campaignOf(subject)).brakeFrom).toBeNull();
  expect(await checkBrake(ctx, campaignId)).toMatchObject({ kind: "hard" });
});

test("admins set the limits or switch the brake off; damaged settings brake by the defaults", async () => {
  const subject = await sending(150);
  const { ctx, campaignId } = subject;
  const admin = await testMember(ctx, "admin");
  await failures(subject, every(10, 0, 150), "hard");
  await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { settings: { other: 1 } } });
  await expect(updateBrakeSettings(await testMember(ctx, "marketer"), { enabled: false })).rejects.toMatchObject({
    code: "forbidden",
  });
  await updateBrakeSettings(admin, { enabled: false });
  expect(await checkBrake(ctx, campaignId)).toBeNull();
  await updateBrakeSettings(admin, { enabled: true, hardPercent: 20 });
  expect(await checkBrake(ctx, campaignId)).toBeNull();
  await expect(updateBrakeSettings(admin, { minimum: 2000 })).rejects.toMatchObject({ code: "invalid" });
  expect(await getBrakeSettings(admin)).toMatchObject({ enabled: true, hardPercent: 20, minimum: 100 });
  const { settings } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  expect(settings).toMatchObject({ other: 1 });
  await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { settings: { brake: { enabled: "no" } } } });
  expect(await checkBrake(ctx, campaignId)).toMatchObject({ limit: 5 });
});
