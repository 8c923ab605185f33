import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { revokeApiKey } from "@/lib/edges/api-keys/revoke-api-key";
import { insertDeliveries } from "@/lib/edges/webhooks/insert-deliveries";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { testContact } from "../support/db";
import { resendCaller } from "../support/resend-server";
import { sentCampaign } from "../support/sent-campaign";

const html =
  '<p>Hello {{{FIRST_NAME|there}}}, spring is here.</p><p><a href="{{{RESEND_UNSUBSCRIBE_URL}}}">Leave</a></p>';

/** A segment with one contact, and an address to send from. */
async function withSegment() {
  const caller = await resendCaller();
  const { resend, ctx } = caller;
  const { email: from } = await prisma.sender.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const { data: segment } = await resend.segments.create({ name: "News" });
  const segmentId = segment?.id ?? "";
  await resend.contacts.create({ email: "ada@example.com", segments: [{ id: segmentId }] });
  return { ...caller, from, segmentId };
}

describe("a broadcast", () => {
  test("is a campaign: written, scheduled, taken back, sent and copied", async () => {
    const { resend, ctx, from, segmentId } = await withSegment();
    const made = await resend.broadcasts.create({ segmentId, from: `News <${from}>`, subject: "Spring", html });
    expect(made).toMatchObject({ error: null, data: { id: expect.any(String) } });
    const id = made.data?.id ?? "";
    const seen = async () => (await resend.broadcasts.get(id)).data;
    expect(await seen()).toMatchObject({
      ...{ object: "broadcast", id, subject: "Spring", segment_id: segmentId, audience_id: segmentId, status: "draft" },
      html: expect.stringContaining('{{ contact.first_name | default: "there" }}'),
    });
    await resend.broadcasts.update(id, { name: "Spring 2027", previewText: "Three things" });
    expect(await seen()).toMatchObject({ name: "Spring 2027", preview_text: "Three things" });
    expect((await resend.broadcasts.send(id, { scheduledAt: "in 2 days" })).error).toBeNull();
    expect(await seen()).toMatchObject({ status: "scheduled", scheduled_at: expect.any(String) });
    await resend.broadcasts.cancel(id);
    expect((await seen())?.status).toBe("draft");
    expect((await resend.broadcasts.send(id)).error).toBeNull();
    expect((await seen())?.status).toBe("queued");
    const again = await resend.broadcasts.send(id);
    expect(again.error).toMatchObject({ name: "validation_error" });
    const copy = await resend.broadcasts.duplicate(id);
    expect((await resend.broadcasts.remove(copy.data?.id ?? "")).data).toMatchObject({ deleted: true });
    expect((await resend.broadcasts.list()).data?.data.map((each) => each.id)).toEqual([id]);
    expect((await resend.broadcasts.recipients(id, { type: "sent" })).error).toBeNull();
    const campaigns = await prisma.campaign.count({ where: { workspaceId: ctx.workspaceId } });
    expect(campaigns).toBe(1);
  });

  test("about a topic leaves out who does not want it", async () => {
    const { resend, ctx, from, segmentId } = await withSegment();
    const leftOut = async (defaultSubscription: "opt_in" | "opt_out") => {
      const { data: topic } = await resend.topics.create({ name: defaultSubscription, defaultSubscription });
      const topicId = topic?.id ?? "";
      const { data } = await resend.broadcasts.create({ segmentId, topicId, from, subject: "Spring", html });
      expect((await resend.broadcasts.get(data?.id ?? "")).data).toMatchObject({ topic_id: topicId });
      const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: data?.id ?? "" } };
      const { exclude } = readAudience((await prisma.campaign.findUniqueOrThrow({ where })).audience);
      const segment = { workspaceId_id: { workspaceId: ctx.workspaceId, id: exclude.segments[0] ?? "" } };
      const { rules } = await prisma.segment.findUniqueOrThrow({ where: segment });
      return (rules as unknown as { rules: object[] }).rules;
    };
    expect(await leftOut("opt_in")).toMatchObject([{ op: "on", status: "unsubscribed" }]);
    const { data: topics } = await resend.topics.list();
    const again = { segmentId, topicId: topics?.data[0]?.id ?? "", from, subject: "Summer", html };
    expect((await resend.broadcasts.create(again)).error).toBeNull();
    const listed = (await resend.broadcasts.list()).data?.data as { topic_id?: string | null }[] | undefined;
    expect(listed?.map(({ topic_id: about }) => about)).toEqual([again.topicId, again.topicId]);
    expect(await leftOut("opt_out")).toMatchObject([{ op: "not_on", status: "confirmed" }]);
  });

  test("that says nothing does not leave, and is not half made", async () => {
    const { resend, ctx, from, segmentId } = await withSegment();
    const { error } = await resend.broadcasts.create({
      ...{ segmentId, from, subject: "Spring", html: " ", send: true },
    } as never);
    expect(error).toMatchObject({ name: "validation_error", statusCode: 422 });
    const unsent = await resend.broadcasts.create({
      ...{ segmentId, from, subject: "Spring", html, scheduledAt: "in 1 hour" },
    } as never);
    expect(unsent.error).toMatchObject({ statusCode: 422, message: expect.stringContaining("`send`") });
    expect(await prisma.campaign.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });
});

