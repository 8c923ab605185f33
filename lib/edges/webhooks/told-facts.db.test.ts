import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, parsePublicId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { surroundings } from "@/lib/base/outgoing/surroundings";
import { cancelCampaign } from "@/lib/campaigns/lifecycle/cancel-campaign";
import { pauseCampaign, resumeCampaign } from "@/lib/campaigns/lifecycle/pause-campaign";
import { factTypes } from "@/lib/events/outbox/told-facts";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { importSuppressions } from "@/lib/people/imports/import-suppressions";
import { changeContacts } from "@/lib/people/lists/change-contacts";
import { addSuppressions } from "@/lib/people/suppressions/add-suppressions";
import { liftSuppressions } from "@/lib/people/suppressions/lift-suppressions";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import { upsertContacts } from "@/lib/people/upserts/upsert-contacts";
import { finishCampaign } from "@/lib/sending/engine/finish-campaign";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { createWebhook } from "./create-webhook";
import { fanOut } from "./fan-out";

const { allowsAll } = surroundings;
beforeAll(() => {
  surroundings.allowsAll = () => true;
});
afterAll(() => {
  surroundings.allowsAll = allowsAll;
});

let ctx: Ctx;
beforeEach(async () => {
  ctx = await testMember(await testWorkspace(), "owner");
  await createWebhook(ctx, { name: "All", url: "http://127.0.0.1:9/", eventTypes: [...factTypes] });
});

interface Told {
  type: string;
  data: Record<string, unknown>;
}

/** What deliveries were made of, and forgets it. */
async function told(): Promise<Told[]> {
  while ((await fanOut(ctx.workspaceId, new Date())) > 0);
  const where = { workspaceId: ctx.workspaceId };
  const events = await prisma.webhookEvent.findMany({ where, orderBy: { id: "asc" } });
  expect(await prisma.webhookDelivery.count({ where })).toBe(events.length);
  await prisma.webhookDelivery.deleteMany({ where });
  await prisma.webhookEvent.deleteMany({ where });
  return events.map(({ body }) => JSON.parse(body) as Told);
}

test("a change of a contact is told with what changed, and nothing is told where nothing did", async () => {
  const { id, email } = await testContact(ctx, { firstName: "Ada" });
  const contactId = publicId("ctc", id);
  await updateContact(ctx, { contactId, firstName: "Ada", tags: [] });
  expect(await told()).toEqual([]);
  await updateContact(ctx, { contactId, lastName: "King", tags: ["VIP"] });
  await upsertContacts(ctx, [{ email, externalId: "7" }, { email: "new@example.com" }]);
  await upsertContacts(ctx, [{ email, externalId: "7" }]);
  expect(await told()).toMatchObject([
    { type: "contact.updated", data: { contact_id: contactId, email, changed: ["last_name", "tags"] } },
    { type: "contact.updated", data: { external_id: "7", last_name: "King", changed: ["external_id"] } },
  ]);
});

test("somebody who is erased is told by ids alone, also what waited to be told of them", async () => {
  const { id, email } = await testContact(ctx, { firstName: "Ada" });
  const contactId = publicId("ctc", id);
  await upsertContacts(ctx, [{ email, externalId: "7", lastName: "King" }]);
  await eraseContact(ctx, { contactId });
  const events = await told();
  expect(events).toMatchObject([{ type: "contact.deleted", data: { contact_id: contactId, external_id: "7" } }]);
  expect(JSON.stringify(events)).not.toMatch(/King|@/);
});

test("a tag of some is told of each, of more than a thousand once", { timeout: 60_000 }, async () => {
  const people = [await testContact(ctx), await testContact(ctx)];
  const ids = people.map(({ id }) => publicId("ctc", id));
  await changeContacts(ctx, { selection: { ids }, change: { kind: "add_tag", tag: "VIP" } });
  await changeContacts(ctx, { selection: { ids }, change: { kind: "add_tag", tag: "VIP" } });
  const each = await told();
  expect(each.map(({ type, data }) => [type, data.changed])).toEqual([
    ["contact.updated", ["tags"]],
    ["contact.updated", ["tags"]],
  ]);
  const { workspaceId } = ctx;
  const many = Array.from({ length: 1000 }, (_, at) => `p${at}@many.example`);
  await prisma.contact.createMany({
    data: many.map((email) => ({
      workspaceId,
      id: newId(),
      email,
      emailNormalized: email,
      emailDomain: "many.example",
    })),
  });
  await changeContacts(ctx, { selection: { filters: {} }, change: { kind: "add_tag", tag: "VIP" } });
  const tag = await prisma.tag.findFirstOrThrow({ where: { workspaceId } });
  const change = { kind: "remove_tag" as const, tagId: publicId("tag", tag.id) };
  await changeContacts(ctx, { selection: { filters: {} }, change });
  expect((await told()).map(({ type, data }) => [type, data.change, data.tag, data.updated])).toEqual([
    ["contacts.changed", "add_tag", "VIP", 1000],
    ["contacts.changed", "remove_tag", "VIP", 1002],
  ]);
});

