import { describe, expect, test } from "vitest";
import { newId } from "@/lib/base/db/ids";
import { cancelCampaign } from "@/lib/campaigns/lifecycle/cancel-campaign";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { pauseCampaign, resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { runPreflight } from "@/lib/campaigns/preflight/run-preflight";
import { campaignProgress } from "@/lib/campaigns/progress/progress";
import { testList, testMember, testWorkspace } from "@/tests/support/db";
import { launched, readyCampaign } from "@/tests/support/ready-campaign";
import { archiveCampaign } from "./archive-campaign";
import { deleteCampaign } from "./delete-campaign";
import { duplicateCampaign } from "./duplicate-campaign";
import { findCampaigns, getDraft } from "./queries";
import type { CampaignFilters } from "./schema";
import { sendTest } from "./send-test";
import { updateCampaign } from "./update-campaign";

describe("writing", () => {
  test("a save raises the version, and a save on an older one is refused and changes nothing", async () => {
    const { ctx, campaignId } = await readyCampaign();
    const saved = await updateCampaign(ctx, { campaignId, version: 2, subject: "First window" });
    expect(saved.version).toBe(3);
    await expect(updateCampaign(ctx, { campaignId, version: 2, subject: "Second window" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("another window"),
    });
    expect((await getDraft(ctx, campaignId)).subject).toBe("First window");
  });

  test("two saves at the same moment: one is stored, the other is told", async () => {
    const { ctx, campaignId } = await readyCampaign();
    const saves = await Promise.allSettled(
      ["one", "two"].map((subject) => updateCampaign(ctx, { campaignId, version: 2, subject })),
    );
    expect(saves.map((save) => save.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("an audience cannot name another workspace's list", async () => {
    const { ctx, campaignId } = await readyCampaign();
    const foreign = await testList(await testWorkspace());
    const change = updateCampaign(ctx, { campaignId, version: 2, audience: { include: { lists: [foreign.id] } } });
    await expect(change).rejects.toMatchObject({ code: "invalid" });
  });

  test("a duplicate is a fresh draft with the same content, audience and sender", async () => {
    const ready = await launched();
    const copyId = await duplicateCampaign(ready.ctx, { campaignId: ready.campaignId });
    const [source, copy] = [await getDraft(ready.ctx, ready.campaignId), await getDraft(ready.ctx, copyId)];
    expect(copy).toMatchObject({
      name: `${source.name} (copy)`,
      status: "draft",
      version: 1,
      subject: source.subject,
      document: source.document,
      audience: source.audience,
      senderId: source.senderId,
      scheduledAt: null,
    });
  });

  test("only a draft can be deleted, and what is under way cannot be archived", async () => {
    const ready = await launched();
    const { ctx, campaignId } = ready;
    await expect(deleteCampaign(ctx, { campaignId })).rejects.toMatchObject({ code: "conflict" });
    await expect(archiveCampaign(ctx, { campaignId, archived: true })).rejects.toMatchObject({ code: "conflict" });
    const copyId = await duplicateCampaign(ctx, { campaignId });
    await deleteCampaign(ctx, { campaignId: copyId });
    await expect(getDraft(ctx, copyId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("finding campaigns", () => {
  const filters: CampaignFilters = { tab: "all", q: "" };

  test("by tab and by words, and never another workspace's", async () => {
    const { ctx, campaignId } = await launched();
    const copyId = await duplicateCampaign(ctx, { campaignId });
    await readyCampaign();
    const names = async (change: Partial<CampaignFilters>) =>
      (await findCampaigns(ctx, { ...filters, ...change })).campaigns.map((campaign) => campaign.status);
    expect(await names({})).toEqual(["draft", "sending"]);
    expect(await names({ tab: "drafts" })).toEqual(["draft"]);
    expect(await names({ tab: "sending" })).toEqual(["sending"]);
    expect(await names({ q: "(COPY" })).toEqual(["draft"]);
    expect(await names({ q: "nothing like it" })).toEqual([]);
    await archiveCampaign(ctx, { campaignId: copyId, archived: true });
    expect(await names({})).toEqual(["sending"]);
    expect(await names({ tab: "archived" })).toEqual(["draft"]);
  });

  test("a row tells who it is for", async () => {
    const { ctx } = await readyCampaign();
    const { campaigns, next } = await findCampaigns(ctx, filters);
    expect(campaigns[0]).toMatchObject({ audienceNames: ["Newsletter"], audienceCount: null, totals: null });
    expect(next).toBeNull();
  });

  test("another workspace's campaign is not found, whatever is asked of it", async () => {
    const { campaignId } = await readyCampaign();
    const stranger = await testMember(await testWorkspace(), "owner");
    const ref = { campaignId };
    const asks = [
      () => getDraft(stranger, campaignId),
      () => updateCampaign(stranger, { ...ref, version: 1 }),
      () => launchCampaign(stranger, ref),
      () => scheduleCampaign(stranger, { ...ref, at: new Date(Date.now() + 60_000).toISOString() }),
      () => unscheduleCampaign(stranger, ref),
      () => pauseCampaign(stranger, ref),
      () => resumeCampaign(stranger, ref),
      () => cancelCampaign(stranger, ref),
      () => duplicateCampaign(stranger, ref),
      () => archiveCampaign(stranger, { ...ref, archived: true }),
      () => deleteCampaign(stranger, ref),
      () => campaignProgress(stranger, campaignId),
      () => runPreflight(stranger, campaignId),
      () => sendTest(stranger, { ...ref, to: ["a@example.com"] }),
    ];
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "not_found" });
  });
});

test("tests are limited to sixty an hour in a workspace", async () => {
  const ctx = await testWorkspace();
  const mark = ctx.workspaceId.slice(-12);
  const ask = (count: number) => sendTest(ctx, { campaignId: newId(), to: [`a${count}${mark}@example.com`] });
  for (let count = 0; count < 60; count++) await expect(ask(count)).rejects.toMatchObject({ code: "not_found" });
  await expect(ask(60)).rejects.toMatchObject({
    code: "rate_limited",
    message: expect.stringContaining("This workspace has sent 60 tests"),
  });
});
