import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { beginFreeze } from "@/lib/campaigns/freeze/create-variant";
import { cutPiece } from "@/lib/campaigns/freeze/freeze-audience";
import { prepareCampaign } from "@/lib/campaigns/freeze/prepare-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { launchScheduled } from "@/lib/campaigns/lifecycle/launch-scheduled";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { campaignProgress } from "@/lib/campaigns/progress/progress";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { testContact, testMember } from "@/tests/support/db";
import { launched, messagesOf, readyCampaign, statusOf } from "@/tests/support/ready-campaign";
import { getDraft } from "./queries";
import { updateCampaign } from "./update-campaign";

async function queued(name: string, campaignId: string): Promise<{ data: { at?: string }; start_after: Date }[]> {
  return prisma.$queryRaw`select data, start_after from queue.job where name = ${name} and data->>'campaignId' = ${campaignId}`;
}

describe("launching", () => {
  test("freezes the audience, compiles once and cuts batches that are due", async () => {
    const ready = await launched();
    expect(await statusOf(ready)).toBe("sending");
    const progress = await campaignProgress(ready.ctx, ready.campaignId);
    expect(progress.ledger).toMatchObject({ audience: 3, pending: 3, balanced: true });
    const variant = await prisma.campaignVariant.findFirstOrThrow({
      where: { workspaceId: ready.ctx.workspaceId, campaignId: ready.campaignId },
    });
    expect(variant).toMatchObject({ label: "A", subject: "Hello" });
    const batches = await prisma.campaignBatch.findMany({
      where: { workspaceId: ready.ctx.workspaceId, campaignId: ready.campaignId },
    });
    expect(batches.map((batch) => [batch.position, batch.size, batch.status])).toEqual([[0, 3, "pending"]]);
    expect(batches[0]!.dueAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
  });

  test("twice at once is one send", async () => {
    const ready = await readyCampaign();
    const { ctx, campaignId } = ready;
    const launches = await Promise.allSettled([
      launchCampaign(ctx, { campaignId }),
      launchCampaign(ctx, { campaignId }),
    ]);
    expect(launches.map((launch) => launch.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await queued("campaigns.prepare", campaignId)).toHaveLength(1);
    await Promise.all([prepareCampaign(ctx, campaignId), prepareCampaign(ctx, campaignId)]);
    await prepareCampaign(ctx, campaignId);
    expect(await messagesOf(ready)).toHaveLength(3);
    expect(await prisma.campaignVariant.count({ where: { workspaceId: ctx.workspaceId, campaignId } })).toBe(1);
  });

  test("a crash in the middle of a piece leaves nothing of it behind, and the next run goes on from there", async () => {
    const ready = await readyCampaign();
    const { ctx, campaignId } = ready;
    await launchCampaign(ctx, { campaignId });
    const crashing: Ctx = {
      ...ctx,
      log: {
        ...ctx.log,
        info: () => {
          throw new Error("killed");
        },
      },
    };
    await expect(prepareCampaign(crashing, campaignId)).rejects.toThrow("killed");
    expect(await statusOf(ready)).toBe("preparing");
    expect(await messagesOf(ready)).toHaveLength(0);
    await prepareCampaign(ctx, campaignId);
    expect(await messagesOf(ready)).toHaveLength(3);
  });

  test("two runs of two lanes each write every piece once, and every recipient into one batch", async () => {
    const ready = await readyCampaign(41);
    const { ctx, campaignId } = ready;
    await launchCampaign(ctx, { campaignId });
    const ends = await Promise.all([1, 2].map(() => prepareCampaign(ctx, campaignId, [2, 3, 5])));
    expect(ends).toEqual([{ finished: true }, { finished: true }]);
    const campaign = await prisma.campaign.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, id: campaignId },
    });
    expect(campaign.preparedAt).not.toBeNull();
    expect(campaign.freezeState).toMatchObject({ open: [], total: 41, pending: 41 });
    const messages = await messagesOf(ready);
    expect(new Set(messages.map(({ contactId }) => contactId)).size).toBe(41);
    expect(messages).toHaveLength(41);
    const batches = await prisma.campaignBatch.findMany({
      where: { workspaceId: ctx.workspaceId, campaignId },
      orderBy: { position: "asc" },
    });
    expect(batches.length).toBeGreaterThanOrEqual(9);
    expect(batches.reduce((sum, { size }) => sum + size, 0)).toBe(41);
    for (const { id } of messages)
      expect(batches.filter((batch) => batch.firstMessageId <= id && id <= batch.lastMessageId)).toHaveLength(1);
  });

  test("pieces that a dead run left open are written by the next one, also when more people have come into their range", async () => {
    const ready = await readyCampaign(12);
    const { ctx, campaignId, listId } = ready;
    await launchCampaign(ctx, { campaignId });
    const campaign = await prisma.campaign.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, id: campaignId },
    });
    let state = await inTransaction(ctx, (tx) => beginFreeze(tx, campaign));
    const target = { campaignId, audience: readAudience(campaign.audience), zoneDueAt: null };
    for (const size of [5, 20]) state = (await cutPiece(ctx, target, state, size)).state;
    expect(state).toMatchObject({ pieces: 2, open: [{ upTo: expect.any(String) }, { upTo: null }] });
    await prisma.campaign.update({ where: campaignKey(ctx, campaignId), data: { freezeState: state } });
    for (let count = 0; count < 3; count++) await testContact(ctx, { listIds: [listId] });
    await prepareCampaign(ctx, campaignId);
    expect(await messagesOf(ready)).toHaveLength(15);
    expect(await statusOf(ready)).toBe("sending");
  });

  test("a stored state that cannot be read is no reason to give the draft back", async () => {
    const ready = await readyCampaign();
    await launchCampaign(ready.ctx, { campaignId: ready.campaignId });
    await prisma.campaign.update({
      where: campaignKey(ready.ctx, ready.campaignId),
      data: { freezeState: { pieces: "many" } },
    });
    await expect(prepareCampaign(ready.ctx, ready.campaignId)).rejects.toThrow("cannot be read");
    expect(await statusOf(ready)).toBe("preparing");
  });

  test("two transactions that have written batches take the campaign's lock one after the other", async () => {
    const { ctx, campaignId } = await readyCampaign();
    let written = 0;
    const write = (position: number) =>
      inTransaction(ctx, async (tx) => {
        const [id, firstMessageId, lastMessageId] = [newId(), newId(), newId()];
        const row = { workspaceId: ctx.workspaceId, id, campaignId, position, firstMessageId, lastMessageId, size: 1 };
        await tx.db.campaignBatch.create({ data: row });
        written += 1;
        while (written < 2) await sleep(5);
        await lockCampaign(tx, campaignId);
      });
    await Promise.all([write(0), write(1)]);
    expect(await prisma.campaignBatch.count({ where: { workspaceId: ctx.workspaceId, campaignId } })).toBe(2);
  });

  test("what blocks is refused in words, and nothing is queued", async () => {
    const ready = await readyCampaign(0);
    const launch = launchCampaign(ready.ctx, { campaignId: ready.campaignId });
    await expect(launch).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Nobody would receive this campaign"),
      fields: { audience_empty: expect.any(String) },
    });
    expect(await statusOf(ready)).toBe("draft");
    expect(await queued("campaigns.prepare", ready.campaignId)).toEqual([]);
  });

  test("an audience that emptied itself meanwhile gives the draft back with the reason", async () => {
    const ready = await readyCampaign();
    await launchCampaign(ready.ctx, { campaignId: ready.campaignId });
    await prisma.subscription.updateMany({
      where: { workspaceId: ready.ctx.workspaceId, listId: ready.listId },
      data: { status: "unsubscribed" },
    });
    await prepareCampaign(ready.ctx, ready.campaignId);
    const draft = await getDraft(ready.ctx, ready.campaignId);
    expect(draft.status).toBe("draft");
    expect(draft.returnedBecause).toContain("Nobody is left to receive it");
    expect(await messagesOf(ready)).toHaveLength(0);
  });

  test("an analyst may neither write nor send", async () => {
    const { ctx, campaignId } = await readyCampaign();
    const analyst = await testMember(ctx, "analyst");
    await expect(launchCampaign(analyst, { campaignId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateCampaign(analyst, { campaignId, version: 2 })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("every step leaves an audit row", async () => {
    const { ctx, campaignId } = await launched();
    const rows = await prisma.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subjectId: campaignId },
      orderBy: { id: "asc" },
    });
    expect(rows.map((row) => row.action)).toEqual([
      "campaign.created",
      "campaign.updated",
      "campaign.launched",
      "campaign.started",
    ]);
    expect(ctx.workspaceId).toBe(rows[0]?.workspaceId);
  });
});

