import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { signedIdsIn } from "@/lib/mail/mime/verp";

/** Where a connection breaks, seen from the message on it. Only the last two come after the peer took the message. */
export type Drop = "before-content" | "in-content" | "before-taking" | "before-answer" | "after-answer";

/** How the peer treats one message. */
export interface Treatment {
  /** Reply to RCPT; anything but 2yz ends the message there. */
  recipient: string;
  /** Reply to the end of the content. */
  content: string;
  /** Before the reply to the content. */
  delayMs: number;
  drop: Drop | null;
}

/** One copy that the peer took responsibility for, and answered with 250 unless the connection broke first. */
export interface Taken {
  address: string;
  /** The id in Message-ID. */
  messageId: string;
  /** Octets of headers and body as sent, the dot-stuffing counted. */
  bytes: number;
  at: number;
}

export interface PeerOptions {
  /** Called once a try, at RCPT. */
  treat?: (address: string) => Treatment;
  onTaken?: (taken: Taken) => void;
  onRefused?: (address: string, reply: string) => void;
  /** The peer is about to break this connection. */
  onDrop?: (connection: PeerConnection) => void;
  /** The client went away without QUIT. */
  onVanished?: (connection: PeerConnection) => void;
}

const accept: Treatment = { recipient: "250 2.1.5 Ok", content: "250 2.0.0 Ok", delayMs: 0, drop: null };
const END = Buffer.from("\r\n.\r\n");
/** An answer that left this long ago has been read by a client that lives. */
const unreadMs = 2_000;

interface OnWire {
  address: string;
  /** On the monotonic clock; infinite while there is no answer. */
  answeredAt: number;
}

/** One SMTP connection (RFC 5321, PIPELINING of RFC 2920): commands are answered strictly in order. */
export class PeerConnection {
  /** What the client called itself. */
  client = "";
  /** The message whose content the peer has asked for, and the one before it until that content begins to come. */
  #asked: OnWire | null = null;
  #before: OnWire | null = null;
  readonly #socket: Socket;
  readonly #options: PeerOptions;
  #input: Buffer = Buffer.alloc(0);
  #wake: () => void = () => {};
  #closed = false;
  #said = false;

