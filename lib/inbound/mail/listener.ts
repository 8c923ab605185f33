import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { createLog, type Log } from "@/lib/base/log";
import type { ListenTarget } from "@/lib/base/process/listen-target";
import { ourAddress } from "@/lib/inbound/addresses/our-address";
import { defaultLimits, Held, type ListenerLimits, MailRate } from "@/lib/inbound/mail/listener-limits";
import { changedAt, loadTlsPair, type TlsFiles } from "@/lib/inbound/mail/listener-tls";
import { smtpReply } from "@/lib/inbound/mail/smtp-reply";
import { type NewInboundMail, storeInbound } from "@/lib/inbound/mail/store-inbound";

export interface InboundListener {
  port: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  /** Port 0 picks a free one. */
  listen: ListenTarget;
  /** In the greeting and in the certificate that it makes for itself. */
  name?: string;
  tls?: TlsFiles;
  limits?: Partial<ListenerLimits>;
  log?: Log;
  /** Keeps a mail; when it resolves the mail is committed. Tests pass their own. */
  store?: (mail: NewInboundMail) => Promise<unknown>;
}

/** Stands in the greeting: by it one worker knows the listener of another. */
export const inboundBanner = "Homing inbound";

/** Nobody is left to hear the answer. */
class PeerLeft extends Error {}

const renewalCheckMs = 10 * 60_000;

/**
 * SMTP server for what comes back: bounces, complaints, mailto unsubscribes and replies. It takes mail only for addresses of ours, which is
 * checked at RCPT, and says 250 only when the mail and its job are committed; 4yz while the database is away. Every peer is bounded in
 * connections, mails, octets and time.
 */
export async function startInboundListener(options: ListenerOptions): Promise<InboundListener> {
  const listener = new Listener(options);
  return listener.start();
}

class Listener {
  private readonly options: ListenerOptions;
  private readonly limits: ListenerLimits;
  private readonly log: Log;
  private readonly rate: MailRate;
  private readonly connections: Held;
  private readonly server: SMTPServer;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private bytesHeld = 0;

  constructor(options: ListenerOptions) {
    this.options = options;
    this.limits = { ...defaultLimits, ...options.limits };
    this.log = options.log ?? createLog({ part: "inbound" });
    this.rate = new MailRate(this.limits);
    this.connections = new Held(this.limits.connectionsPerPeer);
    this.server = new SMTPServer({
      name: options.name ?? "inbound",
      banner: inboundBanner,
      authOptional: true,
      disabledCommands: ["AUTH"],
      disableReverseLookup: true,
      size: this.limits.mailBytes,
      maxClients: this.limits.connectionsInAll,
      socketTimeout: this.limits.idleMs,
      closeTimeout: 5_000,
      ...loadTlsPair(options.tls ?? {}, options.name ?? "localhost"),
      onConnect: (session, callback) => callback(this.connected(session)),
      onClose: (session) => this.closed(session),
      onMailFrom: (_address, session, callback) => callback(this.mayMail(session)),
      onRcptTo: (address, session, callback) => {
        this.mayReceive(address.address, session).then(callback, (error: unknown) => callback(this.away(error)));
      },
      onData: (stream, session, callback) => {
        this.content(stream, session).then(
          (refusal) => callback(refusal, "2.0.0 Ok: kept"),
          (error: unknown) => callback(this.away(error)),
        );
      },
    });
    this.server.on("error", (error) => this.log.debug("inbound connection ended badly", { error }));
  }

  async start(): Promise<InboundListener> {
    await new Promise<void>((resolve, reject) => {
      this.server.server.once("error", reject);
      this.server.server.listen(this.options.listen, resolve);
    });
    const { port } = this.server.server.address() as AddressInfo;
    const renewal = this.followCertificate();
    const close = () => {
      clearInterval(renewal);
      return new Promise<void>((done) => this.server.close(done));
    };
    return { port, close };
  }

  /** Takes up a renewed certificate without a restart. One that cannot be read leaves the old one in use. */
  private followCertificate(): NodeJS.Timeout {
    const files = this.options.tls ?? {};
    let known = changedAt(files);
    const look = () => {
      try {
        const now = changedAt(files);
        if (now === known) return;
        this.server.updateSecureContext(loadTlsPair(files, this.options.name ?? "localhost"));
        known = now;
      } catch (error) {
        this.log.warn("the inbound certificate could not be renewed", { error });
      }
    };
    return setInterval(look, renewalCheckMs).unref();
  }

  private connected(session: SMTPServerSession): Error | null {
    if (!this.connections.take(session.remoteAddress))
      return smtpReply(421, "4.7.0 Too many connections, try again later");
    this.timers.set(session.id, this.hangUpAfter(session, this.limits.connectionMs));
    return null;
  }

  private closed(session: SMTPServerSession): void {
    const timer = this.timers.get(session.id);
    if (!timer) return;
    clearTimeout(timer);
    this.timers.delete(session.id);
    this.connections.release(session.remoteAddress);
  }

  private mayMail(session: SMTPServerSession): Error | null {
    if (!this.rate.take(session.remoteAddress)) return smtpReply(450, "4.7.0 Too many messages, try again later");
    return this.bytesHeld >= this.limits.bytesInAll ? smtpReply(452, "4.3.1 Too much at once, try again later") : null;
  }

  private async mayReceive(address: string, session: SMTPServerSession): Promise<Error | null> {
    if (session.envelope.rcptTo.length >= this.limits.recipients) return smtpReply(452, "4.5.3 Too many recipients");
    return (await ourAddress(address)) ? null : smtpReply(550, "5.1.1 No such address here");
  }

  /** Reads the content and keeps it, once for each recipient. Answers a refusal; throws when it could not be kept. */
  private async content(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    const deadline = this.hangUpAfter(session, this.limits.contentMs);
    const received = { size: 0 };
    try {
      const raw = await this.read(stream, received);
      clearTimeout(deadline);
      if (stream.sizeExceeded) return smtpReply(552, "5.3.4 Message too large");
      const envelopeFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
      const store = this.options.store ?? storeInbound;
      for (const { address } of session.envelope.rcptTo) {
        await store({ route: "smtp", envelopeFrom, envelopeTo: address, raw });
      }
      return null;
    } finally {
      clearTimeout(deadline);
      this.bytesHeld -= received.size;
    }
  }

  private async read(stream: SMTPServerDataStream, received: { size: number }): Promise<Buffer> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (stream.sizeExceeded) continue;
        chunks.push(chunk);
        received.size += chunk.length;
        this.bytesHeld += chunk.length;
      }
    } catch (error) {
      throw new PeerLeft("The peer left before the end.", { cause: error });
    }
    return Buffer.concat(chunks);
  }

  private away(error: unknown): Error {
    if (error instanceof PeerLeft) this.log.debug("an inbound mail ended early", { error });
    else this.log.error("an inbound mail could not be kept", { error });
    return smtpReply(451, "4.3.0 The mail cannot be kept at the moment, try again");
  }

  private hangUpAfter(session: SMTPServerSession, ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const connection = [...this.server.connections].find((each) => each.session.id === session.id);
      connection?.send(421, "4.4.2 That took too long");
      connection?.close();
    }, ms).unref();
  }
}
