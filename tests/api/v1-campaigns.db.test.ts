import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import type { KeyMode, Permission } from "@/lib/base/permissions.shared";
import { prepareCampaign } from "@/lib/campaigns/freeze/prepare-campaign";
import { createTemplate } from "@/lib/content/templates/create-template";
import { createTransport } from "@/lib/sending/transports/create-transport";
import { callApi, testKey } from "../support/api-call";
import { testContact, testList, testWorkspace } from "../support/db";
import { readyCampaign } from "../support/ready-campaign";

const uses = (key: string) => (method: string, path: string, body?: unknown) => callApi(method, path, { key, body });

async function caller(scopes?: readonly Permission[]) {
  const ctx = await testWorkspace();
  return { ctx, call: uses((await testKey(ctx, scopes)).key) };
}

/** A campaign that may be launched, and what a program does to it. */
async function ready(scopes?: readonly Permission[], mode: KeyMode = "live") {
  const made = await readyCampaign();
  const { key } = await testKey(made.ctx, scopes, mode);
  const path = `/campaigns/${publicId("cmp", made.campaignId)}`;
  const move = (method: string, what: string, body?: unknown) => callApi(method, path + what, { key, body });
  return { ...made, key, path, move };
}

describe("a draft", () => {
  test("is made of HTML, a document or a template, read, changed and deleted into the bin", async () => {
    const { ctx, call } = await caller();
    const list = await testList(ctx);
    const audience = { include: { lists: [publicId("lst", list.id)] } };
    const html = "<p>Hello {{ contact.first_name }}</p>";
    const made = await call("POST", "/campaigns", { name: "News", subject: "Hi", html, audience, track_opens: false });
    expect([made.status, made.json]).toEqual([201, expect.objectContaining({ status: "draft", version: 2 })]);
    const path = `/campaigns/${made.json.id}`;
    expect((await call("GET", path)).json).toMatchObject({
      ...{
        name: "News",
        subject: "Hi",
        html,
        content_kind: "html",
        track_opens: false,
        audience_names: ["Newsletter"],
      },
      audience: { include: { lists: audience.include.lists, segments: [], tags: [] } },
    });
    const document = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Now" }] }] };
    expect((await call("PATCH", path, { document, version: 2 })).json.version).toBe(3);
    expect((await call("GET", path)).json).toMatchObject({ content_kind: "document", document });
    expect((await call("PATCH", path, { subject: "Late", version: 2 })).json.code).toBe("conflict");
    expect((await call("PATCH", path, { subject: "Now" })).json.version).toBe(4);
    const template = await createTemplate(ctx, { contentKind: "html", name: "Own" });
    const copy = await call("POST", "/campaigns", { template_id: publicId("tpl", template.id), subject: "From it" });
    expect((await call("GET", `/campaigns/${copy.json.id}`)).json).toMatchObject({ name: "Own", subject: "From it" });
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("GET", path)).status).toBe(404);
    const where = { workspaceId: ctx.workspaceId };
    expect(await prisma.binEntry.count({ where: { ...where, kind: "campaign" } })).toBe(1);
    const audit = await prisma.auditEntry.findMany({ where: { ...where, action: "campaign.updated" } });
    expect(audit).toHaveLength(2);
    expect(audit.every(({ actorType }) => actorType === "key")).toBe(true);
  });

  test("is labelled, also when it is sent, and found by its label", async () => {
    const { ctx, call } = await caller();
    const { id } = (await call("POST", "/campaigns", { name: "News", subject: "Hi", html: "<p>Hi</p>" })).json;
    await call("POST", "/campaigns", { name: "Other", subject: "Hi", html: "<p>Hi</p>" });
    await prisma.campaign.updateMany({
      where: { workspaceId: ctx.workspaceId, name: "News" },
      data: { status: "sent" },
    });
    const put = (labels: unknown) => call("PUT", `/campaigns/${id}/labels`, { labels });
    expect((await put(["Spring", "spring", "Shop"])).json).toEqual({ labels: ["Spring", "Shop"] });
    expect((await put(["x".repeat(41)])).status).toBe(422);
    const found = (await call("GET", "/campaigns?label=Spring")).json;
    expect(found.data).toMatchObject([{ id, labels: ["Spring", "Shop"] }]);
    expect((await put([])).json).toEqual({ labels: [] });
    expect((await call("GET", "/campaigns?label=Spring")).json.data).toEqual([]);
  });

  test("that is wrong is refused by the names of its fields, and nothing of it is left", async () => {
    const { ctx, call } = await caller();
    const problems = async (body: unknown) => {
      const { status, json } = await call("POST", "/campaigns", body);
      return [status, ...(json.errors ?? []).map(({ field, code }: Record<string, string>) => `${field} ${code}`)];
    };
    const document = { type: "doc", content: [] };
    expect(await problems({ html: "x", document })).toEqual([422, "html invalid"]);
    expect(await problems({ document: { type: "doc", content: [{ type: "frame" }] } })).toEqual([
      422,
      "document invalid",
    ]);
    expect(await problems({ subject: 5, colour: "red", audience: { include: { people: [] } } })).toEqual([
      ...[422, "subject invalid", "audience.include.people unknown", "colour unknown"],
    ]);
    const foreign = publicId("lst", (await testList(await testWorkspace())).id);
    expect(await problems({ html: "x", audience: { include: { lists: [foreign] } } })).toEqual([
      422,
      "audience invalid",
    ]);
    expect(await problems({ template_id: "tpl_1CYQ3p4p2zGq5n3Zt8mXwD" })).toEqual([404]);
    expect(await problems({ html: "x".repeat(300_000), subject: "Long" })).toEqual([201]);
    expect(await prisma.campaign.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
  });

  test("is found page by page, by status and words", async () => {
    const { ctx, call } = await caller();
    for (let n = 0; n < 5; n++)
      await call("POST", "/campaigns", { name: `News ${n}`, subject: n === 3 ? "Three" : "" });
    await prisma.campaign.updateMany({
      where: { workspaceId: ctx.workspaceId, name: "News 1" },
      data: { status: "sent" },
    });
    const names = async (query: string) => {
      const { json } = await call("GET", `/campaigns?${query}`);
      return [json.data.map(({ name }: { name: string }) => name.slice(5)).join(), json.next_cursor];
    };
    const [first, cursor] = await names("limit=2");
    const [second, next] = await names(`limit=2&cursor=${cursor}`);
    expect([first, second, await names(`limit=2&cursor=${next}`)]).toEqual(["4,3", "2,1", ["0", null]]);
    expect(await names("status=sent")).toEqual(["1", null]);
    expect(await names("query=three")).toEqual(["3", null]);
    const wrong = await call("GET", "/campaigns?status=gone&cursor=x");
    expect(wrong.json.errors.map(({ field }: { field: string }) => field)).toEqual(["cursor", "status"]);
    const [last] = (await call("GET", "/campaigns?limit=1")).json.data;
    await call("PUT", `/campaigns/${last.id}/archive`);
    expect([await names("archived=yes"), await names("limit=1")].map(([found]) => found)).toEqual(["4", "3"]);
    await call("DELETE", `/campaigns/${last.id}/archive`);
    const copied = await call("POST", `/campaigns/${last.id}/duplicate`);
    expect([copied.status, copied.json.status]).toEqual([201, "draft"]);
    expect((await call("POST", `/campaigns/${last.id}/resend`)).json.code).toBe("conflict");
  });
});

