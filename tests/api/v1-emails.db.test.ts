import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import type { KeyMode, Permission } from "@/lib/base/permissions.shared";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { callApi, testKey } from "../support/api-call";
import { claimNames } from "../support/claim-names";
import { testContact, testList, testWorkspace } from "../support/db";

async function caller(scopes?: readonly Permission[], mode: KeyMode = "live") {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  const { key, id: keyId } = await testKey(ctx, scopes, mode);
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    callApi(method, path, { key, body, headers });
  return { ctx, keyId, call };
}

const mail = { to: "ada@example.net", subject: "Hello", text: "Hi" };
const countOf = (workspaceId: string) => prisma.email.count({ where: { workspaceId } });

describe("a mail", () => {
  test("is taken with everything it may have, found again by its tag and its recipient, and shown", async () => {
    const { ctx, keyId, call } = await caller();
    const contact = await testContact(ctx, { email: "ada@example.net" });
    const list = await testList(ctx);
    const given = {
      ...{ from: "Shop <shop@example.test>", to: ["Ada <Ada@Example.net>", "bob@example.net"], cc: "c@example.net" },
      ...{ bcc: ["d@example.net", "bob@example.net"], reply_to: "help@example.net", subject: "Your receipt" },
      ...{ html: "<h1>Thanks</h1><p>Ada</p>", headers: { "X-Order_ID": "1", References: "<a@b>" } },
      ...{ tags: [{ name: "kind", value: "receipt" }], topic_id: publicId("lst", list.id), track_opens: true },
      ...{ attachments: [{ filename: "a.pdf", content: "aGk=" }], scheduled_at: "2026-12-01T09:00:00+01:00" },
    };
    const refused = await call("POST", "/emails", given);
    expect(refused.json.errors.map(({ field }: { field: string }) => field)).toEqual(["headers.X-Order_ID"]);
    const headers = { "X-Order-ID": "1", References: "<a@b>" };
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const made = await call("POST", "/emails", { ...given, headers, scheduled_at: at });
    expect([made.status, made.json.messages?.map(({ to, status }: Record<string, string>) => [to, status])]).toEqual([
      201,
      ["Ada@example.net", "bob@example.net", "c@example.net", "d@example.net"].map((to) => [to, "pending"]),
    ]);
    const shown = await call("GET", `/emails/${made.json.id}`);
    expect(shown.json).toMatchObject({
      ...{ from: "Shop <shop@example.test>", to: ["Ada <Ada@example.net>", "bob@example.net"], cc: ["c@example.net"] },
      ...{ reply_to: ["help@example.net"], status: "scheduled", html: given.html, text: "Thanks\n\nAda", mode: "live" },
      ...{ tags: given.tags, topic_id: given.topic_id, track_opens: true, track_clicks: false, scheduled_at: at },
      attachments: [{ filename: "a.pdf", content_type: "application/pdf", content_id: null, bytes: 2 }],
    });
    expect(shown.json.messages.map(({ role }: { role: string }) => role)).toEqual(["to", "to", "cc", "bcc"]);
    const row = await prisma.email.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(row.apiKeyId).toBe(keyId);
    const [message] = await prisma.message.findMany({ where: { workspaceId: ctx.workspaceId, contactId: contact.id } });
    expect(message).toMatchObject({ kind: "transactional", campaignId: null });
    await call("POST", "/emails", mail);
    const found = async (query: string) =>
      (await call("GET", `/emails?${query}`)).json.data.map(({ id }: { id: string }) => id);
    expect(await found("tag=kind:receipt")).toEqual([made.json.id]);
    expect(await found("to=BOB@example.net")).toEqual([made.json.id]);
    expect(await found("to=nobody@example.net")).toEqual([]);
    expect((await found("to=ada@example.net")).length).toBe(2);
    const first = (await call("GET", "/emails?limit=1")).json;
    const next = (await call("GET", `/emails?limit=1&cursor=${first.next_cursor}`)).json;
    expect([first.has_more, next.data[0].id, next.has_more]).toEqual([true, made.json.id, false]);
    const events = await call("GET", `/messages/${made.json.messages[0].id}/events`);
    expect(events.json.data.map(({ type }: { type: string }) => type)).toEqual(["accepted"]);
  });

  test("that is wrong is refused by the names of its fields, and nothing of it is left", async () => {
    const { ctx, call } = await caller();
    const problems = async (body: unknown) => {
      const { status, json } = await call("POST", "/emails", body);
      return [status, ...(json.errors ?? []).map(({ field }: Record<string, string>) => field)];
    };
    expect(await problems({})).toEqual([422, "to"]);
    expect(await problems({ ...mail, to: "nobody" })).toEqual([422, "to"]);
    expect(await problems({ ...mail, to: [] })).toEqual([422, "to"]);
    expect(
      await problems({
        ...mail,
        to: Array.from({ length: 30 }, (_, at) => `a${at}@b.example`),
        cc: Array.from({ length: 30 }, (_, at) => `b${at}@b.example`),
      }),
    ).toEqual([422, "to"]);
    expect(await problems({ ...mail, text: " " })).toEqual([422, "html"]);
    expect(await problems({ ...mail, subject: "" })).toEqual([422, "subject"]);
    expect(await problems({ ...mail, headers: { "Content-Type": "x", Bcc: "x", "X\r\nY": "x" } })).toHaveLength(4);
    expect(await problems({ ...mail, scheduled_at: "tomorrow at 9am" })).toEqual([422, "scheduled_at"]);
    expect(await problems({ ...mail, scheduled_at: "2099-01-01T00:00:00Z" })).toEqual([422, "scheduled_at"]);
    expect(await problems({ ...mail, topic_id: publicId("lst", ctx.workspaceId) })).toEqual([422, "topic_id"]);
    expect(await problems({ ...mail, tags: [{ name: "ä", value: "b" }] })).toEqual([422, "tags.0.name"]);
    const twice = ["b", "c"].map((value) => ({ name: "a", value }));
    expect(await problems({ ...mail, tags: twice })).toEqual([422, "tags"]);
    const attachments = [{ filename: "a.exe", content: "?" }];
    expect(await problems({ ...mail, attachments })).toEqual([422, "attachments.0.filename", "attachments.0.content"]);
    expect(await problems({ ...mail, colour: "red" })).toEqual([422, "colour"]);
    expect(await countOf(ctx.workspaceId)).toBe(0);
  });

  test("that is made to take the time or the memory of the server is refused at once", async () => {
    const { call } = await caller();
    const begun = performance.now();
    const fields = async (body: unknown) =>
      (await call("POST", "/emails", body)).json.errors?.map(({ field }: Record<string, string>) => field);
    const lines = `${"\r\n".repeat(200_000)}?`;
    expect(await fields({ ...mail, attachments: [{ filename: "a.bin", content: lines }] })).toEqual([
      "attachments.0.content",
    ]);
    expect(await fields({ ...mail, to: Array.from({ length: 300_000 }, () => "x") })).toEqual(["body"]);
    const headers = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`!${at}`, "x"]));
    expect(await fields({ ...mail, headers })).toEqual(["headers"]);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test("with files of 10 MB together is taken, and no larger one", { timeout: 60_000 }, async () => {
    const { call } = await caller();
    const file = (bytes: number) => ({ filename: "a.bin", content: Buffer.alloc(bytes, 7).toString("base64") });
    const made = await call("POST", "/emails", { ...mail, attachments: [file(5_000_000), file(5_000_000)] });
    expect(made.status, made.text.slice(0, 300)).toBe(201);
    const large = await call("POST", "/emails", { ...mail, attachments: [file(5_000_001), file(5_000_000)] });
    expect(large.json.errors).toMatchObject([{ field: "attachments" }]);
  });
});

