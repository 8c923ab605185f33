import { expect, test } from "vitest";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { pickUpOverdue } from "@/lib/campaigns/lifecycle/pick-up";
import { findUnderWay } from "@/lib/sending/campaign/under-way";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { finishRestore } from "./finish-restore";

const backupAt = new Date(Date.now() - 6 * 3_600_000);
const restoredAt = new Date();

/** As `markRestored` leaves it. */
async function restored(): Promise<void> {
  await prisma.campaignUnderWay.deleteMany({});
  const value = { backupAt: backupAt.toISOString(), restoredAt: restoredAt.toISOString() };
  await prisma.installationSetting.create({ data: { name: "restore", value, updatedAt: restoredAt } });
}

test("what may have gone on after the backup is held, with the reason, and nothing else", async () => {
  const ctx = await testWorkspace();
  await testMember(ctx, "owner");
  const make = async (name: string, data: Partial<Prisma.CampaignUncheckedCreateInput>) => {
    const { id } = await prisma.campaign.create({ data: { workspaceId: ctx.workspaceId, id: newId(), name, ...data } });
    return id;
  };
  const hours = (count: number) => new Date(restoredAt.getTime() + count * 3_600_000);
  const ids = {
    draft: await make("draft", { status: "draft" }),
    sending: await make("sending", { status: "sending", launchedAt: hours(-7), preparedAt: hours(-7) }),
    preparing: await make("preparing", { status: "preparing", launchedAt: hours(-7) }),
    paused: await make("paused", { status: "paused", pausedAt: hours(-7), preparedAt: hours(-7), pauseReason: null }),
    passed: await make("passed", { status: "scheduled", scheduledAt: hours(-1) }),
    later: await make("later", { status: "scheduled", scheduledAt: hours(2) }),
    // Its time comes in two hours, and on Kiritimati it has come.
    local: await make("local", { status: "scheduled", scheduledAt: hours(2), localTime: true }),
    cancelled: await make("cancelled", { status: "cancelled" }),
  };
  const { campaignId: sent, messages } = await sentCampaign(ctx, { recipients: 3, status: "sent" });
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: sent },
    data: { finishedAt: hours(-7) },
  });
  await prisma.message.updateMany({
    where: { workspaceId: ctx.workspaceId, id: messages[0]!.id },
    data: { status: "deferred", sentAt: null, deliveredAt: null, nextAttemptAt: hours(1) },
  });
  await restored();

  const held = await finishRestore(systemCtx("", "test"));
  expect(held).toEqual({ held: 5 });
  const found = await prisma.campaign.findMany({ where: { workspaceId: ctx.workspaceId } });
  const of = (id: string) => found.find((campaign) => campaign.id === id)!;
  expect(Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, of(id).status]))).toEqual({
    draft: "draft",
    sending: "paused",
    preparing: "draft",
    paused: "paused",
    passed: "draft",
    later: "scheduled",
    local: "draft",
    cancelled: "cancelled",
  });
  for (const id of [ids.sending, ids.preparing, ids.paused, ids.passed, ids.local])
    expect(of(id).pauseReason).toMatch(
      /^The database was restored at .* from a backup of .*going on may mail people a second time/,
    );
  for (const id of [ids.draft, ids.later, ids.cancelled, sent]) expect(of(id).pauseReason).toBeNull();
  const message = await prisma.message.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, id: messages[0]!.id },
  });
  expect(message).toMatchObject({ status: "unconfirmed", nextAttemptAt: null });
  const underWay = (await findUnderWay()).get(ctx.workspaceId) ?? [];
  expect([...underWay].sort()).toEqual([ids.sending, ids.paused, ids.later].sort());
  const notices = await prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(notices).toHaveLength(5);
  const events = await prisma.securityEvent.findMany({ where: { kind: "installation.restored" } });
  expect(events).toMatchObject([{ detail: { held: 5, backupAt: backupAt.toISOString() } }]);
  // Whatever looks for work finds none that would mail somebody now.
  expect(await pickUpOverdue(systemCtx("", "test"))).toBe(0);
  expect(await finishRestore(systemCtx("", "test"))).toBeNull();
});

test("one that was cut short goes on, and tells everybody once", async () => {
  const ctx = await testWorkspace();
  const data = { status: "sending" as const, launchedAt: backupAt, preparedAt: backupAt };
  const { id } = await prisma.campaign.create({
    data: { workspaceId: ctx.workspaceId, id: newId(), name: "one", ...data },
  });
  await restored();
  const value = await prisma.installationSetting.findUniqueOrThrow({ where: { name: "restore" } });
  await finishRestore(systemCtx("", "test"));
  await prisma.installationSetting.create({ data: { ...value, value: value.value! } });
  await finishRestore(systemCtx("", "test"));
  expect(await prisma.campaign.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id } })).toMatchObject({
    status: "paused",
  });
  expect(await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
});

test("an answer and a reply to pass on that waited may have left since, so that only a person sends them again", async () => {
  const ctx = await testWorkspace();
  const { workspaceId } = ctx;
  const make = async (receivedAt: Date, forward: string, status: "waiting" | "sent") => {
    const id = newId();
    const from = { fromEmail: "ada@people.example", dedupeKey: id };
    await prisma.reply.create({
      data: { workspaceId, id, inboundId: newId(), kind: "person", ...from, receivedAt, forward },
    });
    const words = { toEmail: "ada@people.example", fromName: "", fromEmail: "a@b.example", subject: "", text: "Hello" };
    await prisma.replyAnswer.create({
      data: {
        ...{ workspaceId, id: newId(), replyId: id, status, ...words },
        ...{ dedupeKey: id, writtenBy: "Ada", createdAt: receivedAt },
      },
    });
    return async () => {
      const { forward: of, answers } = await prisma.reply.findFirstOrThrow({
        where: { workspaceId, id },
        include: { answers: true },
      });
      return [of, answers[0]?.status];
    };
  };
  const waiting = await make(backupAt, "waiting", "waiting");
  const over = await make(backupAt, "forwarded", "sent");
  const since = await make(new Date(restoredAt.getTime() + 60_000), "waiting", "waiting");
  await restored();
  await finishRestore(systemCtx("", "test"));
  expect(await waiting()).toEqual(["unconfirmed", "unconfirmed"]);
  expect(await over()).toEqual(["forwarded", "sent"]);
  expect(await since()).toEqual(["waiting", "waiting"]);
});
