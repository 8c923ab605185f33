import type { AddressInfo, BlockList } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { createLog, type Log } from "@/lib/base/log";
import { isNearby, type SubmissionPort } from "@/lib/base/settings/submission-settings";
import { isTrustedProxy } from "@/lib/base/settings/trusted-proxies";
import { takeTurn } from "@/lib/edges/api-keys/key-quota";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { Held } from "@/lib/inbound/mail/listener-limits";
import { loadTlsPair, type TlsFiles } from "@/lib/inbound/mail/listener-tls";
import { withLineEnds } from "@/lib/mail/mime/raw-mail";
import { AcceptBuffer } from "./accept-group";
import { asRefusal } from "./as-refusal";
import { followCertificate } from "./follow-certificate";
import { noteMail } from "./note-mail";
import { Refusal, refusals } from "./refusal";
import { senderOf } from "./sender-of";
import { hangUpAfter, recipientsOf, sayOwnStatus } from "./smtp-session";
import { type SubmissionLimits, usualLimits } from "./submission-limits";
import { countMail } from "./submission-metrics";
import { type TakenMail, takeMail } from "./take-mail";

export interface SubmissionServer {
  /** In the order of the options. */
  ports: number[];
  close(): Promise<void>;
}

export interface SubmissionOptions {
  host: string;
  /** Port 0 picks a free one. */
  ports: readonly SubmissionPort[];
  /** In the greeting, and in the certificate that it makes for itself. */
  name: string;
  tls?: TlsFiles;
  limits?: Partial<SubmissionLimits>;
  /** Balancers that say by the PROXY protocol who their client is; nobody else may connect then. */
  proxies?: BlockList | null;
  /** How often it is looked whether the certificate was renewed. */
  renewalCheckMs?: number;
  log?: Log;
  buffer?: AcceptBuffer;
}

/** Stands in the greeting: by it one worker knows the server of another. */
export const submissionBanner = "Homing submission";

/** What a connection knows; it is the `user` of smtp-server once somebody has signed in. */
interface Signed {
  key: string;
  ctx: KeyCtx;
}

interface Peer {
  lifetime: NodeJS.Timeout;
  wrongKeys: number;
  keyId: string | null;
}

const usualRenewalCheckMs = 10 * 60_000;

/**
 * SMTP for programs (RFC 6409): they sign in with an API key, and a mail is answered with 250 once it is committed. It is passed on as it
 * came. One server a port, with limits that they share.
 */
export async function startSubmission(options: SubmissionOptions): Promise<SubmissionServer> {
  return new Submission(options).start();
}

class Submission {
  readonly #options: SubmissionOptions;
  readonly #limits: SubmissionLimits;
  readonly #log: Log;
  readonly #buffer: AcceptBuffer;
  readonly #perPeer: Held;
  readonly #perKey: Held;
  readonly #peers = new Map<string, Peer>();
  readonly #servers: SMTPServer[];
  #bytesHeld = 0;

  constructor(options: SubmissionOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
    this.#log = options.log ?? createLog({ part: "submission" });
    this.#buffer = options.buffer ?? new AcceptBuffer();
    this.#perPeer = new Held(this.#limits.connectionsPerPeer);
    this.#perKey = new Held(this.#limits.connectionsPerKey);
    this.#servers = options.ports.map((port) => this.#server(port));
  }