describe("the author", () => {
  test("has a verified domain, and the one of the key where that has one", async () => {
    const { ctx, keyId, call } = await caller();
    const scope = { workspaceId: ctx.workspaceId };
    // What leaves to the embedded mailbox may be from anybody; what leaves for real may not.
    await prisma.transport.updateMany({ where: scope, data: { kind: "smtp", configSealed: "x" } });
    const from = async (address: string) =>
      (await call("POST", "/emails", { ...mail, from: address })).json.errors?.[0];
    expect(await from("a@elsewhere.example")).toMatchObject({
      field: "from",
      message: expect.stringContaining("elsewhere.example is not one of"),
    });
    const domain = await prisma.sendingDomain.findFirstOrThrow({ where: scope });
    expect((await from(`a@${domain.name}`))?.message).toContain("only for trying out");
    await prisma.sendingDomain.updateMany({ where: scope, data: { status: "verified" } });
    await claimNames(ctx.workspaceId);
    expect(await from(`a@${domain.name}`)).toBeUndefined();
    expect((await from(`a@sub.${domain.name}`))?.field).toBe("from");
    await prisma.apiKey.updateMany({ where: { ...scope, id: keyId }, data: { domainId: domain.id } });
    expect(await from(`a@${domain.name}`)).toBeUndefined();
    expect((await from("a@other.example"))?.message).toContain(`may send from ${domain.name} only`);
  });

  test("of a test key's mail is not asked, as it goes to the embedded mailbox; without one it is refused", async () => {
    const { ctx, call } = await caller(["emails.send"], "test");
    expect((await call("POST", "/emails", mail)).status).toBe(201);
    expect(await prisma.emailQueue.findMany({ where: { workspaceId: ctx.workspaceId } })).toMatchObject([
      { mode: "test" },
    ]);
    await prisma.transport.updateMany({
      where: { workspaceId: ctx.workspaceId },
      data: { kind: "smtp", configSealed: "x" },
    });
    forgetTransports(ctx.workspaceId);
    expect((await call("POST", "/emails", mail)).json).toMatchObject({
      detail: expect.stringContaining("embedded mailbox only"),
    });
    expect((await call("GET", "/emails")).status).toBe(403);
  });
});

