import { expect, test } from "vitest";
import { publicId } from "@/lib/base/db/ids";
import { createCampaign } from "@/lib/campaigns/draft/create-campaign";
import { createSegment } from "@/lib/people/segments/segments";
import { testContact, testList, testMember, testWorkspace } from "@/tests/support/db";
import { findEverything } from "./find-everything";

const rules = { kind: "group" as const, match: "all" as const, rules: [] };

test("everything of the workspace is found by one search, what one means first", async () => {
  const ctx = await testMember(await testWorkspace(), "analyst");
  const system = { ...ctx, actor: { type: "system" as const, name: "test" } };
  const list = await testList(ctx, "Newsletter");
  await createCampaign(system, { name: "Spring newsletter" });
  await createSegment(system, { name: "News readers", rules });
  await testContact(ctx, { email: "anna@newsroom.example", firstName: "Anna", lastName: "Krüger" });
  const { items } = await findEverything(ctx, { query: "newsletter" });
  expect(items.map(({ kind, label }) => [kind, label])).toEqual([
    ["list", "Newsletter"],
    ["campaign", "Spring newsletter"],
  ]);
  expect(items[0]?.id).toBe(publicId("lst", list.id));
  const news = (await findEverything(ctx, { query: "NEWS" })).items.map(({ kind }) => kind);
  expect(news).toEqual(["list", "segment", "campaign", "contact"]);
  expect((await findEverything(ctx, { query: "anna kruger" })).items).toMatchObject([
    { kind: "contact", label: "Anna Krüger", detail: "anna@newsroom.example", rank: 0 },
  ]);
});

test("nothing of another workspace, and nothing for nothing", async () => {
  await testList(await testWorkspace(), "Secret");
  const ctx = await testWorkspace();
  for (const query of ["secret", "", "  ", "%", "\ud800"])
    expect((await findEverything(ctx, { query })).items).toEqual([]);
});
