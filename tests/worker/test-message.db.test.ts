import fs from "node:fs";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { newId } from "@/lib/base/db/ids";
import { compileCampaign } from "@/lib/campaigns/draft/compile-campaign";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { contactData } from "@/lib/content/templates/contact-data";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { suppress } from "@/lib/people/suppressions/suppress";
import { handlePublic } from "@/lib/recipients/tracking/handle-public";
import { composeForRecipient } from "@/lib/sending/engine/compose-for-recipient";
import { loadIdentity } from "@/lib/sending/engine/mail-identity";
import { sendTestMessage, type TestMessage } from "@/lib/sending/tests/send-test-message";
import { launchedCampaign } from "./sending-fixture";

const ask = (path: string) =>
  handlePublic({ method: "GET", path, query: new URLSearchParams(), headers: {}, ip: null, body: null });

/** The same but for what stands for the message. */
const withoutTokens = (html = "") => html.replace(/\/(t\/[cov]|u)\/[\w.-]+/g, "/$1/TOKEN");

test("a test has the octets of the real mail to that contact, and its links and its page work", async () => {
  const campaign = await launchedCampaign(1);
  const where = { workspaceId: campaign.ctx.workspaceId };
  const row = await campaign.ctx.db.campaign.findFirstOrThrow({ where });
  const contact = await campaign.ctx.db.contact.findFirstOrThrow({ where });
  const compiled = await compileCampaign(campaign.ctx, {
    ...row,
    contentKind: "html",
    html: fs.readFileSync("tests/fixtures/cases/test-mail-raw-liquid.html", "utf8"),
    trackClicks: true,
    trackOpens: true,
  });
  const transport = new MemoryTransport();
  const sender = await campaign.ctx.db.sender.findFirstOrThrow({ where });
  const author = { fromName: "A", fromEmail: sender.email, replyTo: null };
  const test = { campaign: { id: row.id, name: row.name }, compiled, author, to: "boss@example.com", contact };
  await sendTestMessage(campaign.ctx, test, () => transport);
  const sent = await PostalMime.parse(transport.messages[0]!.raw);
  const content = {
    compiled,
    identity: await loadIdentity(campaign.ctx, author),
    workspace: await campaign.ctx.db.workspace.findUniqueOrThrow({ where: { id: where.workspaceId } }),
    campaign: { id: row.id, name: row.name },
  };
  const { raw } = await composeForRecipient(
    content,
    { messageId: newId(), email: contact.email, name: "", contact: contactData(contact), trackClicks: true },
    new Date(),
  );
  const real = await PostalMime.parse(raw);
  expect(withoutTokens(sent.html)).toBe(withoutTokens(real.html));
  expect(withoutTokens(sent.text)).toBe(withoutTokens(real.text));
  expect(sent.html).not.toMatch(/\{\{|\{%/);
  const path = (kind: string) => new RegExp(`https?://[^"/]+(/t/${kind}/[\\w.-]+)`).exec(sent.html ?? "")?.[1] ?? "";
  const { headers } = await ask(path("c"));
  const query = new URLSearchParams({ c: row.name, f: contact.firstName ?? "" }).toString().replaceAll("+", "%20");
  expect(headers.location).toBe(`https://a-shop.net/?${query}`);
  expect((await ask(path("c").replace(/.$/, (last) => (last === "A" ? "B" : "A")))).headers.location).not.toContain(
    "f=%",
  );
});

async function draft(): Promise<{ campaign: Awaited<ReturnType<typeof launchedCampaign>>; message: TestMessage }> {
  const campaign = await launchedCampaign(0);
  const where = { workspaceId: campaign.ctx.workspaceId };
  const variant = await campaign.ctx.db.campaignVariant.findFirstOrThrow({ where });
  const message: TestMessage = {
    campaign: { id: campaign.campaignId, name: "News" },
    compiled: variant.compiled as unknown as CompiledContent,
    author: { fromName: variant.fromName, fromEmail: variant.fromEmail, replyTo: null },
    to: "Boss@Example.com",
    contact: { id: newId(), email: "ada@example.net", firstName: "Ada", lastName: null, fields: {} },
  };
  return { campaign, message };
}

test("a test shows another contact's values, has tracked links that work, and is in no numbers", async () => {
  const { campaign, message } = await draft();
  const transport = new MemoryTransport();
  const result = await sendTestMessage(campaign.ctx, message, () => transport);
  expect(result).toEqual({ to: "Boss@example.com", accepted: true, reply: "250 2.0.0 OK" });
  const mail = await PostalMime.parse(transport.messages[0]!.raw);
  expect(mail.subject).toBe("[Test] Hello Ada");
  expect(mail.to?.[0]?.address).toBe("Boss@example.com");
  const click = /href="https?:\/\/[^"/]+(\/t\/c\/[^"]+)"/.exec(mail.html ?? "")?.[1] ?? "";
  expect(await ask(click)).toMatchObject({ status: 302, headers: { location: "https://shop.example.com/" } });
  const scope = { workspaceId: campaign.ctx.workspaceId };
  expect(await campaign.ctx.db.message.findMany({ where: scope })).toMatchObject([
    { kind: "test", testCampaignId: campaign.campaignId, campaignId: null, contactId: null, status: "sent" },
  ]);
  expect(await campaign.ctx.db.campaignTotals.findFirst({ where: scope })).toBeNull();
});

test("a refused test says why and is not tried again", async () => {
  const { campaign, message } = await draft();
  const transport = new MemoryTransport({ reply: () => "451 4.7.1 Greylisted" });
  const result = await sendTestMessage(campaign.ctx, message, () => transport);
  expect(result).toMatchObject({ accepted: false, reply: "451 4.7.1 Greylisted" });
  const row = await campaign.ctx.db.message.findFirstOrThrow({ where: { workspaceId: campaign.ctx.workspaceId } });
  expect(row).toMatchObject({ status: "failed", nextAttemptAt: null });
});

test("why a test could not be written is kept in English, whoever asked for it", async () => {
  learnLanguages();
  const { campaign, message } = await draft();
  const { ctx } = campaign;
  const compiled = { ...message.compiled, subject: "{{ contact.first_name | nowhere }}" };
  await inLanguage("de", () => sendTestMessage(ctx, { ...message, compiled }, () => new MemoryTransport()));
  const row = await ctx.db.message.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  expect(row).toMatchObject({ status: "failed", replyText: expect.stringContaining("cannot be used") });
});

test("nobody who is suppressed gets a test", async () => {
  const { campaign, message } = await draft();
  await suppress(campaign.ctx, { email: "boss@example.com", reason: "complaint" });
  const transport = new MemoryTransport();
  await expect(sendTestMessage(campaign.ctx, message, () => transport)).rejects.toMatchObject({ code: "invalid" });
  expect(transport.messages).toEqual([]);
});
