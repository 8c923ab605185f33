import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Log } from "@/lib/base/log";
import type { ListenTarget } from "@/lib/base/process/listen-target";
import { smtpReply } from "@/lib/inbound/mail/smtp-reply";
import { type CaptureStore, recordRefusal } from "@/lib/run/mailbox/store";

const maxBytes = 30 * 1024 * 1024;
const maxRecipients = 100;
/** How long a deferred address is remembered: sooner or later the same envelope is a new mail. */
const greylistMs = 24 * 3_600_000;
const maxGreylisted = 50_000;

export interface Sink {
  port: number;
  close(): Promise<void>;
}

/** Starts the SMTP server that takes every mail and keeps it. Port 0 picks a free one. */
export async function startSink(options: { listen: ListenTarget; store: CaptureStore; log: Log }): Promise<Sink> {
  const { store, log } = options;
  const greylisted = new BoundedCache<number>({ max: maxGreylisted });
  const server = new SMTPServer({
    name: "mailbox.homing.test",
    banner: "Homing embedded mailbox",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: maxBytes,
    socketTimeout: 5 * 60_000,
    closeTimeout: 5_000,
    onRcptTo: (address, session, callback) => callback(refusalOf(address.address, session, greylisted)),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on("end", () => {
        if (stream.sizeExceeded) return callback(smtpReply(552, "5.3.4 Message too large"));
        const raw = Buffer.concat(chunks);
        keep(raw, session, store).then(
          () => callback(null, "2.0.0 Ok: kept"),
          (error: unknown) => {
            log.error("a mail could not be stored", { error });
            callback(smtpReply(451, "4.3.0 The mail could not be stored, try again"));
          },
        );
      });
    },
  });
  server.on("error", (error) => log.debug("mailbox connection ended badly", { error }));
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.server.listen(options.listen, resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((done) => server.close(done)) };
}

function refusalOf(address: string, session: SMTPServerSession, greylisted: BoundedCache<number>): Error | null {
  if (session.envelope.rcptTo.length >= maxRecipients) return smtpReply(452, "4.5.3 Too many recipients");
  const wish = /^(refuse|defer)\+/i.exec(address)?.[1]?.toLowerCase();
  if (wish === "refuse")
    return noted(address, "refuse", 550, "5.1.1 The email account that you tried to reach does not exist");
  if (wish === "defer" && isFirstTry(address, session, greylisted)) {
    return noted(address, "defer", 451, "4.7.1 Greylisted, please try again later");
  }
  return null;
}

function noted(address: string, kind: "refuse" | "defer", code: number, text: string): Error {
  // A lost note costs a line in the simulator's counts, never the reply.
  recordRefusal(address, kind, `${code} ${text}`).catch(() => {});
  return smtpReply(code, text);
}

/** Greylisting knows a try by sender and recipient, as real ones do. */
function isFirstTry(address: string, session: SMTPServerSession, greylisted: BoundedCache<number>): boolean {
  const sender = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
  const key = `${sender} ${address}`.toLowerCase();
  const now = Date.now();
  const seen = greylisted.get(key);
  greylisted.set(key, now);
  return seen === undefined || now - seen > greylistMs;
}

async function keep(raw: Buffer, session: SMTPServerSession, store: CaptureStore): Promise<void> {
  const envelopeFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
  const receivedAt = new Date();
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  await Promise.all(recipients.map((envelopeTo) => store.add({ envelopeFrom, envelopeTo, raw, receivedAt })));
}