describe("looking at it", () => {
  test("as one contact gets it asks for the right to read contacts", async () => {
    const { ctx, campaignId, path, key } = await ready();
    await prisma.campaign.updateMany({
      where: { workspaceId: ctx.workspaceId, id: campaignId },
      data: { subject: "For {{ contact.first_name }}" },
    });
    await testContact(ctx, { email: "grace@example.com", firstName: "Grace" });
    const ask = (own: string, query = "") => callApi("GET", `${path}/preview${query}`, { key: own });
    const seen = await ask(key, "?contact=grace@example.com");
    expect(seen.json).toMatchObject({ subject: "For Grace", issues: expect.any(Array) });
    expect(seen.json.html).toContain("Spring is here.");
    expect((await ask(key)).json.subject).toBe("For");
    const { key: blind } = await testKey(ctx, ["campaigns.read"]);
    expect((await ask(blind, "?contact=grace@example.com")).json.code).toBe("insufficient_scope");
    const { key: writes } = await testKey(ctx, ["campaigns.write"]);
    const body = { to: ["a@example.com"], contact: "grace@example.com" };
    expect((await callApi("POST", `${path}/test-sends`, { key: writes, body })).json.code).toBe("forbidden");
  });

  test("says what blocks a launch, by stable codes, and the launch says the same", async () => {
    const { call } = await caller();
    const { id } = (await call("POST", "/campaigns", { name: "Bare" })).json;
    const { json } = await call("GET", `/campaigns/${id}/preflight`);
    const blocks = json.findings.filter(({ level }: { level: string }) => level === "block");
    expect(blocks.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(["audience_empty", "sender_missing", "subject_missing"]),
    );
    expect(json.estimate).toEqual({ total: 0, will_receive: 0, excluded_by_reason: {}, is_about: false });
    const launch = await call("PUT", `/campaigns/${id}/launch`);
    expect([launch.status, launch.json.code]).toEqual([422, "preflight_failed"]);
    expect(launch.json.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual(
      blocks.map(({ code }: { code: string }) => code).toSorted(),
    );
  });
});

describe("sending it", () => {
  test("a test goes to the mailbox, and of a key for tests nowhere else", async () => {
    const { ctx, campaignId, move } = await ready(["campaigns.write"], "test");
    const test = () => move("POST", "/test-sends", { to: ["editor@example.com"] });
    const messages = () => prisma.message.count({ where: { workspaceId: ctx.workspaceId, kind: "test" } });
    // No mailbox listens here, and that is an answer too.
    expect((await test()).json.results).toEqual([
      { to: "editor@example.com", accepted: false, reply: expect.stringContaining("Nobody answers") },
    ]);
    expect(await messages()).toBe(1);
    const system = { ...ctx, actor: { type: "system" as const, name: "Test" } };
    const { id: transportId } = await createTransport(system, {
      ...({ kind: "smtp", name: "Relay", host: "1.1.1.1", port: 587, security: "starttls" } as const),
    });
    await prisma.campaign.updateMany({
      where: { workspaceId: ctx.workspaceId, id: campaignId },
      data: { transportId },
    });
    const refused = await test();
    expect([refused.json.code, refused.json.detail]).toEqual([
      ...["validation_failed", expect.stringContaining("embedded mailbox")],
    ]);
    expect(await messages()).toBe(1);
  });

  test("needs the one scope, happens once, is paused, resumed and ended", async () => {
    const { ctx, campaignId, move, path, key } = await ready(["campaigns.send"]);
    const launch = () => callApi("PUT", `${path}/launch`, { key, headers: { "idempotency-key": "one" } });
    const [first, again] = [await launch(), await launch()];
    expect([first.json.status, again.headers.get("idempotent-replayed"), again.text]).toEqual([
      ...["preparing", "true", first.text],
    ]);
    const jobs = await prisma.$queryRaw<unknown[]>`
      select 1 from queue.job where name = 'campaigns.prepare' and data->>'campaignId' = ${campaignId}`;
    expect(jobs).toHaveLength(1);
    expect((await move("PUT", "/launch")).json.code).toBe("conflict");
    await prepareCampaign(ctx, campaignId);
    expect((await move("PUT", "/pause")).json.status).toBe("paused");
    expect((await move("DELETE", "/pause")).json.status).toBe("sending");
    expect((await move("PUT", "/cancellation")).json.status).toBe("cancelled");
    expect((await move("GET", "")).json.code).toBe("insufficient_scope");
  });

  test("later is set, moved and taken back", async () => {
    const { move } = await ready();
    const at = new Date(Date.now() + 86_400_000).toISOString();
    expect((await move("PUT", "/schedule", { at, local_time: true })).json).toMatchObject({
      ...{ status: "scheduled", scheduled_at: at },
    });
    expect((await move("PATCH", "", { subject: "x" })).json.code).toBe("conflict");
    const past = await move("PUT", "/schedule", { at: "2020-01-01T00:00:00Z" });
    expect(past.json.errors).toEqual([expect.objectContaining({ field: "at" })]);
    const both = await move("PUT", "/schedule", { at, local_time: true, spread_minutes: 60 });
    expect(both.json.errors).toEqual([expect.objectContaining({ field: "spread_minutes" })]);
    expect((await move("DELETE", "/schedule")).json).toMatchObject({ status: "draft", scheduled_at: null });
  });

  test("is reported, also of what was never sent", async () => {
    const { ctx, campaignId, move } = await ready();
    await move("PUT", "/launch");
    await prepareCampaign(ctx, campaignId);
    await prisma.message.updateMany({
      where: { workspaceId: ctx.workspaceId, campaignId },
      data: { status: "sent", sentAt: new Date(), deliveredAt: new Date() },
    });
    const { json } = await move("GET", "/report");
    expect(json.ledger).toMatchObject({ audience: 3, balanced: true });
    expect(json.campaign.status).toBe("sending");
    expect(json).toHaveProperty("first24_hours");
    const parts = (await move("GET", "/report/breakdown")).json;
    expect(parts.providers.reduce((sum: number, { sent }: { sent: number }) => sum + sent, 0)).toBe(3);
  });
});