describe("a schedule", () => {
  const inAnHour = () => new Date(Date.now() + 3_600_000);

  test("is picked up at its time", async () => {
    const ready = await readyCampaign();
    const { ctx, campaignId } = ready;
    const at = inAnHour();
    await scheduleCampaign(ctx, { campaignId, at: at.toISOString() });
    expect(await statusOf(ready)).toBe("scheduled");
    const [job] = await queued("campaigns.launch-scheduled", campaignId);
    expect(job?.start_after.getTime()).toBe(at.getTime());
    await launchScheduled(ctx, campaignId, at);
    expect(await statusOf(ready)).toBe("preparing");
  });

  test("that was moved or taken back does nothing at the old time", async () => {
    const ready = await readyCampaign();
    const { ctx, campaignId } = ready;
    const [first, second] = [inAnHour(), new Date(Date.now() + 7_200_000)];
    await scheduleCampaign(ctx, { campaignId, at: first.toISOString() });
    await scheduleCampaign(ctx, { campaignId, at: second.toISOString() });
    await launchScheduled(ctx, campaignId, first);
    expect(await statusOf(ready)).toBe("scheduled");
    await unscheduleCampaign(ctx, { campaignId });
    await launchScheduled(ctx, campaignId, second);
    expect(await statusOf(ready)).toBe("draft");
  });

  test("that a colleague has moved or taken back is not moved from where it was", async () => {
    const ready = await readyCampaign();
    const { ctx, campaignId } = ready;
    const [first, second, third] = [1, 2, 3].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    const move = (movedFrom: string | undefined, at = third!) => scheduleCampaign(ctx, { campaignId, at, movedFrom });
    await move(undefined, first);
    await move(first, second);
    await expect(move(first)).rejects.toMatchObject({ code: "conflict" });
    await unscheduleCampaign(ctx, { campaignId });
    await expect(move(second)).rejects.toMatchObject({ code: "conflict" });
    expect(await statusOf(ready)).toBe("draft");
  });

  test("that is taken back while the pre-flight of its launch runs is not launched", async () => {
    const ready = await readyCampaign();
    const { ctx, campaignId } = ready;
    const at = inAnHour();
    await scheduleCampaign(ctx, { campaignId, at: at.toISOString() });
    let takenBack = false;
    const findWorkspace = async (...[query]: Parameters<typeof prisma.workspace.findUniqueOrThrow>) => {
      if (!takenBack) await unscheduleCampaign(ctx, { campaignId });
      takenBack = true;
      return prisma.workspace.findUniqueOrThrow(query);
    };
    const during = prisma.$extends({
      query: { workspace: { findUniqueOrThrow: ({ args }) => findWorkspace(args) } },
    }) as unknown as Ctx["db"];
    await launchScheduled({ ...ctx, db: during }, campaignId, at);
    expect(takenBack, "the pre-flight looked at the workspace").toBe(true);
    expect(await statusOf(ready)).toBe("draft");
  });

  test("whose campaign can no longer be sent gives the draft back with the reason", async () => {
    const ready = await readyCampaign();
    const { ctx, campaignId } = ready;
    const at = inAnHour();
    await scheduleCampaign(ctx, { campaignId, at: at.toISOString() });
    await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { postalAddress: "" } });
    await launchScheduled(ctx, campaignId, at);
    const draft = await getDraft(ctx, campaignId);
    expect(draft.status).toBe("draft");
    expect(draft.returnedBecause).toContain("postal address");
  });

  test("in the past is refused, and a scheduled campaign is not changed behind its back", async () => {
    const { ctx, campaignId } = await readyCampaign();
    const past = scheduleCampaign(ctx, { campaignId, at: "2020-01-01T00:00:00Z" });
    await expect(past).rejects.toMatchObject({ code: "invalid", fields: { at: expect.any(String) } });
    await scheduleCampaign(ctx, { campaignId, at: inAnHour().toISOString() });
    const change = updateCampaign(ctx, { campaignId, version: 2, subject: "Other" });
    await expect(change).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("schedule") });
  });
});
