import { expect, test } from "vitest";
import { publicId } from "@/lib/base/db/ids";
import { createField } from "@/lib/people/contacts/fields";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { MAX_VIEWS } from "./schema";
import { createView, deleteView, findViews, updateView } from "./views";

const named = async (ctx: Parameters<typeof findViews>[0]) => (await findViews(ctx)).map(({ name }) => name);

test("own views are seen by their member only, shared ones by everybody", async () => {
  const ctx = await testWorkspace();
  const [ada, bob] = [await testMember(ctx, "marketer"), await testMember(ctx, "analyst")];
  await createView(ada, { name: "Ada's", search: "query=a" });
  const shared = await createView(ada, { name: "Everybody's", search: "status=confirmed", shared: true });
  expect([await named(ada), await named(bob)]).toEqual([["Ada's", "Everybody's"], ["Everybody's"]]);
  expect(await named(await testMember(await testWorkspace(), "owner"))).toEqual([]);
  const viewId = publicId("viw", shared.id);
  await expect(updateView(bob, { viewId, name: "Bob's" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(deleteView(bob, { viewId })).rejects.toMatchObject({ code: "forbidden" });
  await expect(createView(bob, { name: "All", search: "", shared: true })).rejects.toMatchObject({ code: "forbidden" });
  await createView(bob, { name: "Ada's", search: "" });
});

test("a name is given once among what a member sees, and there is an end to them", async () => {
  const ctx = await testMember(await testWorkspace(), "marketer");
  const first = await createView(ctx, { name: "Berlin", search: "" });
  await expect(createView(ctx, { name: "BERLIN", search: "", shared: true })).rejects.toMatchObject({
    fields: { name: expect.stringMatching(/already/) },
  });
  await updateView(ctx, {
    viewId: publicId("viw", first.id),
    name: "Berlin",
    search: "tag=x&cursor=1",
    columns: ["tags"],
  });
  expect(await findViews(ctx)).toMatchObject([{ name: "Berlin", search: "tag=x", columns: ["tags"] }]);
  for (let n = 1; n < MAX_VIEWS; n++) await createView(ctx, { name: `v${n}`, search: "" });
  await expect(createView(ctx, { name: "one more", search: "" })).rejects.toMatchObject({ code: "conflict" });
});

test("the table is filtered by any field, and says what it cannot read", async () => {
  const ctx = await testWorkspace();
  await createField(ctx, { label: "City", type: "text" });
  await createField(ctx, { label: "Orders", type: "number" });
  await testContact(ctx, { email: "ada@example.com", fields: { city: "Köln" } });
  await testContact(ctx, { email: "bob@example.com", fields: { city: "Berlin" } });
  const city = { kind: "field", key: "city", op: "contains", value: "KÖL" };
  const rules = (value: unknown) => JSON.stringify({ kind: "group", match: "all", rules: value });
  const { items } = await findContacts(ctx, { rules: rules([city]), query: "example" });
  expect(items.map(({ email }) => email)).toEqual(["ada@example.com"]);
  for (const bad of ["{", "1", "null", rules(Array(60).fill(city)), `[${"[".repeat(3000)}`])
    expect(ContactFilters.safeParse({ rules: bad }).success, bad.slice(0, 20)).toBe(false);
});
