import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { permissionNames } from "@/lib/base/permissions.shared";
import { callLog } from "@/lib/edges/api-calls/call-log";
import { answerFile } from "@/lib/edges/resend/answer-file";
import { fileUrl } from "@/lib/edges/resend/file-links";
import { resendCaller } from "../support/resend-server";

const mail = { from: "Shop <shop@example.test>", to: "ada@example.net", subject: "Hello", html: "<p>Hi</p>" };

/** What a link gives, without a key. */
async function followed(url: string | null | undefined): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await answerFile(new Request(url ?? ""));
  if (!response) throw new Error(`${url} is no link`);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const letter = `From: Bob <bob@example.com>\r
To: news@example.test\r
Cc: carl@example.com\r
Subject: Re: Hello\r
Message-ID: <77@example.com>\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
Thank you\r
--b\r
Content-Type: text/html; name=a.html\r
Content-Disposition: attachment; filename=a.html\r
\r
<script>alert(1)</script>\r
--b--\r
`;

async function received(workspaceId: string, raw = letter): Promise<string> {
  const [inboundId, id] = [newId(), newId()];
  const at = new Date();
  const envelope = { envelopeFrom: "bob@example.com", envelopeTo: "news@example.test" };
  const row = {
    id: inboundId,
    workspaceId,
    ...envelope,
    raw: Buffer.from(raw, "latin1"),
    kind: "reply",
    processedAt: at,
  };
  await prisma.inboundMessage.create({ data: row });
  const named = { fromName: "Bob", fromEmail: "bob@example.com", subject: "Re: Hello", dedupeKey: "<77@example.com>" };
  await prisma.reply.create({ data: { workspaceId, id, inboundId, kind: "person", ...named, receivedAt: at } });
  return id;
}

describe("files", () => {
  test("of a mail are listed with links that last an hour, and open nothing else", async () => {
    const { resend, ctx } = await resendCaller();
    const attachments = [
      { filename: "a b.txt", content: Buffer.from("one") },
      { filename: "p.png", content: "aGk=", contentId: "pic" },
    ];
    const { data: sent } = await resend.emails.send({ ...mail, attachments });
    const emailId = sent?.id ?? "";
    const { data: list } = await resend.emails.attachments.list({ emailId });
    expect(list?.data).toMatchObject([
      { id: "0", filename: "a b.txt", size: 3, content_type: "text/plain", content_disposition: "attachment" },
      { id: "1", filename: "p.png", size: 2, content_id: "pic", content_disposition: "inline" },
    ]);
    const { data: one } = await resend.emails.attachments.get({ emailId, id: "0" });
    const file = await followed(one?.download_url);
    expect([file.status, file.text]).toEqual([200, "one"]);
    expect(file.headers.get("content-disposition")).toContain("a%20b.txt");
    const missing = await resend.emails.attachments.get({ emailId, id: "7" });
    expect(missing.error).toMatchObject({ name: "not_found", message: "Attachment not found" });
    const over = fileUrl({ kind: "attachment", workspaceId: ctx.workspaceId, id: emailId, at: 0 }, new Date(0));
    const forged = (one?.download_url ?? "").slice(0, -4);
    for (const url of [over, `${forged}AAAA`]) expect((await followed(url)).status).toBe(404);
    const other = await resendCaller();
    expect((await other.resend.emails.attachments.list({ emailId })).error?.name).toBe("not_found");
  });

  test("a shared mail is shown without a script, for two days at most", async () => {
    const { resend, ctx, call } = await resendCaller();
    const { data: sent } = await resend.emails.send(mail);
    const shared = await call("POST", `/emails/${sent?.id}/share`, { expires_in: "2 hours" });
    expect(shared.json).toMatchObject({ object: "email", id: sent?.id, url: expect.any(String) });
    const page = await followed(shared.json.url);
    expect(page.text).toBe(mail.html);
    expect(page.headers.get("content-security-policy")).toContain("sandbox; default-src 'none'");
    for (const expires_in of ["3 days", "soon", "0h"])
      expect((await call("POST", `/emails/${sent?.id}/share`, { expires_in })).status).toBe(422);
    const noted = { workspaceId: ctx.workspaceId, action: "email.shared" };
    expect(await prisma.auditEntry.findMany({ where: noted })).toMatchObject([
      { actorType: "key", subjectId: sent?.id, after: { until: expect.any(String) } },
    ]);
    await prisma.emailContent.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    expect((await followed(shared.json.url)).status).toBe(404);
  });
});