test("suppressions are told with their person, a stronger reason too; a file is told once", async () => {
  const { id, email } = await testContact(ctx);
  await suppressMany(ctx, [{ emailNormalized: email, reason: "hard_bounce" }]);
  await suppressMany(ctx, [{ emailNormalized: email, reason: "hard_bounce" }]);
  await suppressMany(ctx, [{ emailNormalized: email, reason: "complaint" }]);
  await addSuppressions(ctx, { addresses: "stranger@example.com", note: "asked" });
  expect((await told()).map(({ type, data }) => [type, data.email, data.reason, data.contact_id])).toEqual([
    ["suppression.added", email, "hard_bounce", publicId("ctc", id)],
    ["suppression.added", email, "complaint", publicId("ctc", id)],
    ["suppression.added", "stranger@example.com", "manual", null],
  ]);
  const [row] = await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId, reason: "manual" } });
  await liftSuppressions(ctx, { suppressionIds: [publicId("sup", row!.id)], note: "they asked" });
  const body = (async function* () {
    yield Buffer.from("email\na@file.example\nb@file.example\n");
  })();
  await importSuppressions(ctx, { body, packing: null, fileName: "x.csv", options: { reason: "manual" } } as never);
  expect(await told()).toMatchObject([
    { type: "suppression.removed", data: { email: "stranger@example.com", ending: "lifted" } },
    { type: "suppressions.changed", data: { source: "file", added: 2 } },
  ]);
});

test("of a file that breaks off what is on the list is told", async () => {
  const body = (async function* () {
    yield Buffer.from("email\n");
    for (let at = 0; at < 8_000; at++) yield Buffer.from(`p${at}@file.example\n`);
    throw new Error("The connection broke.");
  })();
  const broken = importSuppressions(ctx, {
    body,
    packing: null,
    fileName: "x.csv",
    options: { reason: "manual" },
  } as never);
  await expect(broken).rejects.toThrow("broke");
  const added = await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } });
  expect(added).toBeGreaterThan(1_000);
  expect(await told()).toMatchObject([{ type: "suppressions.changed", data: { source: "file", added } }]);
});

test("every move of a campaign is told, also one that workers make", async () => {
  const { campaignId } = await sentCampaign(ctx, { recipients: 2 });
  const ref = { campaignId: publicId("cmp", campaignId) };
  await pauseCampaign(ctx, ref);
  await pauseCampaign(ctx, ref);
  await prisma.campaign.updateMany({
    where: { workspaceId: ctx.workspaceId, id: campaignId },
    data: { status: "sending", preparedAt: new Date() },
  });
  await prisma.campaignBatch.deleteMany({ where: { workspaceId: ctx.workspaceId, campaignId } });
  expect(await finishCampaign(ctx, campaignId)).toBe(true);
  const other = await sentCampaign(ctx);
  await cancelCampaign(ctx, { campaignId: publicId("cmp", other.campaignId) });
  const events = await told();
  expect(events.map(({ type, data }) => [type, data.status, data.audience])).toEqual([
    ["campaign.paused", "paused", 2],
    ["campaign.finished", "sent", 2],
    ["campaign.cancelled", "cancelled", 1],
  ]);
  expect(events[0]?.data).toMatchObject({ campaign_name: "Spring news", scheduled_at: null, reason: null });
  expect(parsePublicId("cmp", String(events[0]?.data.campaign_id))).toBe(campaignId);
  await expect(resumeCampaign(ctx, ref)).rejects.toMatchObject({ code: "conflict" });
  expect(await told()).toEqual([]);
});

test("nothing is written where nobody wants it, and nothing of what is taken back", async () => {
  const others = await testMember(await testWorkspace(), "owner");
  const { email } = await testContact(others);
  await suppressMany(others, [{ emailNormalized: email, reason: "manual" }]);
  const own = await testContact(ctx);
  const work = inTransaction(ctx, async (tx) => {
    await suppressMany(tx, [{ emailNormalized: own.email, reason: "manual" }]);
    throw new Error("taken back");
  });
  await expect(work).rejects.toThrow("taken back");
  const workspaceId = { in: [others.workspaceId, ctx.workspaceId] };
  expect(await prisma.factOutbox.count({ where: { workspaceId } })).toBe(0);
});
