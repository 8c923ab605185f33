import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import {
  clickUrl,
  oneClickUrl,
  openPixelUrl,
  preferencesUrl,
  unsubscribeUrl,
  viewInBrowserUrl,
} from "@/lib/content/links/links";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { createSegment } from "@/lib/people/segments/segments";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { handlePublic, isPublicPath } from "./handle-public";
import type { PublicRequest } from "./public-http";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
const FORM = "application/x-www-form-urlencoded";

async function setUp() {
  const ctx = await testWorkspace({ name: "Acme" });
  const campaign = await sentCampaign(ctx);
  const ref = { workspaceId: ctx.workspaceId, messageId: campaign.messages[0]!.id };
  const message = () =>
    prisma.message.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ref.workspaceId, id: ref.messageId } },
    });
  const events = () => prisma.event.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
  const subscription = () => prisma.subscription.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  return { ctx, campaign, ref, message, events, subscription };
}

function ask(url: string, options: Partial<PublicRequest> & { form?: Record<string, string> } = {}) {
  const { pathname, searchParams } = new URL(url, "http://homing.test");
  const { form, headers, ...rest } = options;
  return handlePublic({
    method: form ? "POST" : "GET",
    path: pathname,
    query: searchParams,
    headers: { "user-agent": CHROME, ...(form ? { "content-type": FORM } : {}), ...headers },
    ip: "192.0.2.1",
    body: form ? Buffer.from(new URLSearchParams(form).toString()) : null,
    ...rest,
  });
}

test("the pixel answers 43 bytes without cookie or caching and records who opened", async () => {
  const { ref, message, events } = await setUp();
  const response = await ask(openPixelUrl(ref));
  expect(response.status).toBe(200);
  expect(response.body).toHaveLength(43);
  expect(response.headers).toMatchObject({ "content-type": "image/gif", "content-length": "43" });
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.headers["set-cookie"]).toBeUndefined();
  expect((await message()).firstOpenedAt).not.toBeNull();
  expect(await events()).toMatchObject([
    { type: "message.opened", actor: "human", ip: "192.0.2.1", userAgent: CHROME },
  ]);
});

test("HEAD answers the same without a body and is never a human", async () => {
  const { ref, message } = await setUp();
  const open = await ask(openPixelUrl(ref), { method: "HEAD" });
  expect(open).toMatchObject({ status: 200, body: "" });
  expect(open.headers["content-length"]).toBe("43");
  const click = await ask(clickUrl(ref, 0), { method: "HEAD" });
  expect(click.status).toBe(302);
  expect(await message()).toMatchObject({ firstOpenedAt: null, firstClickedAt: null });
  expect((await message()).firstBotClickedAt).not.toBeNull();
});

test("a click redirects to the stored address, personal parts encoded, and counts for its link", async () => {
  const { ctx, campaign, ref, message } = await setUp();
  const response = await ask(clickUrl(ref, 1));
  expect(response.status).toBe(302);
  expect(response.headers.location).toBe("https://example.com/b?name=Ada%20%26%20Co");
  expect(response.headers).toMatchObject({
    "referrer-policy": "no-referrer-when-downgrade",
    "x-robots-tag": "noindex",
  });
  expect((await message()).firstClickedAt).not.toBeNull();
  const totals = await prisma.linkTotals.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(totals).toMatchObject([{ linkId: campaign.links[1]!.id, humanClickers: 1, humanClicks: 1 }]);
});

test("a query cannot change where a click leads, and an unknown link leads nowhere", async () => {
  const { ref } = await setUp();
  const response = await ask(`${clickUrl(ref, 0)}?url=https://evil.test`);
  expect(response.headers.location).toBe("https://example.com/a");
  expect((await ask(clickUrl(ref, 9))).status).toBe(410);
});

test("a link that is not a web address after rendering is not followed", async () => {
  const ctx = await testWorkspace();
  const campaign = await sentCampaign(ctx, { links: ["javascript:alert(1)", "{{ contact.first_name }}"] });
  const ref = { workspaceId: ctx.workspaceId, messageId: campaign.messages[0]!.id };
  expect((await ask(clickUrl(ref, 0))).status).toBe(410);
  expect((await ask(clickUrl(ref, 1))).status).toBe(410);
});

