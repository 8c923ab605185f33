import { expect, test } from "vitest";
import { newId, publicId } from "@/lib/base/db/ids";
import type { Permission } from "@/lib/base/permissions.shared";
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

test("a program finds what its key may read, and nothing else", async () => {
  const ctx = await testWorkspace();
  await testList(ctx, "Anna's list");
  await createSegment(ctx, { name: "Anna's segment", rules });
  await createCampaign(ctx, { name: "Anna's campaign" });
  await testContact(ctx, { email: "anna@example.com" });
  const kindsFor = async (scopes: Permission[]) => {
    const actor = { type: "key", keyId: newId(), name: "Shop", mode: "live", scopes, domain: null } as const;
    return (await findEverything({ ...ctx, actor }, { query: "anna" })).items.map(({ kind }) => kind).sort();
  };
  expect(await kindsFor(["workspace.read"])).toEqual([]);
  expect(await kindsFor(["workspace.read", "lists.read"])).toEqual(["list"]);
  expect(await kindsFor(["workspace.read", "contacts.read", "segments.read"])).toEqual(["contact", "segment"]);
  await expect(kindsFor(["contacts.read"])).rejects.toMatchObject({ code: "forbidden" });
});