describe("a batch", () => {
  test("is taken whole or not at all, and names what is wrong by its place", async () => {
    const { ctx, call } = await caller();
    const three = ["a", "b", "c"].map((name) => ({ ...mail, to: `${name}@example.net` }));
    const wrong = await call("POST", "/emails/batch", [...three, { ...mail, to: "x" }, { ...mail, attachments: [] }]);
    expect(wrong.json.errors.map(({ field }: { field: string }) => field)).toEqual(["3.to", "4.attachments"]);
    expect(await countOf(ctx.workspaceId)).toBe(0);
    const made = await call("POST", "/emails/batch", three);
    expect([
      made.status,
      made.json.data.map(({ messages }: { messages: { to: string }[] }) => messages[0]?.to),
    ]).toEqual([201, ["a@example.net", "b@example.net", "c@example.net"]]);
    expect((await call("POST", "/emails/batch", [])).status).toBe(422);
    expect(
      (
        await call(
          "POST",
          "/emails/batch",
          Array.from({ length: 101 }, () => mail),
        )
      ).status,
    ).toBe(422);
    expect(
      (
        await call(
          "POST",
          "/emails/batch",
          Array.from({ length: 100 }, () => mail),
        )
      ).status,
    ).toBe(201);
  });
});

test("a batch has at most a thousand recipients, as all are written at once", async () => {
  const { ctx, call } = await caller();
  const to = Array.from({ length: 50 }, (_, at) => `a${at}@example.net`);
  const mails = (count: number) => Array.from({ length: count }, () => ({ ...mail, to }));
  const refused = await call("POST", "/emails/batch", mails(21));
  expect([refused.status, refused.json.detail]).toEqual([422, expect.stringContaining("at most 1000 recipients")]);
  expect(await countOf(ctx.workspaceId)).toBe(0);
  expect((await call("POST", "/emails/batch", mails(20))).status).toBe(201);
  expect(await prisma.emailQueue.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1000);
});

describe("an idempotency key", () => {
  test("holds for batches too, and gives the answer again when the call would be refused by now", async () => {
    const { ctx, call } = await caller();
    const once = { "idempotency-key": "night-1" };
    const list = await testList(ctx);
    const mails = ["a", "b"].map((name) => ({
      ...mail,
      to: `${name}@example.net`,
      topic_id: publicId("lst", list.id),
    }));
    const first = await call("POST", "/emails/batch", mails, once);
    expect(first.status).toBe(201);
    await prisma.list.deleteMany({ where: { workspaceId: ctx.workspaceId, id: list.id } });
    const again = await call("POST", "/emails/batch", mails, once);
    expect([again.status, again.text, again.headers.get("idempotent-replayed")]).toEqual([201, first.text, "true"]);
    expect((await call("POST", "/emails/batch", mails, { "idempotency-key": "night-2" })).status).toBe(422);
    expect(await countOf(ctx.workspaceId)).toBe(2);
  });

  test("makes one mail, however often and however many at once ask", async () => {
    const { ctx, call } = await caller();
    const once = { "idempotency-key": "order-4711" };
    const answers = await Promise.all(Array.from({ length: 8 }, () => call("POST", "/emails", mail, once)));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const again = await call("POST", "/emails", mail, once);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(new Set([again, ...answers].flatMap(({ json }) => json.messages?.[0].id ?? [])).size).toBe(1);
    expect(await countOf(ctx.workspaceId)).toBe(1);
    expect((await call("POST", "/emails", { ...mail, subject: "Other" }, once)).status).toBe(422);
  });
});

