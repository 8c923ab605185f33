import PostalMime from "postal-mime";
import { describe, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { cancelEmail } from "@/lib/emails/cancel-email";
import { getEmail } from "@/lib/emails/get-email";
import { rescheduleEmail } from "@/lib/emails/reschedule-email";
import { resendEmail } from "@/lib/emails/resend-email";
import { learnLanguages } from "@/lib/language/server";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { eraseTraces } from "@/lib/people/contacts/erase-traces";
import { suppress } from "@/lib/people/suppressions/suppress";
import { handlePublic } from "@/lib/recipients/tracking/handle-public";
import { getMessage } from "@/lib/reports/messages/get-message";
import { previewMessage } from "@/lib/reports/messages/message-preview";
import { claimEmails, endEmailBatch } from "@/lib/sending/emails/claim-emails";
import { EmailLane } from "@/lib/sending/emails/email-lane";
import { stuckEmailsText } from "@/lib/sending/emails/find-stuck-emails";
import { sendEmails } from "@/lib/sending/emails/send-emails";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { testContact, testList } from "../support/db";
import { acceptedEmail, messagesOf, sendingWorkspace, waitingOf } from "./emails-fixture";
import { fillJournalsAfter } from "./full-journal";
import { through, verifyDomains } from "./sending-fixture";

const drained = (transport: MemoryTransport) => new EmailLane(through(transport)).drain(new Date(Date.now() + 10_000));

async function sent(ctx: Ctx, transport = new MemoryTransport()) {
  while (await sendEmails(ctx, through(transport)));
  return transport.messages;
}

test("a mail leaves once, with the headers it was given, and its message says so", async () => {
  const ctx = await sendingWorkspace();
  const { id } = await acceptedEmail(ctx, {
    to: ["Ada Lovelace <ada@example.net>", "bob@example.net"],
    cc: "Ceo <boss@example.net>",
    bcc: "hidden@example.net",
    replyTo: "help@example.org",
    html: "<p>Hi <b>Ada</b></p>",
    headers: { "In-Reply-To": "<a@b.example>", "X-Order": "Größe\r\nBcc: evil@example.net" },
  });
  const messages = await sent(ctx);
  expect(messages.map(({ envelopeTo }) => envelopeTo).sort()).toEqual([
    ...["ada@example.net", "bob@example.net", "boss@example.net", "hidden@example.net"],
  ]);
  for (const { raw } of messages) {
    const mail = await PostalMime.parse(raw);
    expect(mail.to).toMatchObject([
      { name: "Ada Lovelace", address: "ada@example.net" },
      { address: "bob@example.net" },
    ]);
    expect(mail.cc).toMatchObject([{ name: "Ceo", address: "boss@example.net" }]);
    expect([mail.bcc, mail.replyTo?.[0]?.address, mail.subject]).toEqual([undefined, "help@example.org", "Hello"]);
    expect([mail.text?.trim(), mail.html?.trim()]).toEqual(["Hi Ada", "<p>Hi <b>Ada</b></p>"]);
    expect(
      mail.headers.filter(({ key }) => /^(in-reply-to|x-order|list-)/.test(key)).map(({ value }) => value),
    ).toEqual([...["<a@b.example>", "=?utf-8?B?R3LDtsOfZSBCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?="]]);
    expect(raw.toString("latin1")).toMatch(/^DKIM-Signature: /);
  }
  const rows = await messagesOf(ctx);
  expect(rows.map(({ kind, status, campaignId, attemptCount }) => [kind, status, campaignId, attemptCount])).toEqual(
    rows.map(() => ["transactional", "sent", null, 1]),
  );
  expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
  expect(await getEmail(ctx, { emailId: id })).toMatchObject({ status: "sent", text: "Hi Ada" });
  const view = await getMessage(ctx, { messageId: publicId("msg", rows[0]!.id) });
  expect(view).toMatchObject({ kind: "transactional", subject: "Hello", place: "delivered", hasPreview: true });
  expect(view.steps.map(({ type }) => type)).toEqual(["accepted", "attempt"]);
  expect((await previewMessage(ctx, { messageId: view.id })).html).toBe("<p>Hi <b>Ada</b></p>");
  const days = await ctx.db.workspaceDaily.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(days.reduce((sum, day) => sum + day.sent, 0)).toBe(4);
});

test("files and pictures are in the mail as they were given", async () => {
  const ctx = await sendingWorkspace();
  const [pdf, picture] = [Buffer.from(Array.from({ length: 3000 }, (_, at) => at % 256)), Buffer.from("picture")];
  await acceptedEmail(ctx, {
    html: '<img src="cid:logo">',
    attachments: [
      { filename: 'Rechnung Größe "7".pdf', content: pdf.toString("base64") },
      { filename: "logo.png", content: picture.toString("base64"), contentId: "logo" },
    ],
  });
  const [message] = await sent(ctx);
  const mail = await PostalMime.parse(message!.raw);
  expect(
    mail.attachments.map(({ filename, mimeType, disposition, contentId }) => [
      filename,
      mimeType,
      disposition,
      contentId,
    ]),
  ).toEqual([
    ["logo.png", "image/png", "inline", "<logo>"],
    ['Rechnung Größe "7".pdf', "application/pdf", "attachment", undefined],
  ]);
  const octets = mail.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer));
  expect(octets.map((each, at) => each.equals(at === 0 ? picture : pdf))).toEqual([true, true]);
  expect(mail.html).toContain("cid:logo");
});

