import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { parsePublicId } from "@/lib/base/db/ids";
import { emailTags } from "@/lib/content/links/email-content";
import { getEmail } from "@/lib/emails/get-email";
import { resendEmail } from "@/lib/emails/resend-email";
import { eraseTraces } from "@/lib/people/contacts/erase-traces";
import { callApi } from "../support/api-call";
import { testList } from "../support/db";
import { endGivers, giver, htmlMailOf, mailOf, sentFrom, submitter, testSubmission } from "../support/submission";
import { messagesOf } from "../worker/emails-fixture";

let server: Awaited<ReturnType<typeof testSubmission>>;
beforeAll(async () => {
  server = await testSubmission();
  return () => server.close();
});
afterEach(endGivers);

describe("tags", () => {
  test.each([
    [
      ["X-Homing-Tag: kind=receipt, shop=7", "X-Homing-Metadata-order: 12", "X-Homing-Stream: news"],
      { kind: "receipt", shop: "7", order: "12", stream: "news" },
    ],
    [
      ["X-PM-Tag: Welcome mail", "X-PM-Metadata-Order: 7/8", "X-PM-Message-Stream: outbound", "X-PM-Unknown: x"],
      { tag: "Welcome_mail", order: "7_8", stream: "outbound" },
    ],
    [
      ["X-SES-MESSAGE-TAGS: a=b, c=d", "X-SES-CONFIGURATION-SET: main"],
      { a: "b", c: "d", "configuration-set": "main" },
    ],
    [
      ["X-Mailgun-Tag: one", "X-Mailgun-Tag: two", 'X-Mailgun-Variables: {"id": 7}'],
      { tag: "one", tag_2: "two", id: "7" },
    ],
    [
      ['X-SMTPAPI: {"category": ["a", "b"],\r\n "unique_args": {"x": "y z"}}'],
      { category: "a", category_2: "b", x: "y_z" },
    ],
  ])("are read and taken out: %#", async (headers, tags) => {
    const { ctx, scope, from, taken } = await giver(server.plain);
    const id = await taken(mailOf(from, ...headers, "X-Kept: 1"));
    const { tags: found } = await ctx.db.email.findFirstOrThrow({ where: { ...scope, id: parsePublicId("eml", id)! } });
    expect(emailTags.read(found)).toEqual(tags);
    const [left] = [...(await sentFrom(ctx)).values()];
    expect(left!.raw).not.toMatch(/^X-(Homing|PM|SES|Mailgun|SMTPAPI)/im);
    expect(left!.raw).toContain("\r\nX-Kept: 1\r\n");
  });

  test("of SendGrid that say who the recipients are are refused, as they would be lost", async () => {
    const { from, give } = await giver(server.plain);
    expect(await give(mailOf(from, 'X-SMTPAPI: {"to": ["a@b.example"]}'))).toMatch(/^550 5\.6\.0 X-SMTPAPI: "to"/);
    expect(await give(mailOf(from, "X-SMTPAPI: {"))).toMatch(/^550 5\.6\.0 X-SMTPAPI: Give an object/);
  });
});

describe("the same mail", () => {
  test.each(["X-Homing-Idempotency-Key: order-7", "Resend-Idempotency-Key: order-7"])(
    "under one key is one mail: %s",
    async (header) => {
      const { ctx, from, taken, give } = await giver(server.plain);
      const first = await taken(mailOf(from, header, "Date: Mon, 30 Nov 2026 09:00:00 +0000"));
      expect(await taken(mailOf(from, header, "Date: Mon, 30 Nov 2026 09:00:09 +0000"))).toBe(first);
      expect(await messagesOf(ctx)).toHaveLength(1);
      const other = mailOf(from, header).replace("Subject: Hi", "Subject: Another");
      expect(await give(other)).toMatch(/^550 5\.5\.0 .*Use a new one/);
      expect(await messagesOf(ctx)).toHaveLength(1);
      // A mail server hands a mail to many on in parts.
      await taken(mailOf(from, header), ["bob@example.net"]);
      expect(await messagesOf(ctx)).toHaveLength(2);
    },
  );

  test("by its Message-ID is one where the program asks for that", async () => {
    const { ctx, from, taken } = await giver(server.plain);
    const mail = (id: string, ...more: string[]) => mailOf(from, `Message-ID: <${id}@client.test>`, ...more);
    const once = "X-Homing-Idempotency-Key: message-id";
    expect(await taken(mail("a", once))).toBe(await taken(mail("a", once)));
    await taken(mail("b", once));
    await taken(mail("c"));
    await taken(mail("c"));
    expect(await messagesOf(ctx)).toHaveLength(4);
  });

  test("given twice at once is one", async () => {
    const made = await submitter();
    const both = await Promise.all([giver(server.plain, made), giver(server.plain, made)]);
    const said = await Promise.all(both.map(({ give }) => give(mailOf(made.from, "X-Homing-Idempotency-Key: k"))));
    expect(said.filter((each) => !/^(250|451 4\.5\.0)/.test(each))).toEqual([]);
    expect(await messagesOf(made.ctx)).toHaveLength(1);
  });
});

