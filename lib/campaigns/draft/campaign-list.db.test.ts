import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { launched, readyCampaign } from "@/tests/support/ready-campaign";
import { changeCampaigns } from "./change-campaigns";
import { duplicateCampaign } from "./duplicate-campaign";
import { findCampaigns, findLabels, getSummary } from "./queries";
import { CampaignFilters } from "./schema";
import { setLabels } from "./set-labels";

async function three() {
  const { ctx, campaignId } = await readyCampaign();
  const { workspaceId } = ctx;
  const ids = [campaignId, await duplicateCampaign(ctx, { campaignId }), await duplicateCampaign(ctx, { campaignId })];
  for (const [index, name] of ["beta", "Alpha", "gamma"].entries())
    await prisma.campaign.update({ where: { workspaceId_id: { workspaceId, id: ids[index]! } }, data: { name } });
  const totals = (index: number, delivered: number, humanOpeners: number) =>
    prisma.campaignTotals.create({
      data: { workspaceId, campaignId: ids[index]!, sent: delivered, delivered, humanOpeners },
    });
  await totals(0, 100, 10);
  await totals(2, 10, 5);
  const names = async (search: object, take?: number) => {
    const { campaigns, next } = await findCampaigns(ctx, CampaignFilters.parse(search), take);
    return { names: campaigns.map(({ name }) => name), next };
  };
  return { ctx, ids, names };
}

test("the list is put in order by name, numbers and share, what has none at the end both ways", async () => {
  const { names } = await three();
  const order = async (search: object) => (await names(search)).names.join(" ");
  expect(await order({})).toBe("gamma Alpha beta");
  expect(await order({ sort: "name" })).toBe("Alpha beta gamma");
  expect(await order({ sort: "name", direction: "desc" })).toBe("gamma beta Alpha");
  expect(await order({ sort: "sent" })).toBe("beta gamma Alpha");
  expect(await order({ sort: "sent", direction: "asc" })).toBe("gamma beta Alpha");
  expect(await order({ sort: "opened" })).toBe("gamma beta Alpha");
});

test.each(["created", "name", "leaves", "sent", "opened", "clicked"])(
  "pages by %s have everything once",
  async (sort) => {
    const { names } = await three();
    const found: string[] = [];
    for (let after: string | null = null, page = 0; page < 3; page++) {
      const { names: some, next } = await names({ sort, ...(after && { after }) }, 1);
      found.push(...some);
      after = next;
      expect(next === null).toBe(page === 2);
    }
    expect([...found].sort()).toEqual(["Alpha", "beta", "gamma"]);
  },
);

test("labels group campaigns; one that differs by letter case only is the same", async () => {
  const { ctx, ids, names } = await three();
  await setLabels(ctx, { campaignId: ids[0]!, labels: ["Spring", "spring ", "Shop"] });
  expect(await setLabels(ctx, { campaignId: ids[1]!, labels: ["SPRING"] })).toEqual(["Spring"]);
  expect(await findLabels(ctx)).toEqual(["Shop", "Spring"]);
  expect((await names({ label: "Spring" })).names).toEqual(["Alpha", "beta"]);
  const many = Array.from({ length: 21 }, (_, index) => `Label ${index}`);
  await expect(setLabels(ctx, { campaignId: ids[0]!, labels: many })).rejects.toMatchObject({
    issues: [{ message: expect.stringMatching(/20 labels/) }],
  });
});

test("a change to several leaves alone what forbids it and says why", async () => {
  const { ctx, campaignId } = await launched();
  const draft = await duplicateCampaign(ctx, { campaignId });
  const result = await changeCampaigns(ctx, { campaignIds: [campaignId, draft], change: { kind: "delete" } });
  expect(result).toMatchObject({
    changed: [publicId("cmp", draft)],
    refused: [{ reason: expect.stringMatching(/Only drafts can be deleted/) }],
    binIds: [expect.stringMatching(/^bin_/)],
  });
  expect((await getSummary(ctx, campaignId)).archived).toBe(false);
});

test("one that is gone, or is another workspace's, does not hide what was done to the others", async () => {
  const { ctx, ids } = await three();
  const { campaignId: foreign } = await launched();
  const change = { kind: "add_label", label: "Spring" } as const;
  const result = await changeCampaigns(ctx, { campaignIds: [ids[0]!, newId(), foreign, ids[1]!], change });
  expect(result.changed).toEqual([ids[0]!, ids[1]!].map((id) => publicId("cmp", id)));
  const none = { name: "A campaign", reason: "There is no such campaign." };
  expect(result.refused).toEqual([none, none]);
});

test("what had a label before is not among what a change labelled, so that undo leaves it alone", async () => {
  const { ctx, ids } = await three();
  await setLabels(ctx, { campaignId: ids[0]!, labels: ["Spring"] });
  const change = { kind: "add_label", label: "spring" } as const;
  const { changed } = await changeCampaigns(ctx, { campaignIds: ids, change });
  expect(changed).toEqual([ids[1]!, ids[2]!].map((id) => publicId("cmp", id)));
  await changeCampaigns(ctx, { campaignIds: changed, change: { kind: "remove_label", label: "spring" } });
  expect((await getSummary(ctx, ids[0]!)).labels).toEqual(["Spring"]);
  expect((await getSummary(ctx, ids[1]!)).labels).toEqual([]);
});
