import { expect, test } from "vitest";
import { sweepBin } from "@/lib/base/bin/take-from-bin";
import { parsePublicId, publicId } from "@/lib/base/db/ids";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { deleteCampaign } from "@/lib/campaigns/draft/delete-campaign";
import { getDraft } from "@/lib/campaigns/draft/queries";
import { updateCampaign } from "@/lib/campaigns/draft/update-campaign";
import { createTag, deleteTag } from "@/lib/people/contacts/tags";
import { getSegment } from "@/lib/people/segments/segment-where";
import { createSegment, deleteSegment, presentSegment } from "@/lib/people/segments/segments";
import { MAX_VIEWS } from "@/lib/people/views/schema";
import { createView, deleteView, findViews } from "@/lib/people/views/views";
import { testList, testMember, testWorkspace } from "@/tests/support/db";
import { findBin } from "./find-bin";
import { restoreFromBin } from "./restore-from-bin";

const rules = { kind: "group" as const, match: "all" as const, rules: [] };

test("a segment, a draft and a view come back as they were, under their ids, once", async () => {
  const ctx = await testMember(await testWorkspace(), "marketer");
  const list = await testList(ctx);
  const segment = await createSegment(ctx, { name: "Berlin", description: "Town", rules });
  const campaignId = publicId("cmp", await createCampaign(ctx, { name: "Spring" }));
  await updateCampaign(ctx, {
    campaignId,
    version: 1,
    subject: "Hello",
    audience: { include: { lists: [publicId("lst", list.id)] } },
  });
  const draft = await getDraft(ctx, parsePublicId("cmp", campaignId)!);
  const view = await createView(ctx, { name: "Mine", search: "query=anna&cursor=x", columns: ["tags"] });
  expect(view.search).toBe("query=anna");

  const before = presentSegment(segment);
  const deleted = [
    await deleteSegment(ctx, { segmentId: before.id }),
    await deleteCampaign(ctx, { campaignId }),
    await deleteView(ctx, { viewId: publicId("viw", view.id) }),
  ];
  expect((await findBin(ctx)).map(({ name, kind }) => [kind, name])).toEqual(
    expect.arrayContaining([
      ["segment", "Berlin"],
      ["campaign", "Spring"],
      ["view", "Mine"],
    ]),
  );
  for (const one of deleted) await restoreFromBin(ctx, one);
  expect(presentSegment(await getSegment(ctx, segment.id))).toEqual(before);
  expect(await getDraft(ctx, parsePublicId("cmp", campaignId)!)).toEqual({ ...draft, version: 1 });
  expect(await findViews(ctx)).toMatchObject([{ id: view.id, name: "Mine", search: "query=anna", columns: ["tags"] }]);
  expect(await findBin(ctx)).toEqual([]);
  await expect(restoreFromBin(ctx, deleted[0]!)).rejects.toMatchObject({ code: "not_found" });
});

test("one whose name is taken meanwhile comes back with a number", async () => {
  const ctx = await testWorkspace();
  const first = await createSegment(ctx, { name: "Berlin", rules });
  const deleted = await deleteSegment(ctx, { segmentId: publicId("seg", first.id) });
  await createSegment(ctx, { name: "BERLIN", rules });
  await restoreFromBin(ctx, deleted);
  expect((await getSegment(ctx, first.id)).name).toBe("Berlin (2)");
});

test("only who may make one brings it back, a view only its member, and another workspace nothing", async () => {
  const ctx = await testWorkspace();
  const [marketer, analyst] = [await testMember(ctx, "marketer"), await testMember(ctx, "analyst")];
  const segment = await createSegment(marketer, { name: "Berlin", rules });
  const deleted = await deleteSegment(marketer, { segmentId: publicId("seg", segment.id) });
  const own = await createView(analyst, { name: "Mine", search: "" });
  const ownDeleted = await deleteView(analyst, { viewId: publicId("viw", own.id) });
  await expect(restoreFromBin(analyst, deleted)).rejects.toMatchObject({ code: "forbidden" });
  await expect(restoreFromBin(marketer, ownDeleted)).rejects.toMatchObject({ code: "not_found" });
  await expect(restoreFromBin(await testWorkspace(), deleted)).rejects.toMatchObject({ code: "not_found" });
  expect((await findBin(marketer)).map(({ name }) => name)).toEqual(["Berlin"]);
  await restoreFromBin(marketer, deleted);
  await restoreFromBin(analyst, ownDeleted);
});

test("after 30 days it is gone", async () => {
  const ctx = await testWorkspace();
  const segment = await createSegment(ctx, { name: "Berlin", rules });
  const deleted = await deleteSegment(ctx, { segmentId: publicId("seg", segment.id) });
  const later = (days: number) => ({ ...ctx, now: () => new Date(Date.now() + days * 86_400_000) });
  expect(await sweepBin(later(29))).toBe(0);
  await expect(restoreFromBin(later(31), deleted)).rejects.toMatchObject({ code: "not_found" });
  expect(await sweepBin(later(31))).toBe(1);
});

