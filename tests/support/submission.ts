import type { Ctx } from "@/lib/base/context";
import {
  type SubmissionOptions,
  type SubmissionServer,
  startSubmission,
} from "@/lib/edges/submission/submission-server";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { sendEmails } from "@/lib/sending/emails/send-emails";

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
