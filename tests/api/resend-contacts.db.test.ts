import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { createSegment } from "@/lib/people/segments/segments";
import { suppress } from "@/lib/people/suppressions/suppress";
import { testContact, testList } from "../support/db";
import { resendCaller } from "../support/resend-server";

describe.each(["6.38", "6.22"] as const)("the package resend %s", (version) => {
  test("keeps segments, contacts in them, topics and properties", async () => {
    const { resend, ctx } = await resendCaller(version);
    const segment = await resend.segments.create({ name: "News" });
    expect(segment.data).toEqual({ object: "segment", id: expect.any(String), name: "News" });
    const topic = await resend.topics.create({ name: "Updates", defaultSubscription: "opt_out" });
    const property = await resend.contactProperties.create({ key: "plan", type: "string", fallbackValue: "free" });
    const [segmentId, topicId] = [segment.data?.id ?? "", topic.data?.id ?? ""];
    const made = await resend.contacts.create({
      ...{ email: "a+b@example.com", firstName: "Ada", lastName: "King", unsubscribed: false },
      ...{ properties: { plan: "pro" }, segments: [{ id: segmentId }] },
      topics: [{ id: topicId, subscription: "opt_in" }],
    });
    expect(made).toMatchObject({ error: null, data: { object: "contact", id: expect.any(String) } });
    const id = made.data?.id ?? "";
    const shown = await resend.contacts.get("a+b@example.com" as never);
    expect(shown.data).toMatchObject({
      ...{ object: "contact", id, email: "a+b@example.com", first_name: "Ada", last_name: "King" },
      ...{ unsubscribed: false, properties: { plan: "pro" } },
    });
    expect((await resend.contacts.update({ id, firstName: null } as never)).data).toEqual({ object: "contact", id });
    expect((await resend.contacts.get({ id })).data?.first_name).toBeNull();
    expect((await resend.contacts.segments.list({ contactId: id })).data?.data).toMatchObject([{ id: segmentId }]);
    const topics = await resend.contacts.topics.list({ id });
    expect(topics.data?.data).toEqual([{ id: topicId, name: "Updates", description: null, subscription: "opt_in" }]);
    await resend.contacts.topics.update({ id, topics: [{ id: topicId, subscription: "opt_out" }] });
    expect((await resend.contacts.topics.list({ id })).data?.data[0]?.subscription).toBe("opt_out");
    const proofs = await prisma.consentRecord.findMany({ where: { workspaceId: ctx.workspaceId, listId: topicId } });
    expect(proofs.map(({ kind, method }) => [kind, method]).sort()).toEqual([
      ["opt_in", "api"],
      ["opt_out", "api"],
    ]);
    const values = await resend.contactProperties.get(property.data?.id ?? "");
    expect(values.data).toMatchObject({ key: "plan", type: "string" });
    expect((await resend.contacts.remove({ id })).data).toMatchObject({
      object: "contact",
      contact: id,
      deleted: true,
    });
    expect((await resend.contacts.get({ id })).error).toMatchObject({
      name: "not_found",
      message: "Contact not found",
    });
    for (const answer of [resend.segments.remove(segmentId), resend.topics.remove(topicId)])
      expect((await answer).data).toMatchObject({ deleted: true });
    expect((await resend.segments.get(segmentId)).error?.message).toBe("Audience not found");
    expect((await resend.topics.get(topicId)).error?.message).toBe("Topic not found");
  });
});