test("what people answer is read whole, and its files are downloads", async () => {
  const { resend, ctx } = await resendCaller();
  const id = await received(ctx.workspaceId);
  const { data: list } = await resend.emails.receiving.list();
  expect(list?.data).toMatchObject([{ id, from: "Bob <bob@example.com>", to: ["news@example.test"] }]);
  const { data } = await resend.emails.receiving.get(id);
  expect(data).toMatchObject({
    ...{ object: "email", id, subject: "Re: Hello", cc: ["carl@example.com"], message_id: "<77@example.com>" },
    ...{ text: expect.stringContaining("Thank you"), headers: { subject: "Re: Hello" } },
    attachments: [{ filename: "a.html", content_type: "text/html" }],
  });
  expect((await followed(data?.raw?.download_url)).text).toBe(letter);
  const files = await resend.emails.receiving.attachments.list({ emailId: id });
  const file = await followed(files.data?.data[0]?.download_url);
  expect(file.text).toContain("alert(1)");
  expect(file.headers.get("content-type")).toBe("application/octet-stream");
  expect(file.headers.get("content-disposition")).toContain("attachment");
  const scopes = permissionNames.filter((name) => name !== "raw-mail.read" && name !== "members.write");
  const { resend: other } = await resendCaller("6.38", { scopes });
  expect((await other.emails.receiving.get(id)).error?.name).toBe("restricted_api_key");
});

test("a mail as it came has no links by which its reader could act for the recipient, and reading it is written down", async () => {
  const { resend, ctx } = await resendCaller();
  const token = "Ab3-".repeat(12);
  const quoted = letter.replace("Thank you", `> https://homing.test/u/${token}\r\nJ\xfcrgen`);
  const id = await received(ctx.workspaceId, quoted);
  const { data } = await resend.emails.receiving.get(id);
  await resend.emails.receiving.get(id);
  const response = await answerFile(new Request(data?.raw?.download_url ?? ""));
  const source = Buffer.from(await response!.arrayBuffer()).toString("latin1");
  expect(source).toContain("J\xfcrgen");
  expect(source).not.toContain(token);
  const read = { workspaceId: ctx.workspaceId, kind: "export.raw_source" } as const;
  expect(await prisma.securityEvent.findMany({ where: read })).toMatchObject([{ actorName: "Test key" }]);
  await prisma.inboundMessage.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { raw: Buffer.alloc(0) } });
  expect((await followed(data?.raw?.download_url)).status).toBe(404);
});

test("metrics count the messages of a time, by day, domain and campaign", async () => {
  const { resend, ctx, call } = await resendCaller();
  for (const to of ["a@example.net", "b@example.net"]) await resend.emails.send({ ...mail, to });
  const at = new Date();
  const [first] = await prisma.message.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
  await prisma.message.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { sentAt: at, status: "sent" } });
  const key = { workspaceId_id: { workspaceId: ctx.workspaceId, id: first?.id ?? "" } };
  await prisma.message.update({ where: key, data: { deliveredAt: at, firstOpenedAt: at, openCount: 3 } });
  const asked = { metrics: ["sent", "delivered", "opened", "open_rate"], timezone: "Europe/Berlin" } as const;
  const { data, error } = await resend.emails.metrics({ ...asked, dimensions: ["period", "domain"] } as never);
  expect(error).toBeNull();
  const numbers = { sent: 2, delivered: 1, opened: 3, open_rate: 100 };
  expect(data).toMatchObject({ object: "metrics", granularity: "daily", totals: numbers });
  const day = new Intl.DateTimeFormat("sv", { timeZone: "Europe/Berlin" }).format(at);
  expect(data?.data).toEqual([{ period: day, domain_id: null, domain_name: "example.test", ...numbers }]);
  const none = await call("GET", `/emails/metrics?metrics=sent,open_rate&email_id=${newId()}`);
  expect([none.status, none.json.totals]).toEqual([200, { sent: 0, open_rate: 0 }]);
  expect((await resend.emails.metrics({ timezone: "+02:00" } as never)).error).toMatchObject({ statusCode: 422 });
  const wrong = await resend.emails.metrics({ metrics: ["luck"] } as never);
  expect(wrong.error).toMatchObject({ name: "invalid_parameter" });
});