  async start(): Promise<SubmissionServer> {
    const listening = this.#servers.map(
      (server, index) =>
        new Promise<number>((resolve, reject) => {
          server.server.once("error", reject);
          server.server.listen({ host: this.#options.host, port: this.#options.ports[index]?.port ?? 0 }, () =>
            resolve((server.server.address() as AddressInfo).port),
          );
        }),
    );
    const [failed] = (await Promise.allSettled(listening)).flatMap((one) => (one.status === "rejected" ? [one] : []));
    if (failed) {
      await this.#close();
      throw failed.reason;
    }
    const ports = await Promise.all(listening);
    const { tls = {}, name, renewalCheckMs: everyMs = usualRenewalCheckMs } = this.#options;
    const renewal = followCertificate({ servers: this.#servers, tls, name, everyMs, log: this.#log });
    const close = async () => {
      clearInterval(renewal);
      await this.#close();
      await this.#buffer.flush();
    };
    return { ports, close };
  }

  async #close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => new Promise<void>((done) => server.close(done))));
  }

  #server({ protection }: SubmissionPort): SMTPServer {
    const { name, tls = {}, proxies } = this.#options;
    const server = new SMTPServer({
      ...{ name, banner: submissionBanner, secure: protection === "tls", allowInsecureAuth: protection === "plain" },
      ...{ authMethods: ["PLAIN", "LOGIN"], authRequiredMessage: "5.7.0 Sign in first: the password is an API key" },
      ...{ hideENHANCEDSTATUSCODES: false, hideDSN: true, hideREQUIRETLS: true, disableReverseLookup: true },
      heloResponse: "%s",
      size: this.#limits.mailBytes,
      maxClients: this.#limits.connectionsInAll,
      socketTimeout: this.#limits.idleMs,
      closeTimeout: 5_000,
      useProxy: Boolean(proxies),
      ...loadTlsPair(tls, name),
      onConnect: (session, callback) => callback(this.#connected(server, session, protection === "plain")),
      onClose: (session) => this.#closed(session),
      onAuth: ({ password }, session, callback) => {
        this.#signIn(password ?? "", session).then(
          (user) => callback(null, { user }),
          (error: Error) => callback(error),
        );
      },
      onMailFrom: (_address, session, callback) => {
        this.#mayMail(session).then(
          () => callback(),
          (error: unknown) => callback(this.#refusalOf(error)),
        );
      },
      onRcptTo: ({ address }, session, callback) => callback(this.#mayReceive(address, session)),
      onData: (stream, session, callback) => {
        this.#content(server, stream, session).then(
          ({ id }) => callback(null, `2.0.0 Ok: queued as ${id}`),
          (error: Error) => callback(error),
        );
      },
    });
    server.on("error", (error) => this.#log.debug("a submission connection ended badly", { error }));
    if (proxies) {
      server.server.prependListener("connection", (socket) => {
        if (!isTrustedProxy(proxies, socket.remoteAddress ?? "")) socket.destroy();
      });
    }
    return server;
  }

  #connected(server: SMTPServer, session: SMTPServerSession, isPlain: boolean): Error | null {
    sayOwnStatus(server, session, isPlain);
    if (isPlain && !isNearby(session.remoteAddress)) return refusals.notNear();
    if (!this.#perPeer.take(session.remoteAddress)) return refusals.tooManyConnections();
    const lifetime = hangUpAfter(server, session, this.#limits.connectionMs);
    this.#peers.set(session.id, { lifetime, wrongKeys: 0, keyId: null });
    return null;
  }

  #closed({ id, remoteAddress }: SMTPServerSession): void {
    const peer = this.#peers.get(id);
    if (!peer) return;
    clearTimeout(peer.lifetime);
    this.#peers.delete(id);
    this.#perPeer.release(remoteAddress);
    if (peer.keyId !== null) this.#perKey.release(peer.keyId);
  }

  async #signIn(key: string, session: SMTPServerSession): Promise<Signed> {
    const peer = this.#peers.get(session.id);
    try {
      const ctx = await senderOf(key, session.remoteAddress);
      const { keyId } = ctx.actor;
      // Whoever has gone meanwhile would be counted for ever.
      if (peer && this.#peers.has(session.id)) {
        if (!this.#perKey.take(keyId)) throw refusals.tooManyConnections();
        peer.keyId = keyId;
      }
      return { key, ctx };
    } catch (error) {
      if (!(error instanceof Refusal)) {
        this.#log.error("a program could not sign in", { error });
        throw refusals.cannotAsk();
      }
      await new Promise((resolve) => setTimeout(resolve, this.#limits.wrongKeyMs));
      if (peer && ++peer.wrongKeys >= this.#limits.wrongKeys) throw refusals.tooManyTries();
      throw error;
    }
  }

  /** Who sends, by the key as it is now. */
  async #senderNow(session: SMTPServerSession): Promise<KeyCtx> {
    const signed = session.user as Signed;
    const ctx = await senderOf(signed.key, session.remoteAddress).catch((error: unknown) => {
      throw error instanceof Refusal ? refusals.keyEnded() : error;
    });
    session.user = { ...signed, ctx } satisfies Signed;
    return ctx;
  }

  /** Looks at the key anew, and at what it may send still. */
  async #mayMail(session: SMTPServerSession): Promise<void> {
    const ctx = await this.#senderNow(session);
    if (this.#bytesHeld >= this.#limits.bytesInAll) throw refusals.full();
    const turn = await takeTurn(`smtp:${ctx.actor.keyId}`, Date.now(), this.#limits.mailsPerMinute);
    if (turn.admitted) return;
    const refusal = refusals.rate(turn.quota);
    noteMail({ ctx, session, begun: Date.now(), refusal });
    throw refusal;
  }

  #mayReceive(address: string, session: SMTPServerSession): Error | null {
    if (session.envelope.rcptTo.length >= this.#limits.recipients)
      return refusals.tooManyRecipients(this.#limits.recipients);
    const read = parseEmailAddress(address);
    return isEmailAddress(read) ? null : refusals.badRecipient(read.error);
  }

  /** Reads the content and keeps it. Throws a Refusal. */
  async #content(server: SMTPServer, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<TakenMail> {
    let { ctx } = session.user as Signed;
    const begun = Date.now();
    const deadline = hangUpAfter(server, session, this.#limits.contentMs);
    const held = { bytes: 0 };
    try {
      const raw = await this.#read(stream, held);
      clearTimeout(deadline);
      if (stream.sizeExceeded) throw refusals.tooLarge(this.#limits.mailBytes);
      if (!raw) throw refusals.full();
      // Its octets may have dripped for minutes.
      ctx = await this.#senderNow(session);
      const { name: host } = this.#options;
      const taken = await takeMail(
        ctx,
        {
          ...{ raw: withLineEnds(raw), host, protocol: session.transmissionType, traceId: session.id },
          ...{ recipients: recipientsOf(session), now: ctx.now() },
        },
        this.#buffer,
      );
      noteMail({ ctx, session, begun, taken });
      countMail("accepted");
      return taken;
    } catch (error) {
      const refusal = this.#refusalOf(error);
      noteMail({ ctx, session, begun, refusal });
      countMail(refusal.responseCode < 500 ? "deferred" : "refused");
      throw refusal;
    } finally {
      clearTimeout(deadline);
      this.#letGo(held);
    }
  }

  /** Null when all together hold more than there is room for: then the rest is heard to its end, and nothing of it kept. */
  async #read(stream: SMTPServerDataStream, held: { bytes: number }): Promise<Buffer | null> {
    let chunks: Buffer[] | null = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (!chunks) continue;
      if (stream.sizeExceeded || this.#bytesHeld + chunk.length > this.#limits.bytesInAll) {
        chunks = null;
        this.#letGo(held);
        continue;
      }
      chunks.push(chunk);
      held.bytes += chunk.length;
      this.#bytesHeld += chunk.length;
    }
    if (!chunks) return null;
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  }

  #letGo(held: { bytes: number }): void {
    this.#bytesHeld -= held.bytes;
    held.bytes = 0;
  }

  #refusalOf(error: unknown): Refusal {
    const refusal = asRefusal(error);
    if (refusal.problem === "unavailable" && error !== refusal) this.#log.warn("a mail was not taken", { error });
    return refusal;
  }
}