test("a test key changes no mail that people wait for", async () => {
  const { ctx, call } = await caller();
  const { id } = (
    await call("POST", "/emails", { ...mail, scheduled_at: new Date(Date.now() + 3_600_000).toISOString() })
  ).json;
  const { key } = await testKey(ctx, ["emails.send"], "test");
  const body = { scheduled_at: new Date().toISOString() };
  expect((await callApi("PATCH", `/emails/${id}`, { key, body })).status).toBe(404);
  expect((await callApi("PUT", `/emails/${id}/cancellation`, { key })).status).toBe(404);
  expect((await callApi("POST", `/emails/${id}/resend`, { key })).status).toBe(404);
  expect((await call("PUT", `/emails/${id}/cancellation`)).status).toBe(204);
});

test("a key that is held to a domain changes mail of that domain only", async () => {
  const { ctx, keyId, call } = await caller();
  const scope = { workspaceId: ctx.workspaceId };
  const domain = await prisma.sendingDomain.findFirstOrThrow({ where: scope });
  const later = { ...mail, scheduled_at: new Date(Date.now() + 3_600_000).toISOString() };
  const made = async (from: string) => (await call("POST", "/emails", { ...later, from })).json.id;
  const [other, own] = [await made("a@other.example"), await made(`a@${domain.name}`)];
  await prisma.apiKey.updateMany({ where: { ...scope, id: keyId }, data: { domainId: domain.id } });
  expect((await call("PUT", `/emails/${other}/cancellation`)).status).toBe(404);
  expect((await call("PUT", `/emails/${own}/cancellation`)).status).toBe(204);
});

test("a mail is moved and cancelled, and what has left is a conflict", async () => {
  const { ctx, call } = await caller();
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const { id } = (await call("POST", "/emails", { ...mail, scheduled_at: at(1) })).json;
  expect((await call("PATCH", `/emails/${id}`, { scheduled_at: at(2) })).status).toBe(204);
  const [queued] = await prisma.emailQueue.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(queued!.dueAt.getTime()).toBeGreaterThan(Date.now() + 1.9 * 3_600_000);
  expect((await call("PUT", `/emails/${id}/cancellation`)).status).toBe(204);
  expect((await call("PUT", `/emails/${id}/cancellation`)).json.code).toBe("conflict");
  expect((await call("PATCH", `/emails/${id}`, { scheduled_at: at(2) })).json.code).toBe("conflict");
  const again = await call("POST", `/emails/${id}/resend`);
  expect([again.status, again.json.messages[0].status]).toEqual([201, "pending"]);
  const actions = await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId, subjectType: "email" } });
  expect(actions.map(({ action }) => action).sort()).toEqual(["email.cancelled", "email.rescheduled", "email.resent"]);
});