test("garbage, forged, foreign and oversize requests get 4xx in words and store nothing", async () => {
  const { ctx, ref, events } = await setUp();
  const open = openPixelUrl(ref);
  const forged = open.replace(/.(?=\.gif$)/, (last) => (last === "A" ? "B" : "A"));
  const wrongPurpose = clickUrl(ref, 0).replace("/t/c/", "/u/");
  const paths = [
    "/t/",
    "/t/x",
    "/t/o/.gif",
    "/t/o/%00.gif",
    `/t/c/${"A".repeat(9000)}`,
    "/u/",
    "/u/../../etc",
    "/u/a/b/c",
    "/t/v/%F0%9F",
  ];
  for (const url of [...paths, forged, wrongPurpose, `${unsubscribeUrl(ref)}/other`]) {
    const response = await ask(url);
    expect(response.status, url).toBe(404);
    expect(response.body).toContain("This link does not work");
    expect(response.body).not.toMatch(/ at .*\.ts|Error:/);
  }
  expect((await ask(unsubscribeUrl(ref), { method: "POST", bodyTooLarge: true })).status).toBe(413);
  expect((await ask(unsubscribeUrl(ref), { method: "DELETE" })).status).toBe(405);
  expect((await ask(open, { method: "POST" })).headers.allow).toBe("GET, HEAD");
  const removed = { workspaceId: ctx.workspaceId, messageId: newId() };
  expect((await ask(openPixelUrl(removed))).status).toBe(200);
  expect((await ask(clickUrl(removed, 0))).status).toBe(410);
  expect((await ask(unsubscribeUrl(removed))).status).toBe(410);
  expect(await events()).toEqual([]);
});

test("opening the unsubscribe page changes nothing; its form does", async () => {
  const { campaign, ref, message, subscription } = await setUp();
  const page = await ask(unsubscribeUrl(ref));
  expect(page.status).toBe(200);
  expect(page.body).toContain(campaign.list.name);
  expect(page.body).not.toContain(campaign.messages[0]!.email);
  expect((await subscription()).status).toBe("confirmed");
  const done = await ask(unsubscribeUrl(ref), { form: { action: "unsubscribe" } });
  expect(done.status).toBe(200);
  expect(done.body).toContain("You are unsubscribed");
  expect((await subscription()).status).toBe("unsubscribed");
  expect((await message()).unsubscribedAt).not.toBeNull();
});

test("who has left may say why, once, and never before", async () => {
  const { ctx, campaign, ref, subscription } = await setUp();
  const say = (why: string) => ask(unsubscribeUrl(ref), { form: { action: "why", why } });
  expect((await say("Too early")).body).not.toContain("Thank you");
  expect(await subscription()).toMatchObject({ status: "confirmed", unsubscribeReason: null });
  const done = await ask(unsubscribeUrl(ref), { form: { action: "unsubscribe" } });
  expect(done.body).toContain('name="why"');
  const { contactId } = campaign.messages[0]!;
  const shown = async () => (await contactProfile(ctx, contactId)).subscriptions[0]?.reason;
  expect(await shown()).toBeNull();
  for (const nothing of ["", " \n"]) expect((await say(nothing)).body).not.toContain("Thank you");
  expect((await say(`Too many\0 mails${"!".repeat(600)}`)).body).toContain("Thank you. Acme can read your words.");
  expect(await shown()).toMatch(/^Too many\ufffd mails!+$/);
  expect((await shown())?.length).toBeLessThanOrEqual(500);
  expect((await say("Somebody else")).body).not.toContain("Thank you");
  expect(await shown()).toMatch(/^Too many/);
  // Nothing ended this time, so there is nothing to ask about.
  expect((await ask(unsubscribeUrl(ref), { form: { action: "unsubscribe" } })).body).not.toContain('name="why"');
});

