import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { parseSmtpUrl } from "@/lib/mail/smtp/smtp-options";
import { SmtpTransport } from "@/lib/mail/transports/smtp";
import { freeLeftEmails } from "@/lib/sending/emails/due-emails";
import { sendEmails } from "@/lib/sending/emails/send-emails";
import { acceptedEmails, messagesOf, sendingWorkspace, waitingOf } from "./emails-fixture";
import { through } from "./sending-fixture";

const received: string[] = [];
let peer: SMTPServer;
let smtpUrl: string;

beforeAll(async () => {
  peer = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData: (stream, session, callback) => {
      stream.resume();
      // The peer takes responsibility, then answers after a moment: the time in which a crash hurts.
      stream.on("end", () => {
        received.push(session.envelope.rcptTo[0]!.address);
        setTimeout(() => callback(null, "2.0.0 queued"), 15);
      });
    },
  });
  peer.on("error", () => {});
  await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
  smtpUrl = `smtp://127.0.0.1:${(peer.server.address() as AddressInfo).port}?connections=3`;
});
afterAll(() => new Promise<void>((resolve) => peer.close(resolve)));

function startWorker({ workspaceId }: Ctx): ChildProcess {
  const root = path.resolve(import.meta.dirname, "../..");
  const script = path.join(import.meta.dirname, "send-emails-process.ts");
  const args = ["--import", "tsx", script, workspaceId, smtpUrl];
  return spawn(process.execPath, args, { cwd: root, env: process.env, stdio: "inherit" });
}

async function killedAfter(ctx: Ctx, mails: number): Promise<void> {
  const worker = startWorker(ctx);
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  const before = received.length;
  while (received.length < before + mails && worker.exitCode === null) await sleep(2);
  worker.kill("SIGKILL");
  await ended;
  expect(await freeLeftEmails(), "its batch is free at once").toBeGreaterThan(0);
}

test("workers killed while they send single mails: nobody is mailed twice, nobody is forgotten", async () => {
  const ctx = await sendingWorkspace();
  for (let from = 0; from < 200; from += 100) {
    await acceptedEmails(
      ctx,
      Array.from({ length: 100 }, (_, at) => ({ to: `p${from + at}@example.net` })),
    );
  }
  await killedAfter(ctx, 30);
  await killedAfter(ctx, 30);
  const transport = new SmtpTransport(parseSmtpUrl(smtpUrl));
  while (await sendEmails(ctx, through(transport)));
  await transport.close();
  expect(new Set(received).size, "each address once").toBe(received.length);
  const messages = await messagesOf(ctx);
  const of = (status: string) => messages.filter((message) => message.status === status).map(({ email }) => email);
  expect(of("sent").length + of("unconfirmed").length).toBe(200);
  expect(of("unconfirmed").length, "at most what was on the wire: four connections, two kills").toBeLessThanOrEqual(8);
  for (const email of of("sent")) expect(received).toContain(email);
  expect(received.length).toBeGreaterThanOrEqual(of("sent").length);
  expect(await waitingOf(ctx)).toEqual({ queued: 0, batches: 0 });
}, 60_000);