describe("a template", () => {
  async function published(body: Record<string, unknown>, publish = true) {
    const made = await caller();
    const { json } = await made.call("POST", "/templates", {
      name: "Receipt",
      subject: "Order {{ data.order }}",
      ...body,
    });
    const publishIt = () => made.call("PUT", `/templates/${json.id}/publication`);
    if (publish) expect(await publishIt()).toMatchObject({ status: 200, json: { published_version: 1 } });
    const send = (template: object, more: object = {}) =>
      made.call("POST", "/emails", { to: "ada@example.net", template, ...more });
    return { ...made, templateId: json.id as string, publishIt, send };
  }
  const html =
    '<p>Hello {{ contact.first_name | default: "you" }}</p>{% for item in data.items %}<li>{{ item.name }}: {{ item.price }}</li>{% endfor %}<a href="https://a.example/o/{{ data.order }}">Order</a>';
  const variables = [{ key: "order" }, { key: "items", type: "list", fallback: null }];

  test("is filled with typed values, escaped, in the version that was published", async () => {
    const { ctx, call, send, templateId, publishIt } = await published({ html, variables, alias: "receipt" });
    await testContact(ctx, { email: "ada@example.net", firstName: "Ada & Co" });
    const values = {
      order: "<b>7</b>",
      items: [
        { name: "Tea", price: 3.5 },
        { name: "<i>", price: 1 },
      ],
    };
    const made = await send({ alias: "receipt", variables: values });
    expect(made.status, made.text).toBe(201);
    const shown = (await call("GET", `/emails/${made.json.id}`)).json;
    expect(shown).toMatchObject({ subject: "Order <b>7</b>", template_id: templateId, template_version: 1 });
    expect(shown.html).toContain("<p>Hello Ada &amp; Co</p><li>Tea: 3.5</li><li>&lt;i&gt;: 1</li>");
    expect(shown.html).toContain('href="https://a.example/o/%3Cb%3E7%3C%2Fb%3E"');
    expect(shown.html + shown.text).not.toMatch(/unsubscribe/i);
    expect(shown.text).toContain("Tea: 3.5");

    await call("PATCH", `/templates/${templateId}`, { html: "<p>New {{ data.order }}</p>" });
    const before = await send({ id: templateId, variables: values });
    expect((await call("GET", `/emails/${before.json.id}`)).json.html).toContain("Hello Ada");
    expect((await publishIt()).json.published_version).toBe(2);
    const after = await send({ id: templateId, variables: values }, { subject: "Mine" });
    expect((await call("GET", `/emails/${after.json.id}`)).json).toMatchObject({
      subject: "Mine",
      template_version: 2,
    });
    expect((await call("GET", `/emails/${after.json.id}`)).json.html).toContain("New &lt;b&gt;");
  });

  test("fills each mail of a batch for its own recipient, and says in which one a value is wrong", async () => {
    const { ctx, call } = await published({ html, variables, alias: "receipt" });
    await testContact(ctx, { email: "bob@example.net", firstName: "Bob" });
    const mails = ["ada", "bob"].map((name, at) => ({
      ...{ to: `${name}@example.net`, template: { alias: "receipt", variables: { order: String(at), items: [] } } },
    }));
    const made = await call("POST", "/emails/batch", mails);
    expect(made.status, made.text).toBe(201);
    const shown = [];
    for (const { id } of made.json.data) shown.push((await call("GET", `/emails/${id}`)).json);
    expect(shown.map(({ subject }) => subject)).toEqual(["Order 0", "Order 1"]);
    expect(shown.map(({ html }) => /Hello \w+/.exec(html)?.[0])).toEqual(["Hello you", "Hello Bob"]);
    const wrong = await call("POST", "/emails/batch", [mails[0], { ...mails[1], template: { alias: "receipt" } }]);
    expect(wrong.json.errors.map(({ field }: { field: string }) => field)).toEqual([
      "1.template.variables.order",
      "1.template.variables.items",
    ]);
  });

  test("names every value that does not fit, and nothing is sent", async () => {
    const { ctx, send, call, templateId } = await published({ html, variables, alias: "receipt" });
    const fields = async (template: object, more: object = {}) =>
      ((await send(template, more)).json.errors ?? []).map(({ field }: { field: string }) => field);
    expect(await fields({ alias: "receipt", variables: { order: 7, Colour: "red" } })).toEqual([
      ...["template.variables.order", "template.variables.items", "template.variables.Colour"],
    ]);
    expect(await fields({ alias: "other" })).toEqual(["template.alias"]);
    expect(await fields({ id: templateId, alias: "receipt" })).toEqual(["template"]);
    expect(await fields({ alias: "receipt" }, { html: "x" })).toEqual(["template"]);
    expect(await fields({ alias: "receipt", variables: { order: "7".repeat(999), items: [] } })).toEqual([
      "template.variables",
    ]);
    await call("DELETE", `/templates/${templateId}/publication`);
    expect(await fields({ id: templateId })).toEqual(["template.id"]);
    expect(await countOf(ctx.workspaceId)).toBe(0);
  });

  test("is not published while a value in it has no variable, and an alias belongs to one", async () => {
    const { call, publishIt } = await published({ html, variables: [{ key: "order" }], alias: "receipt" }, false);
    const refused = await publishIt();
    expect([refused.status, refused.json.detail]).toEqual([422, expect.stringContaining("{{ data.items }}")]);
    const other = await call("POST", "/templates", { name: "Other", html: "x", alias: "receipt" });
    expect(other.json.errors).toMatchObject([{ field: "alias" }]);
  });
});