test("nothing is tracked unless it is asked for; then the pixel and the click are the recipient's own", async () => {
  const ctx = await sendingWorkspace();
  const url = "https://shop.example.com/?q={{ a }}&b=1";
  const html = `<body><p><a href='${url.replace("&", "&amp;")}'>Shop</a> <a href="mailto:a@b.example">Mail</a></p></body>`;
  await acceptedEmail(ctx, { html });
  await acceptedEmail(ctx, { html, trackOpens: true, trackClicks: true });
  const [plain, tracked] = await Promise.all((await sent(ctx)).map(({ raw }) => PostalMime.parse(raw)));
  expect(plain?.html?.trim()).toBe(html);
  const ask = (path: string) =>
    handlePublic({ method: "GET", path, query: new URLSearchParams(), headers: {}, ip: null, body: null });
  const click = /href="https?:\/\/[^"/]+(\/t\/c\/[^"]+)"/.exec(tracked?.html ?? "")?.[1] ?? "";
  expect((await ask(click)).headers.location).toBe(new URL(url).href);
  const pixel = /src="https?:\/\/[^"/]+(\/t\/o\/[^"]+)"/.exec(tracked?.html ?? "")?.[1] ?? "";
  expect((await ask(pixel)).status).toBe(200);
  expect(tracked?.html).toContain('<a href="mailto:a@b.example">');
  expect((await ask(click.replace(/.$/, "B"))).status).toBe(410);
});

describe("who must not be mailed", () => {
  const by = async (reason: "hard_bounce" | "complaint" | "unsubscribe" | "manual", topicId?: string) => {
    const ctx = await sendingWorkspace();
    await suppress(ctx, { email: "ada@example.net", reason });
    const topic = topicId === undefined ? {} : { topicId: (await testList(ctx)).id };
    const { messages } = await acceptedEmail(ctx, topic);
    return messages[0]?.skipReason;
  };

  test("is decided by why: a dead mailbox and a complaint count, having left the newsletter does not", async () => {
    expect(await by("hard_bounce")).toBe("suppressed_hard_bounce");
    expect(await by("complaint")).toBe("suppressed_complaint");
    expect(await by("manual")).toBe("suppressed_manual");
    expect(await by("unsubscribe")).toBeNull();
    expect(await by("unsubscribe", "topic")).toBe("suppressed_unsubscribe");
  });

  test("is looked at again when the mail leaves", async () => {
    const ctx = await sendingWorkspace();
    await acceptedEmail(ctx);
    await suppress(ctx, { email: "ada@example.net", reason: "complaint" });
    expect(await sent(ctx)).toEqual([]);
    expect(await messagesOf(ctx)).toMatchObject([{ status: "suppressed", skipReason: "suppressed_complaint" }]);
    expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
  });

  test("is asked again of who has become a contact meanwhile and has left the topic", async () => {
    const ctx = await sendingWorkspace();
    const list = await testList(ctx);
    await acceptedEmail(ctx, { topicId: list.id });
    const contact = await testContact(ctx, { email: "ada@example.net", listIds: [list.id] });
    await ctx.db.subscription.updateMany({
      where: { workspaceId: ctx.workspaceId, contactId: contact.id },
      data: { status: "unsubscribed" },
    });
    expect(await sent(ctx)).toEqual([]);
    expect(await messagesOf(ctx)).toMatchObject([{ status: "skipped", skipReason: "unsubscribed" }]);
  });

  test("can leave the topic by the mail, and gets nothing about it any more", async () => {
    const ctx = await sendingWorkspace();
    const list = await testList(ctx);
    await testContact(ctx, { email: "ada@example.net", listIds: [list.id] });
    await acceptedEmail(ctx, { topicId: list.id });
    const [message] = await sent(ctx);
    const [, path = ""] = /List-Unsubscribe: <https?:\/\/[^/]+([^>]+)>/.exec(message!.raw.toString("latin1")) ?? [];
    const form = Buffer.from("List-Unsubscribe=One-Click");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const request = { method: "POST", path, query: new URLSearchParams(), headers, ip: null, body: form };
    expect((await handlePublic(request as never)).status).toBe(200);
    expect((await acceptedEmail(ctx, { topicId: list.id })).messages[0]?.skipReason).toBe("unsubscribed");
    expect((await acceptedEmail(ctx)).messages[0]?.status).toBe("pending");
  });
});

describe("a mail that waits", () => {
  const inAnHour = () => new Date(Date.now() + 3_600_000);

  test("leaves at its time, can be moved, and nobody gets it once it is cancelled", async () => {
    const ctx = await sendingWorkspace();
    const { id } = await acceptedEmail(ctx, { scheduledAt: inAnHour().toISOString() });
    expect(await sent(ctx)).toEqual([]);
    expect(await getEmail(ctx, { emailId: id })).toMatchObject({ status: "scheduled" });
    await rescheduleEmail(ctx, { emailId: id, scheduledAt: new Date(Date.now() - 1000) });
    expect(await sent(ctx)).toHaveLength(1);
    await expect(cancelEmail(ctx, { emailId: id })).rejects.toMatchObject({ code: "conflict" });

    const other = await acceptedEmail(ctx, { scheduledAt: inAnHour().toISOString() });
    await cancelEmail(ctx, { emailId: other.id });
    await expect(rescheduleEmail(ctx, { emailId: other.id, scheduledAt: new Date() })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await getEmail(ctx, { emailId: other.id })).toMatchObject({ status: "cancelled" });
    expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
  });

  test("is moved for all its recipients or for none", async () => {
    const ctx = await sendingWorkspace();
    const { id, messages } = await acceptedEmail(ctx, {
      to: ["ada@example.net", "bob@example.net"],
      scheduledAt: inAnHour().toISOString(),
    });
    const [, bob] = await messagesOf(ctx);
    expect(messages).toHaveLength(2);
    const scope = { workspaceId: ctx.workspaceId };
    await ctx.db.emailQueue.updateMany({ where: { ...scope, messageId: bob!.id }, data: { dueAt: new Date(0) } });
    expect(await sent(ctx)).toHaveLength(1);
    await expect(rescheduleEmail(ctx, { emailId: id, scheduledAt: new Date() })).rejects.toMatchObject({
      code: "conflict",
    });
    const [queued] = await ctx.db.emailQueue.findMany({ where: scope });
    expect(queued?.dueAt.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  });

  test("has a day to leave from the time to which it was moved, however long ago it was written", async () => {
    const ctx = await sendingWorkspace();
    const scope = { workspaceId: ctx.workspaceId };
    const { id } = await acceptedEmail(ctx, { scheduledAt: inAnHour().toISOString() });
    await ctx.db.message.updateMany({ where: scope, data: { createdAt: new Date(Date.now() - 9 * 86_400_000) } });
    await rescheduleEmail(ctx, { emailId: id, scheduledAt: new Date(0) });
    await ctx.db.transport.updateMany({ where: scope, data: { kind: "smtp", configSealed: "x", isDefault: true } });
    forgetTransports(ctx.workspaceId);
    await sendEmails(ctx, through(new MemoryTransport()));
    expect(await messagesOf(ctx)).toMatchObject([{ status: "pending" }]);
  });

  test("is put off, tried again and given up as others are", async () => {
    const ctx = await sendingWorkspace();
    await acceptedEmail(ctx);
    const transport = new MemoryTransport({ reply: () => "451 4.3.0 later" });
    expect(await sent(ctx, transport)).toEqual([]);
    const [message] = await messagesOf(ctx);
    expect(message).toMatchObject({ status: "deferred", attemptCount: 1 });
    const [queued] = await ctx.db.emailQueue.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(queued?.dueAt).toEqual(message?.nextAttemptAt);
    await ctx.db.emailQueue.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { dueAt: new Date(0) } });
    expect(await sent(ctx)).toHaveLength(1);
    expect(await messagesOf(ctx)).toMatchObject([{ status: "sent", attemptCount: 2 }]);
  });

  test("waits while its domain is not verified, and fails with the reason after a day", async () => {
    learnLanguages();
    const ctx = await sendingWorkspace();
    const scope = { workspaceId: ctx.workspaceId };
    await acceptedEmail(ctx);
    await ctx.db.transport.updateMany({ where: scope, data: { kind: "smtp", configSealed: "x", isDefault: true } });
    forgetTransports(ctx.workspaceId);
    const transport = new MemoryTransport();
    await sendEmails(ctx, through(transport));
    expect([transport.messages.length, await waitingOf(ctx)]).toEqual([0, { queued: 1, batches: 0 }]);
    expect(await messagesOf(ctx)).toMatchObject([{ status: "pending" }]);
    const told = () => ctx.db.notification.findMany({ where: { ...scope, kind: "email.held" } });
    expect(await told()).toMatchObject([
      { severity: "danger", body: expect.stringContaining("wait until this is put right") },
    ]);
    const [note] = await told();
    const [reason = ""] = note?.body.split("\n") ?? [];
    expect(reason).not.toBe("");
    expect(JSON.stringify(note?.translations), "the reason too in each reader's language").not.toContain(reason);
    const dayAgo = new Date(Date.now() - 25 * 3_600_000);
    await ctx.db.message.updateMany({ where: scope, data: { createdAt: dayAgo } });
    await ctx.db.emailQueue.updateMany({ where: scope, data: { dueAt: dayAgo } });
    await sendEmails(ctx, through(transport));
    expect(await messagesOf(ctx)).toMatchObject([
      { status: "failed", replyText: expect.stringContaining("within a day") },
    ]);
    expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
    expect(await told(), "once a day and reason").toHaveLength(1);
  });
});

test("the same mail can be sent once more, to who may still be mailed", async () => {
  const ctx = await sendingWorkspace();
  const { id } = await acceptedEmail(ctx, {
    to: ["ada@example.net", "bob@example.net"],
    attachments: [{ filename: "a.txt", content: "aGk=" }],
  });
  await expect(resendEmail(ctx, { emailId: id })).rejects.toMatchObject({ code: "conflict" });
  await sent(ctx);
  await suppress(ctx, { email: "bob@example.net", reason: "hard_bounce" });
  const again = await resendEmail(ctx, { emailId: id });
  expect(again.messages.map(({ to, status }) => [to, status])).toEqual([
    ["ada@example.net", "pending"],
    ["bob@example.net", "suppressed"],
  ]);
  const [message, ...others] = await sent(ctx);
  expect(others).toEqual([]);
  const mail = await PostalMime.parse(message!.raw);
  expect([mail.subject, mail.text?.trim(), mail.attachments[0]?.filename]).toEqual(["Hello", "Hi Ada", "a.txt"]);
  expect(await getEmail(ctx, { emailId: again.id })).toMatchObject({ resendOf: id });
});

test("what a page offers follows what of a mail still waits", async () => {
  const ctx = await sendingWorkspace();
  await acceptedEmail(ctx, { to: ["ada@example.net", "bob@example.net"] });
  const single = async () => {
    const [message] = await messagesOf(ctx);
    return (await getMessage(ctx, { messageId: publicId("msg", message!.id) })).single;
  };
  expect(await single()).toMatchObject({ recipients: 2, waiting: 2, isWhole: true, isKept: true });
  await sent(ctx);
  expect(await single()).toMatchObject({ recipients: 2, waiting: 0, isWhole: false });
});

test("of somebody who is no contact, erasing leaves neither address nor what was said", async () => {
  const ctx = await sendingWorkspace();
  const scope = { workspaceId: ctx.workspaceId };
  const file = { filename: "a.txt", content: "aGk=" };
  await acceptedEmail(ctx);
  await acceptedEmail(ctx, { to: "shop@example.net", text: "Order of ada@example.net", attachments: [file] });
  await acceptedEmail(ctx, { to: "shop@example.net", text: "Order of nobody", attachments: [file] });
  await sent(ctx, new MemoryTransport({ reply: () => "550 5.1.1 ada@example.net is unknown" }));
  const [ada] = await messagesOf(ctx);
  const where = { ...scope, messageId: ada!.id };
  const said = async () =>
    JSON.stringify([
      await messagesOf(ctx).then(([message]) => message),
      await ctx.db.messageAttempt.findMany({ where }),
      await ctx.db.event.findMany({ where }),
    ]);
  expect((await said()).split("ada@example.net").length).toBeGreaterThan(4);
  await eraseTraces(ctx, ["ada@example.net"]);
  expect(await said()).not.toContain("ada@example.net");
  expect(await ctx.db.emailContent.findMany({ where: scope })).toMatchObject([{ text: "Order of nobody" }]);
  expect(await ctx.db.emailAttachment.count({ where: scope })).toBe(1);
});

test("mails that are due and that nobody takes make the installation unready", async () => {
  const ctx = await sendingWorkspace();
  await acceptedEmail(ctx);
  expect((await stuckEmailsText(15)) ?? "").not.toContain(ctx.workspaceId);
  const dueAt = new Date(Date.now() - 16 * 60_000);
  await ctx.db.emailQueue.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { dueAt } });
  expect(await stuckEmailsText(15)).toMatch(/due for 15 minutes in workspace .*restart them/);
  await sent(ctx);
  expect((await stuckEmailsText(15)) ?? "").not.toContain(ctx.workspaceId);
});