test("recipients are paged both ways, found by their address, and told how they bounced", async () => {
  const { ctx, call } = await resendCaller();
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 3, status: "sent" });
  const kinds = ["hard", "soft", "block"] as const;
  for (const [at, { id }] of messages.entries()) {
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
    const data = { bouncedAt: new Date(), bounceKind: kinds[at]! };
    await prisma.message.update({ where, data });
  }
  const asked = async (query: string) => {
    const { json } = await call("GET", `/broadcasts/${campaignId}/recipients?type=bounced&${query}`);
    return [json.data.map(({ bounce_type: type }: { bounce_type: string }) => type), json.has_more];
  };
  const order = await call("GET", `/broadcasts/${campaignId}/recipients?type=bounced`);
  const [first, second, third] = order.json.data as { id: string; email: string; bounce_type: string }[];
  expect([first, second, third].map((each) => each?.bounce_type).sort()).toEqual([
    ...["permanent", "transient", "undetermined"],
  ]);
  expect(await asked(`limit=1&after=${first?.id}`)).toEqual([[second?.bounce_type], true]);
  expect(await asked(`limit=1&before=${third?.id}`)).toEqual([[second?.bounce_type], true]);
  expect(await asked(`limit=2&before=${third?.id}`)).toEqual([[first?.bounce_type, second?.bounce_type], false]);
  expect(await asked(`limit=1&email=${third?.email.toUpperCase()}`)).toEqual([[third?.bounce_type], false]);
  expect((await call("GET", `/broadcasts/${campaignId}/recipients?email=nobody`)).status).toBe(422);
});

test("a template is published and sent by its alias, with its variables", async () => {
  const { resend, ctx } = await resendCaller();
  const variables = [{ key: "PRODUCT", type: "string" as const, fallbackValue: "thing" }];
  const made = await resend.templates
    .create({ name: "Receipt", alias: "receipt", html: "<p>Your {{{PRODUCT}}}</p>", variables })
    .publish();
  expect(made).toMatchObject({ error: null, data: { object: "template" } });
  const { data: shown } = await resend.templates.get("receipt");
  expect(shown).toMatchObject({ status: "published", alias: "receipt", has_unpublished_versions: false });
  const template = { id: "receipt", variables: { PRODUCT: "<b>lamp</b>" } };
  const sent = await resend.emails.send({
    from: "shop@example.test",
    to: "ada@example.com",
    subject: "Thanks",
    template,
  });
  expect(sent.error).toBeNull();
  const content = await prisma.emailContent.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  expect(content.html).toContain("Your &lt;b&gt;lamp&lt;/b&gt;");
  await resend.templates.remove("receipt");
  expect((await resend.templates.get("receipt")).error?.message).toBe("Template not found");
});

test("a domain shows its records, and is removed", async () => {
  const { resend } = await resendCaller();
  const { data } = await resend.domains.create({ name: "news.acme-letters.com" });
  expect(data).toMatchObject({ name: "news.acme-letters.com", status: "not_started", region: "us-east-1" });
  expect(data?.records.filter(({ record }) => record === "DKIM")).not.toEqual([]);
  const listed = { open_tracking: false, click_tracking: false, capabilities: { sending: "enabled" } };
  expect((await resend.domains.list()).data?.data.find(({ id }) => id === data?.id)).toMatchObject(listed);
  const wrong = await resend.domains.create({ name: "b.acme-letters.com", region: "mars-1" as never });
  expect(wrong.error?.name).toBe("invalid_region");
  expect((await resend.domains.create({ name: "news.acme-letters.com" })).error).toMatchObject({ statusCode: 403 });
  expect((await resend.domains.remove(data?.id ?? "")).data).toMatchObject({ deleted: true });
});

