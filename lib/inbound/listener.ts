import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { smtpReply } from "@/lib/inbound/smtp-reply";
import { storeInbound } from "@/lib/inbound/store-inbound";
import { createLog, type Log } from "@/lib/log";
import { parseVerp } from "@/lib/mail/verp";

const maxBytes = 1024 * 1024;
const maxRecipients = 5;
const maxClients = 100;
/** A receiving system reports its bounces over few connections; more than this from one address is somebody else's business. */
const defaultPerMinute = 6_000;

export interface InboundListener {
  port: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Mails a minute and peer address; past it the answer is 450. */
  perMinute?: number;
  log?: Log;
}

/**
 * SMTP server for what comes back: bounces, complaints, mailto unsubscribes and replies. It takes mail only for addresses that we made
 * (VERP, checked at RCPT), and says 250 only when the mail and its job are committed.
 */
export async function startInboundListener(options: ListenerOptions): Promise<InboundListener> {
  const log = options.log ?? createLog({ part: "inbound" });
  const limiter = new PeerLimiter(options.perMinute ?? defaultPerMinute);
  const server = new SMTPServer({
    name: "inbound",
    banner: "Homing inbound",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: maxBytes,
    maxClients,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    onMailFrom: (_address, session, callback) =>
      callback(limiter.take(session.remoteAddress) ? null : smtpReply(450, "4.7.0 Too many messages, try again later")),
    onRcptTo: (address, session, callback) => callback(refusalOf(address.address, session)),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on("end", () => {
        if (stream.sizeExceeded) return callback(smtpReply(552, "5.3.4 Message too large"));
        keep(Buffer.concat(chunks), session).then(
          () => callback(null, "2.0.0 Ok: kept"),
          (error: unknown) => {
            log.error("an inbound mail could not be stored", { error });
            callback(smtpReply(451, "4.3.0 The mail could not be stored, try again"));
          },
        );
      });
    },
  });
  server.on("error", (error) => log.debug("inbound connection ended badly", { error }));
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((done) => server.close(done)) };
}

function refusalOf(address: string, session: SMTPServerSession): Error | null {
  if (session.envelope.rcptTo.length >= maxRecipients) return smtpReply(452, "4.5.3 Too many recipients");
  return parseVerp(address) ? null : smtpReply(550, "5.1.1 No such address here");
}

async function keep(raw: Buffer, session: SMTPServerSession): Promise<void> {
  const envelopeFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
  for (const { address } of session.envelope.rcptTo) await storeInbound({ envelopeFrom, envelopeTo: address, raw });
}

/** Counts per peer and minute; forgets everything when the minute is over. */
class PeerLimiter {
  private minute = 0;
  private counts = new Map<string, number>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  take(peer: string): boolean {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts = new Map();
    }
    const count = (this.counts.get(peer) ?? 0) + 1;
    this.counts.set(peer, count);
    return count <= this.limit;
  }
}
