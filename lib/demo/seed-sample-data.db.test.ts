import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { findCampaigns } from "@/lib/campaigns/draft/queries";
import { CampaignFilters } from "@/lib/campaigns/draft/schema";
import { findReplies } from "@/lib/inbound/replies/queries";
import { ReplyFilters } from "@/lib/inbound/replies/schema";
import { testWorkspace } from "../../tests/support/db";
import { seedLive } from "./seed-live";
import { seedSampleData } from "./seed-sample-data";

test("the shop has a schedule, replies to its campaigns and reasons why people left; what is live leaves by itself", async () => {
  const ctx = await testWorkspace();
  const { workspaceId } = ctx;
  const address = { postalAddress: "12 Harbour Road, Bristol" };
  await prisma.workspace.update({ where: { id: workspaceId }, data: address });
  await seedSampleData(ctx);
  const names = async (tab: string) =>
    (await findCampaigns(ctx, CampaignFilters.parse({ tab }))).campaigns.map(({ name }) => name);
  expect(await names("scheduled")).toEqual(["Boots, resoled", "Map reading for beginners", "Winter gift guide"]);
  const { items, open } = await findReplies(ctx, ReplyFilters.parse({}));
  expect(items.map(({ campaign, contactId, likely }) => [campaign?.name, contactId !== null, likely])).toEqual(
    [
      "Saturday walk",
      "Club letter",
      "Club letter",
      "Trail Notes 16",
      "Autumn range",
      "Repair evening",
      "Repair evening",
    ].map((name) => [name, true, false]),
  );
  expect(open).toBe(4);
  expect((await findReplies(ctx, ReplyFilters.parse({ kind: "automatic" }))).items).toHaveLength(1);
  expect(await prisma.reply.count({ where: { workspaceId, forward: { not: "none" } } })).toBe(0);
  const left = { workspaceId, status: "unsubscribed", unsubscribeMessageId: { not: null } } as const;
  const reasons = await prisma.subscription.groupBy({ by: ["unsubscribeReason"], where: left });
  expect(reasons.length).toBeGreaterThan(3);
  const told = await prisma.event.count({ where: { workspaceId, type: "message.unsubscribed" } });
  expect(told).toBeGreaterThan(20);
  expect(await prisma.consentRecord.count({ where: { workspaceId, kind: "opt_out" } })).toBeGreaterThan(20);

  const deeds = await prisma.customEvent.groupBy({
    by: ["name"],
    where: { workspaceId, contactId: { not: null } },
    _count: true,
  });
  expect(deeds.map(({ name }) => name).sort()).toEqual([
    "Checkout Started",
    "Order Completed",
    "Product Added",
    "Product Viewed",
  ]);
  expect(deeds.every(({ _count }) => _count > 30)).toBe(true);

  await seedLive(ctx);
  expect(await names("sending")).toEqual(["Spring order book"]);
  expect(await prisma.replyAnswer.findMany({ where: { workspaceId } })).toMatchObject([{ writtenBy: "Robin Fern" }]);
}, 180_000);