describe("workers", () => {
  test("whose journal cannot be written any more send nothing further, record what left, and the rest leaves once", async () => {
    const ctx = await sendingWorkspace();
    for (let at = 0; at < 5; at++) await acceptedEmail(ctx, { to: `p${at}@example.net` });
    const transport = new MemoryTransport();
    fillJournalsAfter(2, transport);
    await sendEmails(ctx, through(transport));
    vi.restoreAllMocks();
    expect((await messagesOf(ctx)).map(({ status }) => status)).toEqual([
      "sent",
      "sent",
      "pending",
      "pending",
      "pending",
    ]);
    expect(await waitingOf(ctx)).toEqual({ queued: 3, batches: 0 });
    await ctx.db.emailQueue.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { dueAt: new Date() } });
    await sent(ctx, transport);
    expect(new Set((await messagesOf(ctx)).map(({ status }) => status))).toEqual(new Set(["sent"]));
    expect(new Set(transport.messages.map(({ id }) => id)).size).toBe(5);
    expect(transport.messages).toHaveLength(5);
  });

  test("at once share what is due and send each mail once", async () => {
    const ctx = await sendingWorkspace();
    for (let at = 0; at < 120; at++) await acceptedEmail(ctx, { to: `p${at}@example.net` });
    const transport = new MemoryTransport({ delayMs: 1 });
    await Promise.all([drained(transport), drained(transport), drained(transport)]);
    // Other tests have left mails too.
    const got = transport.messages.map(({ envelopeTo }) => envelopeTo).filter((to) => /^p\d/.test(to));
    expect([got.length, new Set(got).size]).toEqual([120, 120]);
    expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
  });

  test("a batch that was lost before anything left is given to the next one", async () => {
    const ctx = await sendingWorkspace();
    await acceptedEmail(ctx);
    const lease = await claimEmails(ctx);
    expect(await claimEmails(ctx)).toBeNull();
    // Whoever held it does not run any more, and its lease is over.
    await ctx.db.emailBatch.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { dueAt: new Date(0) } });
    expect(await sent(ctx)).toHaveLength(1);
    await endEmailBatch(lease!, null);
    expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
  });

  test("what a lost worker had in hand is unconfirmed where its journal is gone, and never sent again", async () => {
    const ctx = await sendingWorkspace();
    await acceptedEmail(ctx);
    const lease = await claimEmails(ctx);
    const scope = { workspaceId: ctx.workspaceId };
    const inHand = { inHand: lease!.messageIds, inHandBy: lease!.holder, dueAt: new Date(0) };
    await ctx.db.emailBatch.updateMany({ where: scope, data: inHand });
    expect(await sent(ctx)).toEqual([]);
    expect(await messagesOf(ctx)).toMatchObject([{ status: "unconfirmed" }]);
    expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
  });
});

test("mail of a test key leaves to the embedded mailbox only, whatever the workspace sends by", async () => {
  const ctx = await sendingWorkspace();
  await verifyDomains(ctx);
  const actor = {
    type: "key" as const,
    keyId: ctx.workspaceId,
    name: "T",
    mode: "test" as const,
    scopes: ["emails.send" as const],
    domain: null,
  };
  await acceptedEmail({ ...ctx, actor });
  await ctx.db.transport.updateMany({
    where: { workspaceId: ctx.workspaceId },
    data: { kind: "smtp", configSealed: "x" },
  });
  forgetTransports(ctx.workspaceId);
  expect(await messagesOf(ctx)).toMatchObject([{ kind: "test", campaignId: null, testCampaignId: null }]);
  const transport = new MemoryTransport();
  await sendEmails(ctx, through(transport));
  expect([transport.messages.length, await waitingOf(ctx)]).toEqual([0, { queued: 1, batches: 0 }]);
  await expect(acceptedEmail({ ...ctx, actor })).rejects.toThrow("embedded mailbox only");
});