test.each(["urlencoded", "multipart"])(
  "one-click by %s answers 200 without redirect or cookie, twice the same",
  async (kind) => {
    const { ctx, ref, subscription, events } = await setUp();
    const boundary = "----x";
    const multipart = {
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
      body: Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`,
      ),
      method: "POST",
    };
    const post = () =>
      ask(oneClickUrl(ref), kind === "multipart" ? multipart : { form: { "List-Unsubscribe": "One-Click" } });
    for (const response of [await post(), await post()]) {
      expect(response.status).toBe(200);
      expect(response.headers.location).toBeUndefined();
      expect(response.headers["set-cookie"]).toBeUndefined();
    }
    expect((await subscription()).status).toBe("unsubscribed");
    expect((await events()).map((event) => event.type).sort()).toEqual([
      "contact.unsubscribed",
      "message.unsubscribed",
    ]);
    const consents = await prisma.consentRecord.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(consents).toMatchObject([{ kind: "opt_out", method: "one_click", listName: "Newsletter", ip: "192.0.2.1" }]);
    expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  },
);

test("a POST without the words does nothing", async () => {
  const { ref, subscription } = await setUp();
  expect((await ask(unsubscribeUrl(ref), { form: { hello: "x" } })).status).toBe(400);
  expect((await ask(unsubscribeUrl(ref), { method: "POST" })).status).toBe(400);
  expect((await subscription()).status).toBe("confirmed");
});

test("unsubscribing from everything suppresses the address; choosing a list again lifts that", async () => {
  const { ctx, campaign, ref, subscription } = await setUp();
  await ask(preferencesUrl(ref), { form: { action: "unsubscribe-all" } });
  expect(await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } })).toMatchObject([
    { reason: "unsubscribe" },
  ]);
  expect((await ask(preferencesUrl(ref))).body).toContain("unsubscribed from everything");
  const saved = await ask(preferencesUrl(ref), { form: { action: "save", list: campaign.list.id } });
  expect(saved.body).toContain("Your preferences are saved");
  expect((await subscription()).status).toBe("confirmed");
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  const kinds = await prisma.consentRecord.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { id: "asc" },
  });
  expect(kinds.map((record) => record.kind)).toEqual(["opt_out", "opt_out", "opt_in"]);
});

test("a topic that reaches who said nothing is chosen until it is left, and stays left", async () => {
  const { ctx, campaign, ref } = await setUp();
  const topic = { workspaceId: ctx.workspaceId, id: newId() };
  await prisma.list.create({ data: { ...topic, name: "Tips", isPublic: true, topicOptIn: true } });
  const ticked = async () =>
    new RegExp(`value="${topic.id}" checked`).test(String((await ask(preferencesUrl(ref))).body));
  const said = () => prisma.subscription.findMany({ where: { workspaceId: ctx.workspaceId, listId: topic.id } });
  expect(await ticked()).toBe(true);
  const save = (lists: string[]) =>
    ask(preferencesUrl(ref), {
      ...{ method: "POST", headers: { "content-type": FORM } },
      body: Buffer.from(new URLSearchParams([["action", "save"], ...lists.map((id) => ["list", id])]).toString()),
    });
  await save([campaign.list.id, topic.id]);
  expect(await said()).toEqual([]);
  await save([campaign.list.id]);
  expect([await ticked(), await said()]).toMatchObject([
    false,
    [{ status: "unsubscribed", source: "preference_page" }],
  ]);
  const proofs = { workspaceId: ctx.workspaceId, listId: topic.id };
  expect(await prisma.consentRecord.findMany({ where: proofs })).toMatchObject([{ kind: "opt_out" }]);
  await save([campaign.list.id, topic.id]);
  expect([await ticked(), await said()]).toMatchObject([true, [{ status: "confirmed" }]]);
});

test("who leaves a campaign about a topic leaves the topic with the list", async () => {
  const { ctx, campaign, ref } = await setUp();
  const topic = { workspaceId: ctx.workspaceId, id: newId() };
  await prisma.list.create({ data: { ...topic, name: "Tips", topicOptIn: true } });
  const left = { kind: "list", listId: topic.id, op: "on", status: "unsubscribed" } as const;
  const segment = await createSegment(ctx, {
    name: "Not for tips",
    rules: { kind: "group", match: "all", rules: [left] },
  });
  const audience = {
    include: { lists: [campaign.list.id], segments: [], tags: [] },
    exclude: { lists: [], segments: [segment.id] },
  };
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaign.campaignId } };
  await prisma.campaign.update({ where, data: { audience } });
  expect((await ask(oneClickUrl(ref), { form: { "List-Unsubscribe": "One-Click" } })).status).toBe(200);
  const ended = await prisma.subscription.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(ended.map(({ listId, status }) => [listId, status]).sort()).toEqual(
    [campaign.list.id, topic.id].map((id) => [id, "unsubscribed"]).sort(),
  );
  expect(ended.every(({ unsubscribeMessageId }) => unsubscribeMessageId === ref.messageId)).toBe(true);
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("a suppression after a complaint is not lifted by the recipient's page", async () => {
  const { ctx, campaign, ref } = await setUp();
  await prisma.suppression.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      emailNormalized: campaign.messages[0]!.email,
      reason: "complaint",
    },
  });
  await ask(preferencesUrl(ref), { form: { action: "save" } });
  await ask(preferencesUrl(ref), { form: { action: "save", list: campaign.list.id } });
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
});

test("view in browser renders the message for its contact, tracked, without script, and is a human open", async () => {
  const { ref, events } = await setUp();
  const page = await ask(viewInBrowserUrl(ref));
  expect(page.status).toBe(200);
  expect(page.body).toContain("Hi Ada &amp; Co");
  expect(page.body).toContain(clickUrl(ref, 0));
  expect(page.body).not.toContain("/t/o/");
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(await events()).toMatchObject([{ type: "message.opened", actor: "human", data: { viewInBrowser: true } }]);
});

test("the links of a test mail say that it was a test and change nothing, one-click included", async () => {
  const { ctx, ref, message } = await setUp();
  await prisma.message.update({
    where: { workspaceId_id: { workspaceId: ref.workspaceId, id: ref.messageId } },
    data: { kind: "test", contactId: null, campaignId: null },
  });
  expect((await ask(unsubscribeUrl(ref))).body).toContain("This was a test");
  expect((await ask(viewInBrowserUrl(ref))).body).toContain("This was a test");
  expect((await ask(oneClickUrl(ref), { form: { "List-Unsubscribe": "One-Click" } })).status).toBe(200);
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  expect((await message()).unsubscribedAt).toBeNull();
});

test("only the public paths are taken", () => {
  expect([isPublicPath("/t/o/x.gif"), isPublicPath("/u/x"), isPublicPath("/team"), isPublicPath("/t")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
