import { afterEach, beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId, parsePublicId } from "@/lib/base/db/ids";
import { type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { createHook } from "@/lib/edges/webhooks/create-hook";
import { webhookEventTypes } from "@/lib/edges/webhooks/event-kinds.shared";
import { WebhookRunner } from "@/lib/edges/webhooks/runner";
import { updateWebhook } from "@/lib/edges/webhooks/update-webhook";
import { createContact } from "@/lib/people/contacts/create-contact";
import { callApi, testKey } from "../support/api-call";
import { testMember, testWorkspace } from "../support/db";
import { taken, type WebhookReceiver, webhookReceiver } from "../support/webhook-receiver";

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await webhookReceiver();
});
afterEach(async () => {
  await receiver.close();
  await prisma.webhookLane.deleteMany({});
});

async function caller(scopes?: readonly Permission[]) {
  const ctx = await testMember(await testWorkspace(), "owner");
  const { key } = await testKey(ctx, scopes);
  return { ctx, call: (method: string, path: string, body?: unknown) => callApi(method, path, { key, body }) };
}

const work = () => new WebhookRunner().drain(new Date(Date.now() + 10_000));

test("a platform tests its key, subscribes, looks whether it has, is told, and unsubscribes", async () => {
  const { ctx, call } = await caller();
  expect((await call("GET", "/me")).json.workspace.name).toEqual(expect.any(String));
  const target_url = `${receiver.url}/zap`;
  const made = await call("POST", "/hooks", { targetUrl: target_url, event: "contact.created" });
  expect([made.status, made.json]).toEqual([
    201,
    { id: expect.stringMatching(/^whk_/), target_url, event: "contact.created", created_at: expect.any(String) },
  ]);
  const again = await call("POST", "/hooks", { target_url, event: "contact.created" });
  expect(again.json).toEqual(made.json);
  const query = `?target_url=${encodeURIComponent(target_url)}`;
  expect((await call("GET", `/hooks${query}`)).json.data).toEqual([made.json]);
  const otherwise = `?target_url=${encodeURIComponent(`${target_url.replace("http:", "HTTP:")}#part`)}`;
  expect((await call("GET", `/hooks${otherwise}`)).json.data).toEqual([made.json]);
  expect((await call("GET", "/hooks?target_url=https%3A%2F%2Fother.example%2F")).json.data).toEqual([]);
  // What is posted has a secret that only rotating shows.
  const { json: webhook } = await call("PUT", `/webhooks/${made.json.id}/secret`, { overlap_hours: 0 });
  receiver.secrets.set("/zap", webhook.signing_secret);
  await createContact(ctx, { email: "ada@example.com", firstName: "Ada", tags: [] });
  await work();
  expect(receiver.calls).toMatchObject([{ body: { type: "contact.created", data: { email: "ada@example.com" } } }]);
  const samples = (await call("GET", "/hooks/samples?event=contact.created")).json;
  expect(samples).toEqual([receiver.calls[0]?.body]);
  expect((await call("DELETE", `/hooks/${made.json.id}`)).status).toBe(204);
  expect((await call("DELETE", `/hooks/${made.json.id}`)).status).toBe(404);
  await createContact(ctx, { email: "bo@example.com", tags: [] });
  await work();
  expect(receiver.calls).toHaveLength(1);
});

test("who answers 410 is unsubscribed, and nobody is bothered with it", async () => {
  const { ctx, call } = await caller();
  const { json } = await call("POST", "/hooks", { target_url: `${receiver.url}/gone`, event: "contact.created" });
  const { json: webhook } = await call("PUT", `/webhooks/${json.id}/secret`, { overlap_hours: 0 });
  receiver.secrets.set("/gone", webhook.signing_secret);
  receiver.answer = () => ({ status: 410, body: "" });
  await createContact(ctx, { email: "ada@example.com", tags: [] });
  await work();
  receiver.answer = () => taken;
  expect((await call("GET", "/hooks")).json.data).toEqual([]);
  const notices = await prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(notices.map(({ kind }) => kind)).toEqual(["webhook.changed"]);
});