test("version 4 keeps audiences and their contacts", async () => {
  const { resend } = await resendCaller("4");
  const { data: audience } = await resend.audiences.create({ name: "News" });
  const audienceId = audience?.id ?? "";
  const { data: made } = await resend.contacts.create({ audienceId, email: "ada@example.com", unsubscribed: false });
  const id = made?.id ?? "";
  const { data: list } = await resend.contacts.list({ audienceId });
  expect(list?.data).toMatchObject([{ id, email: "ada@example.com", unsubscribed: false }]);
  await resend.contacts.update({ audienceId, id, unsubscribed: true });
  expect((await resend.contacts.get({ audienceId, id })).data?.unsubscribed).toBe(true);
  expect((await resend.contacts.remove({ audienceId, id })).data).toMatchObject({ contact: id, deleted: true });
  expect((await resend.contacts.get({ audienceId, id })).error?.message).toBe("Contact not found");
  // Who had left does not come back with the program's next sync; whom the program took off does.
  await resend.contacts.create({ audienceId, email: "ada@example.com" });
  expect((await resend.contacts.list({ audienceId })).data?.data).toEqual([]);
  const bob = { audienceId, email: "bob@example.com" };
  await resend.contacts.create(bob);
  await resend.contacts.remove(bob);
  await resend.contacts.create(bob);
  expect((await resend.contacts.list({ audienceId })).data?.data).toMatchObject([{ unsubscribed: false }]);
});

