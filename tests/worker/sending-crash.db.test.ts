import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseSmtpUrl } from "@/lib/mail/smtp/smtp-options";
import { SmtpTransport } from "@/lib/mail/transports/smtp";
import { freeLocalLeases } from "@/lib/sending/engine/resume-batches";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { type LaunchedCampaign, launchedCampaign, statuses, through } from "./sending-fixture";

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

function startWorker({ ctx, batchIds }: LaunchedCampaign): ChildProcess {
  const root = path.resolve(import.meta.dirname, "../..");
  const script = path.join(import.meta.dirname, "send-batches-process.ts");
  const args = ["--import", "tsx", script, ctx.workspaceId, smtpUrl, ...batchIds];
  return spawn(process.execPath, args, { cwd: root, env: process.env, stdio: "inherit" });
}

async function killedAfter(campaign: LaunchedCampaign, mails: number): Promise<void> {
  const worker = startWorker(campaign);
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  const before = received.length;
  while (received.length < before + mails && worker.exitCode === null) await sleep(2);
  worker.kill("SIGKILL");
  await ended;
  expect(await freeLocalLeases(), "its lease is free at once").toBeGreaterThan(0);
}

test("workers killed while sending: nobody is mailed twice, nobody is forgotten", async () => {
  const campaign = await launchedCampaign(200, 100);
  await killedAfter(campaign, 40);
  await killedAfter(campaign, 40);
  const transport = new SmtpTransport(parseSmtpUrl(smtpUrl));
  for (const id of campaign.batchIds) await sendBatch(campaign.ctx, id, through(transport));
  await transport.close();
  expect(new Set(received).size, "each address once").toBe(received.length);

  const count = await statuses(campaign);
  expect(Object.keys(count).sort()).toEqual(["sent", "unconfirmed"]);
  expect((count.sent ?? 0) + (count.unconfirmed ?? 0)).toBe(200);
  expect(count.unconfirmed ?? 0, "at most what was on the wire: three connections, two kills").toBeLessThanOrEqual(6);
  // What is said to be sent was received; what was received is said to be sent or unconfirmed.
  const messages = await campaign.ctx.db.message.findMany({
    where: { workspaceId: campaign.ctx.workspaceId, campaignId: campaign.campaignId },
  });
  const sent = messages.filter((message) => message.status === "sent").map((message) => message.email);
  for (const email of sent) expect(received).toContain(email);
  expect(received.length).toBeGreaterThanOrEqual(sent.length);
  const row = await campaign.ctx.db.campaign.findFirstOrThrow({
    where: { workspaceId: campaign.ctx.workspaceId, id: campaign.campaignId },
  });
  expect(row.status).toBe("sent");
}, 60_000);