test("admins are told once a day of what a program subscribes at one host; hooks do not take the places of webhooks", async () => {
  const { ctx, call } = await caller();
  for (const path of ["a", "b", "c"])
    await call("POST", "/hooks", { target_url: `https://hooks.zapier.com/${path}`, event: "contact.created" });
  await call("POST", "/hooks", { target_url: "https://hook.eu1.make.com/x", event: "contact.created" });
  const notices = () => prisma.notification.count({ where: { workspaceId: ctx.workspaceId } });
  expect(await notices()).toBe(2);
  const { json } = await call("GET", "/webhooks");
  expect(json.data.map(({ is_hook }: { is_hook: boolean }) => is_hook)).toEqual([true, true, true, true]);
  const later = { ...ctx, actor: { ...ctx.actor, name: "Test key" }, now: () => new Date(Date.now() + 86_400_000) };
  const { id } = await createHook(later, { targetUrl: "https://hooks.zapier.com/d", event: "contact.created" });
  expect(await notices()).toBe(3);
  await updateWebhook(later, { webhookId: parsePublicId("whk", id)!, url: "https://hooks.zapier.com/e" });
  expect(await notices()).toBe(4);
});

test("every event has a sample, and none says more than the key may read", async () => {
  const { call } = await caller();
  for (const event of webhookEventTypes) {
    const { status, json } = await call("GET", `/hooks/samples?event=${event}`);
    expect([status, json[0].type, json[0].test], event).toEqual([200, event, true]);
  }
  const lacking = (scope: Permission) => caller(permissionNames.filter((name) => name !== scope));
  const cases = [
    ["contact.created", "contacts.read"],
    ["message.clicked", "reports.read"],
    ["suppression.added", "suppressions.read"],
    ["campaign.finished", "campaigns.read"],
  ] as const;
  for (const [event, scope] of cases) {
    const { call: poor } = await lacking(scope);
    const target_url = "https://hooks.example/x";
    expect((await poor("POST", "/hooks", { target_url, event })).status, event).toBe(403);
    expect((await poor("GET", `/hooks/samples?event=${event}`)).status, event).toBe(403);
  }
  const wrong = await call("POST", "/hooks", { target_url: "ftp://x", event: "nothing.such" });
  expect([wrong.status, wrong.json.code]).toEqual([422, "validation_failed"]);
});

test("a webhook is made, moved and replayed, and its events read, by who may read what they say", async () => {
  const { ctx, call } = await caller();
  const name = "Shop";
  const url = `${receiver.url}/all`;
  const both = { name, url, event_types: ["contact.created", "campaign.finished"] };
  const { json: made } = await call("POST", "/webhooks", both);
  await createContact(ctx, { email: "ada@example.com" });
  await work();
  const { key } = await testKey(
    ctx,
    permissionNames.filter((scope) => scope !== "campaigns.read" && scope !== "reports.read"),
  );
  const poor = (method: string, path: string, body?: unknown) => callApi(method, path, { key, body });
  const status = async (method: string, path: string, body?: unknown) => (await poor(method, path, body)).status;
  expect(await status("POST", "/webhooks", both)).toBe(403);
  expect(await status("PATCH", `/webhooks/${made.id}`, { url: `${receiver.url}/mine` })).toBe(403);
  expect(await status("PATCH", `/webhooks/${made.id}`, { event_types: ["message.clicked"] })).toBe(403);
  expect(await status("POST", `/webhooks/${made.id}/replay`, { from: "2026-11-30T08:00:00Z" })).toBe(403);
  expect(await status("GET", "/webhook-events?type=campaign.finished")).toBe(403);
  expect(await status("POST", "/webhooks", { name, url, event_types: ["contact.created"] })).toBe(201);
  expect(await status("PATCH", `/webhooks/${made.id}`, { enabled: false })).toBe(200);

  const { workspaceId } = ctx;
  const [told] = await prisma.webhookEvent.findMany({ where: { workspaceId } });
  await prisma.webhookEvent.create({ data: { ...told!, id: newId(), type: "campaign.finished" } });
  const types = async (ask: typeof call) =>
    ((await ask("GET", "/webhook-events")).json.data as { type: string }[]).map(({ type }) => type).sort();
  expect(await types(call)).toEqual(["campaign.finished", "contact.created"]);
  expect(await types(poor)).toEqual(["contact.created"]);
});