describe("whoever has left", () => {
  test("is not brought back by being created again, but by a change, and not from a complaint", async () => {
    const { resend, ctx } = await resendCaller();
    const list = await testList(ctx);
    const { id, email } = await testContact(ctx, { listIds: [list.id] });
    const status = async () =>
      (await prisma.subscription.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, contactId: id } })).status;
    const seen = async () => (await resend.contacts.get({ id })).data?.unsubscribed;
    await resend.contacts.update({ id, unsubscribed: true });
    expect([await seen(), await status()]).toEqual([true, "unsubscribed"]);
    const again = await resend.contacts.create({ email, unsubscribed: false, segments: [{ id: list.id }] });
    expect([again.data?.id, await seen(), await status()]).toEqual([id, true, "unsubscribed"]);
    await resend.contacts.update({ id, unsubscribed: false });
    expect([await seen(), await status()]).toEqual([false, "confirmed"]);
    const kinds = await prisma.consentRecord.findMany({
      where: { workspaceId: ctx.workspaceId, contactId: id },
      select: { kind: true, method: true },
    });
    expect(new Set(kinds.map(({ method }) => method))).toEqual(new Set(["api"]));
    await suppress(ctx, { email, reason: "complaint" });
    await resend.contacts.update({ id, unsubscribed: false });
    expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId, reason: "complaint" } })).toBe(1);
  });

  /** A contact on a list, and a word of a program about them. */
  async function subscriber() {
    const caller = await resendCaller();
    const { resend, ctx } = caller;
    const list = await testList(ctx);
    const { id, email } = await testContact(ctx, { listIds: [list.id] });
    const seen = async () => {
      const where = { workspaceId: ctx.workspaceId, contactId: id, listId: list.id };
      const { status } = await prisma.subscription.findFirstOrThrow({ where });
      return [(await resend.contacts.get({ id })).data?.unsubscribed, status];
    };
    const says = async (unsubscribed: boolean) => {
      expect((await resend.contacts.update({ id, unsubscribed })).error).toBeNull();
    };
    return { ...caller, list, id, email, seen, says };
  }

  test("everything by themselves is not brought back by a program's word", async () => {
    const { ctx, email, seen, says } = await subscriber();
    await suppress(ctx, { email, reason: "unsubscribe" });
    await says(false);
    expect(await seen()).toEqual([true, "confirmed"]);
    await says(true);
    await says(false);
    expect(await seen()).toEqual([true, "unsubscribed"]);
  });

  test("by a link, after a program had said so too, is not brought back by it", async () => {
    const { resend, ctx, id, email, seen, says } = await subscriber();
    const mail = { from: "shop@example.test", to: email, subject: "Receipt", text: "Thanks" };
    expect((await resend.emails.send(mail)).error).toBeNull();
    const { id: messageId } = await prisma.message.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: messageId } };
    await prisma.message.update({ where, data: { contactId: id } });
    await says(true);
    await unsubscribeMessage(ctx, { messageId, scope: "all", method: "one_click" });
    await says(false);
    expect(await seen()).toEqual([true, "unsubscribed"]);
  });

  test("a topic before they left everything stays out of it", async () => {
    const { resend, id, seen, says } = await subscriber();
    const { data: topic } = await resend.topics.create({ name: "Tips", defaultSubscription: "opt_in" });
    const choose = (subscription: "opt_in" | "opt_out") =>
      resend.contacts.topics.update({ id, topics: [{ id: topic?.id ?? "", subscription }] });
    const chosen = async () => (await resend.contacts.topics.list({ id })).data?.data[0]?.subscription;
    await choose("opt_in");
    await choose("opt_out");
    await says(true);
    await says(false);
    expect([await seen(), await chosen()]).toEqual([[false, "confirmed"], "opt_out"]);
  });

  test("a topic is not put back by a sync that names it, but by a choice for them alone", async () => {
    const { resend, id, email } = await subscriber();
    const { data: topic } = await resend.topics.create({ name: "Tips", defaultSubscription: "opt_out" });
    const topics = [{ id: topic?.id ?? "", subscription: "opt_in" as const }];
    const chosen = async () => (await resend.contacts.topics.list({ id })).data?.data[0]?.subscription;
    const sync = () => resend.contacts.create({ email, topics });
    await sync();
    expect(await chosen()).toBe("opt_in");
    await resend.contacts.topics.update({ id, topics: [{ ...topics[0]!, subscription: "opt_out" }] });
    expect((await sync()).error).toBeNull();
    expect(await chosen()).toBe("opt_out");
    await resend.contacts.topics.update({ id, topics });
    expect(await chosen()).toBe("opt_in");
  });

  test("an audience by themselves is not put back by its sync", async () => {
    const { call, ctx, list, id, seen } = await subscriber();
    const left = { status: "unsubscribed", unsubscribeReason: "one_click", unsubscribedAt: new Date() } as const;
    await prisma.subscription.updateMany({ where: { workspaceId: ctx.workspaceId, contactId: id }, data: left });
    const path = `/audiences/${list.id}/contacts/${id}`;
    expect((await call("PATCH", path, { unsubscribed: false, first_name: "Ada" })).status).toBe(200);
    expect(await seen()).toEqual([false, "unsubscribed"]);
  });

  test("stays out of a segment that they left by themselves", async () => {
    const { resend, ctx } = await resendCaller();
    const list = await testList(ctx);
    const { id } = await testContact(ctx, { listIds: [list.id] });
    const left = { status: "unsubscribed", unsubscribeReason: "one_click" } as const;
    await prisma.subscription.updateMany({ where: { workspaceId: ctx.workspaceId, contactId: id }, data: left });
    await resend.contacts.segments.add({ contactId: id, segmentId: list.id });
    expect(
      (await prisma.subscription.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, contactId: id } })).status,
    ).toBe("unsubscribed");
    expect((await resend.contacts.list({ segmentId: list.id })).data?.data[0]?.unsubscribed).toBe(true);
  });
});

test("who is in a segment with rules is listed, also by the query, and nobody is put into it", async () => {
  const { resend, ctx, call } = await resendCaller();
  const { id, email } = await testContact(ctx, {});
  await testContact(ctx, {});
  const rules = { kind: "group", match: "all", rules: [{ kind: "text", field: "email", op: "is", value: email }] };
  const segment = await createSegment(ctx, { name: "Ada", rules } as never);
  for (const path of [`/contacts?segment_id=${segment.id}`, `/segments/${segment.id}/contacts`]) {
    const { status, json } = await call("GET", path);
    expect([status, json.data.map((each: { id: string }) => each.id)], path).toEqual([200, [id]]);
  }
  const refused = await resend.contacts.segments.add({ contactId: id, segmentId: segment.id });
  expect(refused.error).toMatchObject({ statusCode: 403, name: "validation_error" });
});