test("a mail about a list leaves with our way out of it, and not to who has left it", async () => {
  const { ctx, from, taken } = await giver(server.plain);
  const list = await testList(ctx);
  await taken(
    mailOf(from, `X-Homing-Topic: ${list.id}`, "List-Unsubscribe: <https://old.example/>", "List-Id: <a.b.example>"),
  );
  const [left] = [...(await sentFrom(ctx)).values()];
  const header = left!.raw.slice(0, left!.raw.indexOf("\r\n\r\n") + 2);
  expect(header).not.toContain("old.example");
  expect(header).toContain("\r\nList-Id: <a.b.example>\r\n");
  expect(header).toContain("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
});

test("a template takes the place of what the mail says", async () => {
  const made = await giver(server.plain);
  const { key, from, taken, give, ctx } = made;
  const variables = [{ key: "order", type: "number" }];
  const body = {
    name: "Receipt",
    subject: "Order {{ data.order }}",
    html: "<p>No. {{ data.order }}</p>",
    alias: "receipt",
    variables,
  };
  const { json } = await callApi("POST", "/templates", { key, body });
  await callApi("PUT", `/templates/${json.id}/publication`, { key });
  const filled = 'X-Homing-Variables: {"order": 7}';
  await taken(mailOf(from, "X-Homing-Template: receipt", filled).replace("Subject: Hi\r\n", ""));
  const id = await taken(mailOf(from, `X-Homing-Template: ${json.id}`, filled));
  expect(await give(mailOf(from, "X-Homing-Template: receipt"))).toMatch(/^550 5\.6\.0 /);
  const mails = [...(await ctx.db.email.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } }))];
  expect(mails.map(({ subject, via, templateVersion }) => [subject, via, templateVersion])).toEqual([
    ["Order 7", "smtp", 1],
    ["Hi", "smtp", 1],
  ]);
  expect(await getEmail(ctx, { emailId: id })).toMatchObject({ html: expect.stringContaining("No. 7"), via: "smtp" });
});

test("a mail with a time waits for it", async () => {
  const { ctx, from, taken, give } = await giver(server.plain);
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const id = await taken(mailOf(from, `X-Homing-Scheduled-At: ${at}`));
  expect(await getEmail(ctx, { emailId: id })).toMatchObject({ status: "scheduled", scheduledAt: at });
  expect((await sentFrom(ctx)).size).toBe(0);
  expect(await give(mailOf(from, "X-Homing-Scheduled-At: 2099-01-01T00:00:00Z"))).toMatch(/^550 5\.6\.0 .*30 days/);
});

test("sent once more it is the same mail with another Message-ID", async () => {
  const { ctx, from, taken } = await giver(server.plain);
  const id = await taken(mailOf(from, "Message-ID: <first@client.test>", "X-Order: 7"));
  await sentFrom(ctx);
  await resendEmail(ctx, { emailId: id });
  const [again] = [...(await sentFrom(ctx)).values()];
  expect(again!.raw).toContain("\r\nX-Order: 7\r\n");
  expect(again!.raw).not.toContain("first@client.test");
  expect(again!.raw.match(/^Message-ID:/gim)).toHaveLength(1);
});

test("whoever has to be forgotten is found in mails as they came, however their text is written", async () => {
  const { ctx, scope, from, taken } = await giver(server.plain);
  await taken(
    htmlMailOf(
      from,
      Buffer.from("<p>Write to eve@example.net</p>").toString("base64"),
      "Content-Transfer-Encoding: base64",
    ),
  );
  await taken(htmlMailOf(from, "<p>Write to eve@exam=\r\nple.net</p>", "Content-Transfer-Encoding: quoted-printable"));
  await taken(mailOf(from, "Reply-To: Eve <eve@example.net>"));
  await taken(mailOf(from));
  await taken(mailOf(from), ["eve@example.net"]);
  await eraseTraces(ctx, ["eve@example.net"]);
  const left = await ctx.db.emailContent.findMany({ where: scope });
  expect(left).toHaveLength(1);
  expect(JSON.stringify(await messagesOf(ctx))).not.toContain("eve@example.net");
});

test("a mail that nobody has the content of any more is not sent", async () => {
  const { ctx, scope, from, taken } = await giver(server.plain);
  await taken(mailOf(from));
  await ctx.db.emailContent.deleteMany({ where: scope });
  expect((await sentFrom(ctx)).size).toBe(0);
  expect((await messagesOf(ctx)).map(({ status }) => status)).toEqual(["failed"]);
});