describe("a key made by a key", () => {
  test("can do no more than its maker, makes no others, and sends only if asked so", async () => {
    const { resend, ctx, keyId, url } = await resendCaller("6.38", {
      scopes: ["api-keys.manage", "emails.send", "lists.read", "segments.read"],
    });
    const ends = new Date(Date.now() + 86_400_000);
    const limits = { allowedNetworks: ["127.0.0.0/8", "::1/128"], expiresAt: ends };
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: keyId } };
    const { data: full } = await resend.apiKeys.create({ name: "Full" });
    await prisma.apiKey.update({ where, data: { expiresAt: ends } });
    const { data: sending } = await resend.apiKeys.create({ name: "", permission: "sending_access" });
    const rows = await prisma.apiKey.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
    expect(rows.slice(1).map(({ name, scopes, expiresAt }) => [name, scopes, expiresAt])).toEqual([
      ["Full", ["lists.read", "segments.read", "emails.send"], null],
      ["Unnamed key", ["emails.send"], ends],
    ]);
    expect(limits.expiresAt).toEqual(ends);
    const asked = async (path: string, token = "") =>
      (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await asked("/segments", full?.token)).toBe(200);
    expect(await asked("/segments", sending?.token)).toBe(401);
    expect(await asked("/api-keys", full?.token)).toBe(401);
    const { data: list } = await resend.apiKeys.list();
    expect(list?.data.map(({ name }) => name)).toEqual(["Unnamed key", "Full", "Test key"]);
    expect((await resend.apiKeys.remove(full?.id ?? "")).error).toBeNull();
    expect(await asked("/segments", full?.token)).toBe(403);
    expect((await resend.apiKeys.remove(full?.id ?? "")).error?.message).toBe("API key not found");
  });

  test("ends with its maker, and is held to what holds that one now", async () => {
    const { resend, ctx, keyId, url } = await resendCaller();
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: keyId } };
    const { data: made } = await resend.apiKeys.create({ name: "Made" });
    const asked = async () => {
      const answer = await fetch(`${url}/segments`, { headers: { authorization: `Bearer ${made?.token}` } });
      return [answer.status, ((await answer.json()) as { name?: string }).name];
    };
    const before = await prisma.apiKey.findUniqueOrThrow({ where });
    expect(await asked()).toEqual([200, undefined]);
    const changes = [
      [{ allowedNetworks: ["203.0.113.0/24"] }, [403, "invalid_access"]],
      [{ scopes: ["lists.write"] }, [401, "restricted_api_key"]],
      [{ expiresAt: new Date(0) }, [403, "invalid_api_key"]],
    ] as const;
    for (const [data, refusal] of changes) {
      await prisma.apiKey.update({ where, data: data as object });
      expect(await asked()).toEqual(refusal);
      const { allowedNetworks, scopes, expiresAt } = before;
      await prisma.apiKey.update({ where, data: { allowedNetworks, scopes, expiresAt } });
    }
    expect(await asked()).toEqual([200, undefined]);
    await revokeApiKey(ctx, { apiKeyId: keyId });
    expect(await asked()).toEqual([403, "invalid_api_key"]);
    const rows = await prisma.apiKey.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(rows.map(({ revokedAt }) => revokedAt !== null)).toEqual([true, true]);
    const actions = { workspaceId: ctx.workspaceId, action: "api_key.revoked" };
    expect(await prisma.auditEntry.count({ where: actions })).toBe(2);
  });

  test("is held to the networks of its maker", async () => {
    const { resend, ctx, keyId } = await resendCaller();
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: keyId } };
    await resend.apiKeys.create({ name: "Before" });
    await prisma.apiKey.update({ where, data: { allowedNetworks: ["203.0.113.0/24"] } });
    expect((await resend.apiKeys.create({ name: "After" })).error).toMatchObject({ name: "invalid_access" });
  });
});

test("webhooks are made with Resend's names, and what they get is verified by the package", async () => {
  const { resend, ctx, call } = await resendCaller();
  const { data: made } = await resend.webhooks.create({
    ...{ endpoint: "https://shop.example/hooks", events: ["contact.created", "email.bounced", "domain.created"] },
  });
  const id = made?.id ?? "";
  expect(made?.signing_secret).toMatch(/^whsec_/);
  expect((await resend.webhooks.get(id)).data).toMatchObject({
    ...{ object: "webhook", id, endpoint: "https://shop.example/hooks", status: "enabled" },
    events: ["email.bounced", "contact.created"],
  });
  await resend.webhooks.update(id, { status: "disabled" });
  expect((await resend.webhooks.list()).data?.data).toMatchObject([{ id, status: "disabled" }]);
  const rotated = await resend.webhooks.rotateSigningSecret(id);
  expect(rotated.data?.signing_secret).not.toBe(made?.signing_secret);
  const none = await resend.webhooks.create({ endpoint: "https://shop.example/x", events: ["domain.created"] });
  expect(none.error).toMatchObject({ statusCode: 422 });
  expect((await resend.webhooks.events.list({ webhookId: id })).data).toMatchObject({ object: "list", data: [] });
  const pairs = [1, 2, 3].map(() => ({ eventId: newId(), endpointId: id }));
  await inPgTransaction(ctx.workspaceId, (tx) => insertDeliveries(tx, pairs, new Date()), { byKey: true });
  const page = async (query: string) => {
    const { json } = await call("GET", `/webhooks/${id}/events?${query}`);
    return [json.data.map((event: { id: string }) => event.id), json.has_more];
  };
  const [[newest, middle, oldest]] = (await page("limit=3")) as [string[], boolean];
  expect(await page(`limit=1&after=${newest}`)).toEqual([[middle], true]);
  expect(await page(`limit=1&before=${oldest}`)).toEqual([[middle], true]);
  expect(await page(`limit=2&before=${oldest}`)).toEqual([[newest, middle], false]);
  const payload = JSON.stringify({ type: "contact.created" });
  const secret = rotated.data?.signing_secret ?? "";
  const signature = new Webhook(secret).sign("evt_1", new Date(), payload);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = { id: "evt_1", timestamp, signature };
  expect(resend.webhooks.verify({ payload, headers, webhookSecret: secret })).toEqual({ type: "contact.created" });
  await testContact(ctx);
  expect((await resend.webhooks.remove(id)).data).toMatchObject({ deleted: true });
});