test("a segment that a draft excludes or includes is not deleted, nor a tag, so that no audience changes unseen", async () => {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  const segmentId = publicId("seg", (await createSegment(ctx, { name: "Complained", rules })).id);
  const tagId = publicId("tag", (await createTag(ctx, { name: "vip" })).id);
  const campaignId = publicId("cmp", await createCampaign(ctx, { name: "Spring" }));
  const audience = {
    include: { lists: [publicId("lst", list.id)], tags: [tagId] },
    exclude: { segments: [segmentId] },
  };
  await updateCampaign(ctx, { campaignId, version: 1, audience });
  await expect(deleteSegment(ctx, { segmentId })).rejects.toThrow(/“Spring”/);
  await expect(deleteTag(ctx, { tagId })).rejects.toThrow(/“Spring”/);
  await updateCampaign(ctx, { campaignId, version: 2, audience: { include: { lists: audience.include.lists } } });
  await deleteSegment(ctx, { segmentId });
  await deleteTag(ctx, { tagId });
});

const asksFor = (tagId: string) => ({
  ...rules,
  rules: [{ ...rules, match: "any" as const, rules: [{ kind: "tag" as const, tagId, op: "has" as const }] }],
});

test("a tag that a segment of a draft asks for is not deleted", async () => {
  const ctx = await testWorkspace();
  const tagId = publicId("tag", (await createTag(ctx, { name: "vip" })).id);
  const segmentId = publicId("seg", (await createSegment(ctx, { name: "VIPs", rules: asksFor(tagId) })).id);
  const campaignId = publicId("cmp", await createCampaign(ctx, { name: "Spring" }));
  const include = { lists: [publicId("lst", (await testList(ctx)).id)] };
  await updateCampaign(ctx, { campaignId, version: 1, audience: { include, exclude: { segments: [segmentId] } } });
  await expect(deleteTag(ctx, { tagId })).rejects.toThrow(/“Spring”/);
  await updateCampaign(ctx, { campaignId, version: 2, audience: { include } });
  await deleteTag(ctx, { tagId });
});

test("nothing comes back from the bin by which a campaign would go to others: the tag of an excluded segment is gone", async () => {
  const ctx = await testWorkspace();
  const tagId = publicId("tag", (await createTag(ctx, { name: "vip" })).id);
  const segmentId = publicId("seg", (await createSegment(ctx, { name: "VIPs", rules: asksFor(tagId) })).id);
  const include = { lists: [publicId("lst", (await testList(ctx)).id)] };
  const audience = { include, exclude: { segments: [segmentId] } };
  const draft = async () => {
    const campaignId = publicId("cmp", await createCampaign(ctx, { name: "Spring" }));
    await updateCampaign(ctx, { campaignId, version: 1, audience });
    return deleteCampaign(ctx, { campaignId });
  };
  const [first, second] = [await draft(), await draft()];
  const segment = await deleteSegment(ctx, { segmentId });
  await restoreFromBin(ctx, first);
  await deleteTag(ctx, { tagId });
  await expect(restoreFromBin(ctx, segment)).rejects.toThrow(/“VIPs”.*tag/);

  const other = publicId("tag", (await createTag(ctx, { name: "vip" })).id);
  const { id } = await createSegment(ctx, { name: "VIPs", rules: asksFor(other) });
  audience.exclude.segments = [publicId("seg", id)];
  const third = await draft();
  await deleteTag(ctx, { tagId: other });
  await expect(restoreFromBin(ctx, third)).rejects.toThrow(/“VIPs”.*tag/);
  expect((await findBin(ctx)).map(({ id: binId }) => binId)).toEqual(
    expect.arrayContaining([segment.binId, second.binId, third.binId]),
  );
});

test("what comes back keeps to the number of views that there may be", async () => {
  const ctx = await testMember(await testWorkspace(), "marketer");
  const first = await createView(ctx, { name: "v0", search: "" });
  const deleted = await deleteView(ctx, { viewId: publicId("viw", first.id) });
  for (let n = 1; n <= MAX_VIEWS; n++) await createView(ctx, { name: `v${n}`, search: "" });
  await expect(restoreFromBin(ctx, deleted)).rejects.toMatchObject({ code: "conflict" });
  const [one] = await findViews(ctx);
  await deleteView(ctx, { viewId: publicId("viw", one!.id) });
  await restoreFromBin(ctx, deleted);
  expect(await findViews(ctx)).toHaveLength(MAX_VIEWS);
});

test("a segment that another asks for stays, is needed by campaigns through it, and comes back first", async () => {
  const ctx = await testMember(await testWorkspace(), "marketer");
  const tagId = publicId("tag", (await createTag(ctx, { name: "vip" })).id);
  const inner = await createSegment(ctx, { name: "Inner", rules: asksFor(tagId) });
  const asked = { kind: "segment" as const, segmentId: inner.id, op: "in" as const };
  const outer = await createSegment(ctx, { name: "Outer", rules: { ...rules, rules: [asked] } });
  await expect(deleteSegment(ctx, { segmentId: inner.id })).rejects.toThrow(/“Outer”/);
  const campaignId = publicId("cmp", await createCampaign(ctx, { name: "Spring" }));
  const include = { segments: [publicId("seg", outer.id)] };
  await updateCampaign(ctx, { campaignId, version: 1, audience: { include } });
  await expect(deleteTag(ctx, { tagId })).rejects.toThrow(/“Spring”/);
  await deleteCampaign(ctx, { campaignId });
  const { binId: outerBin } = await deleteSegment(ctx, { segmentId: outer.id });
  const { binId: innerBin } = await deleteSegment(ctx, { segmentId: inner.id });
  await expect(restoreFromBin(ctx, { binId: outerBin })).rejects.toThrow(/no longer exists/);
  await restoreFromBin(ctx, { binId: innerBin });
  await restoreFromBin(ctx, { binId: outerBin });
});