  constructor(socket: Socket, options: PeerOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#input = this.#input.length === 0 ? chunk : Buffer.concat([this.#input, chunk]);
      this.#wake();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#closed = true;
      this.#wake();
      if (!this.#said) options.onVanished?.(this);
    });
  }

  /**
   * Recipients of messages of which the client may not know what became: asked for by 354, and not answered so long ago
   * that the client must have read it. A client that pipelines sends content only when it knows the end of the message
   * before, so of two that are named here at most one is open: its answer is unread, or its content has begun to leave.
   */
  get onWire(): string[] {
    return [this.#before, this.#asked].flatMap((each) =>
      each && performance.now() - each.answeredAt < unreadMs ? [each.address] : [],
    );
  }

  async serve(): Promise<void> {
    this.#write("220 peer.readers.example ESMTP");
    let treatment = accept;
    let address = "";
    for (let line = await this.#line(); line !== null; line = await this.#line()) {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO" || verb === "HELO") {
        this.client = line.slice(5).trim();
        this.#write(
          "250-peer.readers.example\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES",
        );
      } else if (verb === "MAIL" || verb === "RSET") {
        address = "";
        this.#write("250 2.0.0 Ok");
      } else if (verb === "RCPT") {
        const to = /<([^>]*)>/.exec(line)?.[1] ?? "";
        treatment = this.#options.treat?.(to) ?? accept;
        const taken = treatment.recipient.startsWith("2");
        address = taken ? to : "";
        if (!taken) this.#options.onRefused?.(to, treatment.recipient);
        this.#write(treatment.recipient);
      } else if (verb === "DATA") {
        if (address === "") this.#write("503 5.5.1 RCPT first");
        else if (!(await this.#content(address, treatment))) return;
        address = "";
      } else if (verb === "QUIT") {
        this.#said = true;
        this.#write("221 2.0.0 Bye");
        this.#socket.end();
        return;
      } else this.#write(verb === "NOOP" ? "250 2.0.0 Ok" : "502 5.5.2 Not known here");
    }
  }

  close(): void {
    this.#said = true;
    this.#socket.destroy();
  }

  /** Reads and answers one message. False when the connection is over. */
  async #content(address: string, { content, delayMs, drop }: Treatment): Promise<boolean> {
    if (drop === "before-content") return this.#drop();
    this.#before = this.#asked;
    this.#asked = { address, answeredAt: Number.POSITIVE_INFINITY };
    this.#write("354 Go on");
    if (this.#input.length === 0 && !(await this.#more())) return false;
    this.#before = null;
    if (drop === "in-content") return this.#drop();
    const body = await this.#readContent();
    if (body === null) return false;
    if (drop === "before-taking") return this.#drop();
    if (content.startsWith("2")) this.#options.onTaken?.(takenOf(address, body));
    else this.#options.onRefused?.(address, content);
    if (delayMs > 0) await sleep(delayMs);
    if (drop === "before-answer") return this.#drop();
    this.#write(content);
    this.#asked.answeredAt = performance.now();
    return drop === "after-answer" ? this.#drop() : true;
  }

  #drop(): false {
    this.#options.onDrop?.(this);
    this.#said = true;
    this.#socket.destroySoon();
    return false;
  }

  #write(reply: string): void {
    if (!this.#closed) this.#socket.write(`${reply}\r\n`);
  }

  async #line(): Promise<string | null> {
    for (;;) {
      const end = this.#input.indexOf("\r\n");
      if (end >= 0) {
        const line = this.#input.toString("latin1", 0, end);
        this.#input = this.#input.subarray(end + 2);
        return line;
      }
      if (!(await this.#more())) return null;
    }
  }

  async #readContent(): Promise<Buffer | null> {
    let searched = 0;
    for (;;) {
      const end = this.#input.indexOf(END, Math.max(0, searched - END.length));
      if (end >= 0) {
        const body = this.#input.subarray(0, end + 2);
        this.#input = this.#input.subarray(end + END.length);
        return body;
      }
      searched = this.#input.length;
      if (!(await this.#more())) return null;
    }
  }

  /** Waits for more octets; false when there will be none. What arrived before the end is still read. */
  async #more(): Promise<boolean> {
    const had = this.#input.length;
    if (this.#closed) return false;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return this.#input.length > had;
  }
}

function takenOf(address: string, body: Buffer): Taken {
  const head = body.toString("latin1", 0, Math.min(body.length, 4096));
  const messageId = signedIdsIn(/^Message-ID:.*/im.exec(head)?.[0] ?? "")[0] ?? "";
  return { address, messageId, bytes: body.length, at: Date.now() };
}

/** An SMTP server on the loopback interface that takes, refuses, delays and breaks off as it is told, and knows what it did. */
export class RecordingPeer {
  readonly connections = new Set<PeerConnection>();
  readonly port: number;
  readonly #server: Server;

  private constructor(server: Server, port: number, take: { connect: (socket: Socket) => void }, options: PeerOptions) {
    this.#server = server;
    this.port = port;
    take.connect = (socket) => {
      const connection = new PeerConnection(socket, options);
      this.connections.add(connection);
      socket.once("close", () => this.connections.delete(connection));
      void connection.serve();
    };
  }

  static async start(options: PeerOptions = {}): Promise<RecordingPeer> {
    const take = { connect: (_socket: Socket) => {} };
    const server = createServer({ noDelay: true }, (socket) => take.connect(socket));
    await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 1024 }, resolve));
    const bound = server.address();
    if (typeof bound !== "object" || bound === null) throw new Error("The recording peer has no port.");
    return new RecordingPeer(server, bound.port, take, options);
  }

  /** Connections with a message that may be on its way, of one client or of all. */
  busy(client?: string): PeerConnection[] {
    return [...this.connections].filter(
      (connection) => connection.onWire.length > 0 && (client === undefined || connection.client === client),
    );
  }

  async stop(): Promise<void> {
    for (const connection of this.connections) connection.close();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