test("a mail about a topic that people have to ask for reaches those who did", async () => {
  const { resend, ctx } = await resendCaller();
  const { data: topic } = await resend.topics.create({ name: "Tips", defaultSubscription: "opt_out" });
  const topics = [{ id: topic?.id ?? "", subscription: "opt_in" as const }];
  await resend.contacts.create({ email: "yes@example.com", topics });
  await resend.contacts.create({ email: "no@example.com" });
  const to = ["yes@example.com", "no@example.com", "stranger@example.com"];
  const mail = { from: "shop@example.test", subject: "Tip", text: "Hi", to };
  await resend.emails.send({ ...mail, topicId: topic?.id });
  const rows = await prisma.message.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
  expect(rows.map(({ email, skipReason }) => [email, skipReason])).toEqual([
    ["yes@example.com", null],
    ["no@example.com", "not_confirmed"],
    ["stranger@example.com", "not_confirmed"],
  ]);
});

test("pages go both ways, and what is wrong has Resend's names", async () => {
  const { resend, call } = await resendCaller();
  const ids: string[] = [];
  for (const name of ["a", "b", "c"])
    ids.unshift((await resend.contacts.create({ email: `${name}@example.com` })).data?.id ?? "");
  const page = async (query: string) => {
    const { json } = await call("GET", `/contacts?${query}`);
    return [json.data.map(({ email }: { email: string }) => email[0]).join(""), json.has_more];
  };
  expect(await page("limit=2")).toEqual(["cb", true]);
  expect(await page(`limit=2&after=${ids[1]}`)).toEqual(["a", false]);
  expect(await page(`limit=1&before=${ids[2]}`)).toEqual(["b", true]);
  const refused = async (method: string, path: string, body?: unknown) => (await call(method, path, body)).json;
  expect(await refused("POST", "/contacts", {})).toEqual({
    ...{ statusCode: 422, name: "missing_required_field", message: "Missing `email` field." },
  });
  expect(await refused("POST", "/contacts", { email: "nobody" })).toMatchObject({ name: "validation_error" });
  expect(await refused("POST", "/contacts", { email: "x@example.com", properties: { none: 1 } })).toMatchObject({
    ...{ statusCode: 422, message: expect.stringContaining("properties.none") },
  });
  expect(await refused("GET", "/contacts?limit=0")).toMatchObject({ statusCode: 422, name: "invalid_parameter" });
  expect(await refused("GET", `/segments/${newId()}`)).toEqual({
    ...{ statusCode: 404, name: "not_found", message: "Audience not found" },
  });
  expect(await refused("DELETE", "/contacts/nobody@example.com")).toMatchObject({ deleted: true });
});

test("suppressions are added, found by address or id, and lifted unless somebody said no", async () => {
  const { resend, ctx } = await resendCaller();
  const { data: made } = await resend.suppressions.add({ email: "a+b@example.com" });
  expect(made).toMatchObject({ object: "suppression", id: expect.any(String) });
  expect((await resend.suppressions.get("a+b@example.com")).data).toMatchObject({ id: made?.id, origin: "manual" });
  const many = await resend.suppressions.batch.add({ emails: ["c@example.com", "d@example.com"] });
  expect(many.data?.data).toHaveLength(2);
  await suppress(ctx, { email: "angry@example.com", reason: "complaint" });
  const { data: complaints } = await resend.suppressions.list({ origin: "complaint" });
  expect(complaints?.data.map(({ email }) => email)).toEqual(["angry@example.com"]);
  expect((await resend.suppressions.remove("angry@example.com")).error).toMatchObject({ name: "validation_error" });
  expect((await resend.suppressions.remove(made?.id ?? "")).data).toMatchObject({ id: made?.id, deleted: true });
  expect((await resend.suppressions.get("a+b@example.com")).error?.message).toBe("Suppression not found");
  const gone = await resend.suppressions.batch.remove({ emails: ["c@example.com"] });
  expect(gone.data?.data).toHaveLength(1);
});
