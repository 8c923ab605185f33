import { expect } from "vitest";
import type { Ctx } from "@/lib/base/context";
import {
  type SubmissionOptions,
  type SubmissionServer,
  startSubmission,
} from "@/lib/edges/submission/submission-server";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { sendEmails } from "@/lib/sending/emails/send-emails";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { testKey } from "./api-call";
import { testWorkspace } from "./db";
import { SmtpClient } from "./smtp-client";

/** Submission at free ports of the loopback interface, `starttls`, `tls` and `plain`, with a certificate of its own making. */
export async function testSubmission(
  options: Partial<SubmissionOptions> = {},
): Promise<SubmissionServer & { starttls: number; tls: number; plain: number }> {
  const server = await startSubmission({
    ...{ host: "127.0.0.1", name: "smtp.homing.test" },
    ports: [
      { port: 0, protection: "starttls" },
      { port: 0, protection: "tls" },
      { port: 0, protection: "plain" },
    ],
    ...options,
    limits: { wrongKeyMs: 0, ...options.limits },
  });
  const [starttls = 0, tls = 0, plain = 0] = server.ports;
  return { ...server, ...{ starttls, tls, plain } };
}

/** What waits in a workspace, sent: the messages as they go on the wire, by recipient. */
export async function sentFrom(ctx: Ctx): Promise<Map<string, { envelopeFrom: string; raw: string }>> {
  const transport = new MemoryTransport();
  while (await sendEmails(ctx, { openTransport: () => transport }));
  return new Map(
    transport.messages.map(({ envelopeTo, envelopeFrom, raw }) => [
      envelopeTo,
      { envelopeFrom, raw: raw.toString("latin1") },
    ]),
  );
}

/** A workspace that sends to the embedded mailbox, with a key. `from` is its default sender. */
export async function submitter(scopes?: Parameters<typeof testKey>[1]) {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  const { key, id } = await testKey(ctx, scopes);
  const scope = { workspaceId: ctx.workspaceId };
  const { email: from } = await ctx.db.sender.findFirstOrThrow({ where: scope });
  return { ctx, key, id, from, scope };
}

/** The command that signs in with a key. */
export const authPlain = (key: string) => `AUTH PLAIN ${Buffer.from(`\0homing\0${key}`).toString("base64")}`;

/** Hands over one mail, from MAIL to what the final dot is answered with; or the first reply that was none of those that go on. */
export async function handOver(talk: SmtpClient, content: string, recipients = ["ada@example.net"]): Promise<string> {
  const commands = ["MAIL FROM:<bounces@client.test>", ...recipients.map((to) => `RCPT TO:<${to}>`), "DATA"];
  for (const command of commands) {
    const reply = await talk.say(command);
    if (!/^(250 2\.1\.[05]|354)/.test(reply)) return reply;
  }
  return talk.say(`${content}\r\n.`);
}

/** A small mail with further headers. */
export const mailOf = (from: string, ...headers: string[]) =>
  [`From: App <${from}>`, "To: ada@example.net", "Subject: Hi", ...headers, "", "Text"].join("\r\n");

const open = new Set<SmtpClient>();

/** Ends the connections of `giver`. */
export function endGivers(): void {
  for (const client of open) client.socket.destroy();
  open.clear();
}

/** A program that has signed in at a port without TLS. `taken` hands over a mail and gives its public id. */
export async function giver(port: number, made?: Awaited<ReturnType<typeof submitter>>) {
  const account = made ?? (await submitter());
  const talk = new SmtpClient(port);
  open.add(talk);
  await talk.reply();
  await talk.say("EHLO client.test");
  await talk.say(authPlain(account.key));
  const give = (content: string, to?: string[]) => handOver(talk, content, to);
  const taken = async (content: string, to?: string[]) => {
    const said = await give(content, to);
    expect(said).toMatch(/^250 2\.0\.0 Ok: queued as eml_/);
    return said.replace(/^.* as /, "");
  };
  return { ...account, give, taken };
}

/** A small mail of HTML alone. */
export const htmlMailOf = (from: string, html: string, ...headers: string[]) =>
  [
    ...[`From: ${from}`, "To: ada@example.net", "Subject: Hi", "Content-Type: text/html; charset=utf-8", ...headers],
    ...["", html],
  ].join("\r\n");
