import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { getDraft } from "@/lib/campaigns/draft/queries";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { testContact } from "@/tests/support/db";
import { readyCampaign } from "@/tests/support/ready-campaign";
import { requirePreflight } from "../lifecycle/require-preflight";
import { runPreflight } from "./run-preflight";
import { isUnusuallyLarge } from "./unusually-large";

test("a design that nobody has written in is not sent, nor is an empty mail, whatever their subject and audience", async () => {
  const { ctx, listId } = await readyCampaign();
  for (const [chosen, code] of [
    [{ templateKey: "newsletter" }, "content_unwritten"],
    [{}, "content_empty"],
  ] as const) {
    const campaignId = await createCampaign(ctx, chosen);
    const audience = { include: { lists: [listId] } };
    const saved = await updateCampaign(ctx, { campaignId, version: 1, subject: "Hello", audience });
    expect(saved.written).not.toBe("own");
    expect((await getDraft(ctx, campaignId)).written).toBe(saved.written);
    await expect(requirePreflight(ctx, campaignId)).rejects.toMatchObject({ fields: { [code]: expect.any(String) } });
  }
});

test("a number is typed for far more people than any campaign of late had, and for no fewer", async () => {
  const { ctx, campaignId } = await readyCampaign();
  expect(await isUnusuallyLarge(ctx, 1000)).toBe(false);
  expect(await isUnusuallyLarge(ctx, 4000)).toBe(true);
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } };
  await prisma.campaign.update({ where, data: { launchedAt: ctx.now(), audienceCount: 4000 } });
  expect([await isUnusuallyLarge(ctx, 4200), await isUnusuallyLarge(ctx, 5100)]).toEqual([false, true]);
  await prisma.campaign.update({ where, data: { launchedAt: new Date(ctx.now().getTime() - 200 * 86_400_000) } });
  expect(await isUnusuallyLarge(ctx, 4200)).toBe(true);
});

describe("pre-flight against real contacts", () => {
  test("a merge tag without fallback names the people it is empty for", async () => {
    const { ctx, campaignId, listId } = await readyCampaign();
    const nameless = await testContact(ctx, { listIds: [listId] });
    await updateCampaign(ctx, { campaignId, version: 2, subject: "Hello {{ contact.first_name }} {{ contact.shoe }}" });
    const { findings, estimate } = await runPreflight(ctx, campaignId);
    expect(estimate).toMatchObject({ total: 4, willReceive: 4 });
    expect(findings.find((found) => found.code === "merge_tag_empty")).toMatchObject({
      level: "warn",
      title: "{{ contact.first_name }} is empty for 1 of 4 people",
      detail: expect.stringContaining(nameless.email),
    });
    expect(findings.find((found) => found.code === "merge_tags_unknown")).toMatchObject({
      level: "block",
      detail: expect.stringContaining("{{ contact.shoe }}"),
    });
  });

  test("Liquid that cannot be read blocks with the words of the error", async () => {
    const { ctx, campaignId } = await readyCampaign();
    await updateCampaign(ctx, { campaignId, version: 2, subject: "Hello {{ contact.first_name" });
    const { findings } = await runPreflight(ctx, campaignId);
    expect(findings[0]).toMatchObject({
      level: "block",
      code: "content_broken",
      detail: expect.stringContaining("subject"),
    });
  });

  test("a button without an address and an image without words are found in the document", async () => {
    const { ctx, campaignId } = await readyCampaign();
    const content = [
      { type: "button", attrs: { href: "#" }, content: [{ type: "text", text: "Shop" }] },
      { type: "image", attrs: { src: "https://shop.de/a.png" } },
    ];
    const document = { type: "doc", content: [{ type: "container", content }] };
    await updateCampaign(ctx, { campaignId, version: 2, document });
    const codes = (await runPreflight(ctx, campaignId)).findings.map((found) => `${found.level} ${found.code}`);
    expect(codes).toEqual(expect.arrayContaining(["warn link_placeholder", "warn alt_missing"]));
  });
});