describe("an import", () => {
  test("puts people into a segment, and of who has left keeps only that", async () => {
    const { resend, ctx } = await resendCaller();
    const { data: segment } = await resend.segments.create({ name: "News" });
    const csv = "Mail,Name,Gone,Plan\nada@example.com,Ada,false,pro\nbob@example.com,Bob,TRUE,free\n";
    const columnMap = {
      email: "Mail",
      firstName: "Name",
      unsubscribed: "Gone",
      properties: { plan: { column: "Plan" } },
    };
    const made = await resend.contacts.imports.create({
      ...{ file: new Blob([csv]) as File, columnMap: columnMap as never, onConflict: "upsert" },
      segments: [{ id: segment?.id ?? "" }],
    });
    expect(made).toMatchObject({ error: null, data: { object: "contact_import", id: expect.any(String) } });
    const shown = await resend.contacts.imports.get(made.data?.id ?? "");
    expect(shown.data).toMatchObject({ object: "contact_import", status: "queued", counts: { total: 0 } });
    expect((await resend.contacts.imports.list()).data?.data).toHaveLength(1);
    const left = await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(left.map(({ emailNormalized, reason }) => [emailNormalized, reason])).toEqual([
      ["bob@example.com", "unsubscribe"],
    ]);
  });

  test("heeds a column for who has left that nobody named, and a map that names no address", async () => {
    const { resend, ctx } = await resendCaller();
    const { data: segment } = await resend.segments.create({ name: "News" });
    const segments = [{ id: segment?.id ?? "" }];
    const csv = (who: string) => `Email;Unsubscribed\nada-${who}@example.com;no\nbob-${who}@example.com;Yes\n`;
    for (const [who, columnMap] of [["a"], ["b", {}], ["c", { email: "Email" }]] as const) {
      const file = new Blob([csv(who)]) as File;
      const made = await resend.contacts.imports.create({ file, segments, ...(columnMap && { columnMap }) } as never);
      expect([who, made.error]).toEqual([who, null]);
    }
    const left = await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(left.map(({ emailNormalized }) => emailNormalized).sort()).toEqual(
      ["a", "b", "c"].map((who) => `bob-${who}@example.com`),
    );
    const files = await prisma.importChunk.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(files.map(({ data }) => Buffer.from(data).toString()).join("")).not.toContain("bob");
  });

  test("says what is wrong with its form", async () => {
    const { resend } = await resendCaller();
    const refused = async (more: object) =>
      (await resend.contacts.imports.create({ file: new Blob(["email\na@example.com\n"]) as File, ...more } as never))
        .error;
    expect(await refused({ columnMap: { email: "Mail" } })).toMatchObject({
      message: expect.stringContaining('"Mail"'),
    });
    expect(await refused({ columnMap: { email: "email", unsubscribed: "Gone" } })).toMatchObject({
      message: expect.stringContaining('"Gone"'),
    });
    expect(await refused({ onConflict: "hope" })).toMatchObject({ statusCode: 422 });
    expect(await refused({ segments: [{ id: newId() }] })).toMatchObject({ statusCode: 404 });
  });
});

test("events are told, calls are logged, and a webhook's secret is for who may change it", async () => {
  const { resend, ctx, call } = await resendCaller();
  const told = await resend.events.send({ event: "order.completed", email: "ada@example.com", payload: { total: 5 } });
  expect(told.data).toEqual({ object: "event", event: "order.completed" });
  const { data: contact } = await resend.contacts.create({ email: "bob@example.com" });
  const byId = await resend.events.send({ event: "order.sent", contactId: contact?.id ?? "" });
  expect([byId.error, byId.data?.event]).toEqual([null, "order.sent"]);
  expect((await call("POST", "/events/send", { event: "x" })).status).toBe(422);
  await callLog().flush();
  const { data: logs } = await resend.logs.list({ limit: 5 });
  expect(logs?.data).toMatchObject([
    { endpoint: "/api/resend/events/send", method: "POST", response_status: 422 },
    {},
    {},
    {},
  ]);
  expect((await resend.logs.get(logs?.data[0]?.id ?? "")).data).toMatchObject({ object: "log", request_body: null });
  const { data: hook } = await resend.webhooks.create({ endpoint: "https://shop.example/x", events: ["email.sent"] });
  expect((await resend.webhooks.get(hook?.id ?? "")).data?.signing_secret).toBe(hook?.signing_secret);
  const { createdAt } = await prisma.webhookEndpoint.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  expect(createdAt).toBeInstanceOf(Date);
});
