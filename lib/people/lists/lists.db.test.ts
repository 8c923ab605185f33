import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { contactTimeline } from "@/lib/people/contacts/contact-timeline";
import { createContact } from "@/lib/people/contacts/create-contact";
import { countContacts, findContacts } from "@/lib/people/contacts/find-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";
import { testContact, testList, testMember, testWorkspace } from "@/tests/support/db";
import { archiveList } from "./archive-list";
import { changeContacts } from "./change-contacts";
import { createList } from "./create-list";
import { createSubscriber } from "./create-subscriber";
import { findLists } from "./queries";
import { subscribeContact } from "./subscribe-contact";
import { unsubscribeContact } from "./unsubscribe-contact";

const everyone = ContactFilters.parse({});
const emails = async (ctx: Ctx, input: Parameters<typeof findContacts>[1] = {}) =>
  (await findContacts(ctx, input)).items.map(({ email }) => email);

describe("subscriptions", () => {
  test("a new contact joins its lists with proof", async () => {
    const ctx = await testWorkspace();
    const list = await createList(ctx, { name: "News" });
    const contact = await createSubscriber(ctx, {
      email: "Ada@Example.COM",
      firstName: "Ada",
      tags: ["vip"],
      listIds: [list.id],
      consent: "Signed the guest book in London",
    });
    const profile = await contactProfile(ctx, contact.id);
    expect(profile).toMatchObject({ tags: ["vip"], subscriptions: [{ name: "News", status: "confirmed" }] });
    expect(profile.consents).toMatchObject([
      { kind: "opt_in", wording: "Signed the guest book in London", listName: "News" },
    ]);
    const timeline = await contactTimeline(ctx, { contactId: contact.id });
    expect(timeline.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["contact.created", "contact.subscribed"]),
    );
  });

  test("a new contact is not stored without the consent that its lists ask for", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const add = createSubscriber(ctx, { email: "ada@example.com", listIds: [list.id] });
    await expect(add).rejects.toMatchObject({ fields: { consent: expect.stringContaining("agreed") } });
    await archiveList(ctx, { listId: list.id });
    const consent = "Ticked the box";
    const late = createSubscriber(ctx, { email: "ada@example.com", listIds: [list.id], consent });
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    expect(await emails(ctx)).toEqual([]);
  });

  test("joining and leaving leave proof; asking twice changes nothing", async () => {
    const ctx = await testWorkspace();
    const [list, contact] = [await testList(ctx), await testContact(ctx)];
    const join = { listId: list.id, contactId: contact.id, consent: "Ticked the box" };
    await subscribeContact(ctx, join);
    await subscribeContact(ctx, join);
    expect(await unsubscribeContact(ctx, { contactId: contact.id })).toEqual({ ended: 1 });
    expect(await unsubscribeContact(ctx, { contactId: contact.id })).toEqual({ ended: 0 });
    const kinds = (await contactProfile(ctx, contact.id)).consents.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["opt_in", "opt_out"]);
  });

  test("a mass action never brings back who unsubscribed", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const [gone, fresh] = [await testContact(ctx, { listIds: [list.id] }), await testContact(ctx)];
    await unsubscribeContact(ctx, { contactId: gone.id });
    const change = { kind: "add_to_list" as const, listId: list.id, consent: "From the fair" };
    expect(await changeContacts(ctx, { selection: { filters: everyone }, change })).toEqual({
      selected: 2,
      changed: 1,
    });
    expect(await emails(ctx, { list: list.id, status: "confirmed" })).toEqual([fresh.email]);
    expect((await findLists(ctx))[0]).toMatchObject({ confirmedCount: 1, unsubscribedCount: 1 });
  });

  test("an archived list takes nobody", async () => {
    const ctx = await testWorkspace();
    const [list, contact] = [await testList(ctx), await testContact(ctx)];
    await archiveList(ctx, { listId: list.id });
    const join = subscribeContact(ctx, { listId: list.id, contactId: contact.id, consent: "Ticked the box" });
    await expect(join).rejects.toMatchObject({ code: "conflict" });
  });
});

test("two workspaces with the same addresses never see or touch each other", async () => {
  const [one, two] = [await testWorkspace(), await testWorkspace()];
  const [listOne, listTwo] = [await testList(one), await testList(two)];
  await testContact(two, { email: "0@example.com", listIds: [listTwo.id] });
  const before = await findContacts(two, {});
  const local = fc.constantFrom("0", "1", "2");
  const step = fc.oneof(
    fc.record({ kind: fc.constant("create" as const), local }),
    fc.record({ kind: fc.constant("subscribe" as const), local, foreign: fc.boolean() }),
    fc.record({ kind: fc.constant("unsubscribe" as const), local }),
    fc.record({ kind: fc.constant("erase" as const), foreign: fc.boolean() }),
  );
  const foreignId = before.items[0]?.id ?? "";
  const act = async (one_: Ctx, s: typeof step extends fc.Arbitrary<infer S> ? S : never) => {
    if (s.kind === "create") return createContact(one_, { email: `${s.local}@example.com` });
    if (s.kind === "erase") {
      const selection = s.foreign ? { ids: [foreignId] } : { filters: everyone };
      return changeContacts(one_, { selection, change: { kind: "erase" } });
    }
    const found = (await findContacts(one_, { query: `${s.local}@example.com` })).items[0];
    if (s.kind === "unsubscribe") return unsubscribeContact(one_, { contactId: found?.id ?? foreignId });
    const listId = s.foreign ? listTwo.id : listOne.id;
    return subscribeContact(one_, { contactId: found?.id ?? foreignId, listId, consent: "Ticked the box" });
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      for (const one_step of steps)
        await act(one, one_step).catch((error: { code?: string }) => {
          expect(["conflict", "not_found"]).toContain(error.code);
        });
      expect(await findContacts(two, {})).toEqual(before);
      expect(await countContacts(two, everyone)).toEqual({ count: 1, capped: false });
    }),
    { numRuns: 15 },
  );
});

test("an analyst changes nobody", async () => {
  const analyst = await testMember(await testWorkspace(), "analyst");
  const erase = { selection: { filters: everyone }, change: { kind: "erase" as const } };
  await expect(changeContacts(analyst, erase)).rejects.toMatchObject({ code: "forbidden" });
  await expect(createSubscriber(analyst, { email: "ada@example.com" })).rejects.toMatchObject({ code: "forbidden" });
});
