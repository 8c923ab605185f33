import { type AddressInfo, createServer, type Socket } from "node:net";

export interface PeerMail {
  uid: number;
  raw: Buffer;
  flags: Set<string>;
}

export interface ImapPeerOptions {
  user?: string;
  password?: string;
  /** Access tokens that XOAUTH2 takes. */
  tokens?: readonly string[];
  /** Without MOVE, as many servers are: the client copies and expunges. */
  capabilities?: readonly string[];
  uidValidity?: number;
  /** Called before a command is answered; whatever it answers takes the place of the standard answer, "drop" ends the connection. */
  script?: (command: string) => string | undefined;
}

export interface ImapPeer {
  port: number;
  folders: Map<string, PeerMail[]>;
  commands: string[];
  uidValidity: number;
  connections: number;
  tokens: Set<string>;
  /** Puts a mail into a folder and answers its UID. */
  add(raw: string | Buffer, folder?: string): number;
  close(): Promise<void>;
}

const standardCapabilities = ["IMAP4rev1", "UIDPLUS", "MOVE", "SASL-IR", "AUTH=PLAIN", "AUTH=XOAUTH2"];

/** A small IMAP4rev1 server (RFC 3501) in memory: enough for a client that signs in, searches, fetches, marks, moves and deletes. */
export async function imapPeer(options: ImapPeerOptions = {}): Promise<ImapPeer> {
  const sockets = new Set<Socket>();
  let nextUid = 0;
  const peer: ImapPeer = {
    port: 0,
    folders: new Map([
      ["INBOX", []],
      ["Done", []],
    ]),
    commands: [],
    uidValidity: options.uidValidity ?? 7,
    connections: 0,
    tokens: new Set(options.tokens),
    add: (raw, folder = "INBOX") => {
      nextUid += 1;
      peer.folders.get(folder)!.push({ uid: nextUid, raw: Buffer.from(raw), flags: new Set() });
      return nextUid;
    },
    close: async () => {},
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    peer.connections += 1;
    socket.on("error", () => {});
    new Session(peer, options, socket).start();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  peer.port = (server.address() as AddressInfo).port;
  peer.close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return peer;
}

/** Ends the answer; the text is OK unless told. */
type Done = (text?: string) => undefined;

class Session {
  private readonly peer: ImapPeer;
  private readonly options: ImapPeerOptions;
  private readonly socket: Socket;
  private buffer = Buffer.alloc(0);
  private command = "";
  private awaiting: ((line: string) => void) | null = null;
  private folder: string | null = null;
  private signedIn = false;

  constructor(peer: ImapPeer, options: ImapPeerOptions, socket: Socket) {
    this.peer = peer;
    this.options = options;
    this.socket = socket;
  }

  start(): void {
    this.say("* OK ready");
    this.socket.on("data", (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      this.drain();
    });
  }

  private say(line: string): void {
    this.socket.write(`${line}\r\n`);
  }

  /** Takes whole lines; a literal at the end of one belongs to the same command (RFC 3501 §4.3). */
  private drain(): void {
    for (;;) {
      const end = this.buffer.indexOf("\r\n");
      if (end < 0) return;
      const line = this.buffer.toString("latin1", 0, end);
      const literal = /\{(\d+)(\+?)\}$/.exec(line);
      if (literal) {
        const size = Number(literal[1]);
        if (!literal[2] && this.buffer.length === end + 2) this.say("+ go on");
        if (this.buffer.length < end + 2 + size) return;
        const text = this.buffer.toString("latin1", end + 2, end + 2 + size);
        this.command += `${line.slice(0, literal.index)}"${text}"`;
        this.buffer = this.buffer.subarray(end + 2 + size);
        continue;
      }
      this.buffer = this.buffer.subarray(end + 2);
      const whole = this.command + line;
      this.command = "";
      if (this.awaiting) {
        const take = this.awaiting;
        this.awaiting = null;
        take(whole);
      } else this.answer(whole);
    }
  }

  private answer(line: string): undefined {
    const [, tag = "*", verb = "", rest = ""] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
    this.peer.commands.push(`${verb.toUpperCase()} ${rest}`.trim());
    const scripted = this.options.script?.(`${verb.toUpperCase()} ${rest}`.trim());
    if (scripted === "drop") {
      this.socket.destroy();
      return;
    }
    if (scripted !== undefined) {
      this.say(`${tag} ${scripted}`);
      return;
    }
    const done = (text = "OK done") => {
      this.say(`${tag} ${text}`);
      return undefined;
    };
    switch (verb.toUpperCase()) {
      case "CAPABILITY":
        this.say(`* CAPABILITY ${(this.options.capabilities ?? standardCapabilities).join(" ")}`);
        return done();
      case "LOGIN":
        return this.login(rest, done);
      case "AUTHENTICATE":
        return this.authenticate(rest, done);
      case "LOGOUT":
        this.say("* BYE");
        done();
        this.socket.end();
        return;
      case "NOOP":
        return done();
      default:
        return this.signedIn ? this.afterSignIn(verb.toUpperCase(), rest, done) : done("NO sign in first");
    }
  }

  private login(rest: string, done: Done): undefined {
    const [user, password] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) => match[1] ?? match[2]);
    this.settle(user === (this.options.user ?? "bounces") && password === (this.options.password ?? "secret"), done);
  }

  private authenticate(rest: string, done: Done): undefined {
    const [mechanism = "", initial] = rest.split(" ");
    const judge = (response: string) => {
      const text = Buffer.from(response, "base64").toString();
      if (mechanism.toUpperCase() === "PLAIN") {
        const [, user, password] = text.split("\0");
        return this.settle(
          user === (this.options.user ?? "bounces") && password === (this.options.password ?? "secret"),
          done,
        );
      }
      const token =
        text
          .split("\u0001")
          .find((each) => each.startsWith("auth=Bearer "))
          ?.slice(12) ?? "";
      if (this.peer.tokens.has(token)) return this.settle(true, done);
      // RFC 7628: the reason first, then the client's empty answer, then NO.
      this.say(`+ ${Buffer.from('{"status":"400"}').toString("base64")}`);
      this.awaiting = () => this.settle(false, done);
    };
    if (initial) return judge(initial);
    this.say("+ ");
    this.awaiting = judge;
  }

  private settle(right: boolean, done: Done): undefined {
    this.signedIn = right;
    if (right) done(`OK [CAPABILITY ${(this.options.capabilities ?? standardCapabilities).join(" ")}] welcome`);
    else done("NO [AUTHENTICATIONFAILED] Invalid credentials");
  }

  private afterSignIn(verb: string, rest: string, done: Done): undefined {
    switch (verb) {
      case "LIST":
      case "LSUB":
        return this.list(rest, done);
      case "SELECT":
      case "EXAMINE":
        return this.select(unquoted(rest), done);
      case "UID SEARCH":
        this.say(
          `* SEARCH ${this.uidsIn(/UID (\S+)/i.exec(rest)?.[1] ?? "1:*")
            .map((mail) => mail.uid)
            .join(" ")}`.trimEnd(),
        );
        return done();
      case "UID FETCH":
        return this.fetch(rest, done);
      case "UID STORE":
        for (const mail of this.uidsIn(rest.split(" ")[0]!)) {
          for (const [flag] of rest.matchAll(/\\\w+/g)) mail.flags.add(flag);
        }
        return done();
      case "UID COPY":
      case "UID MOVE":
        return this.copy(verb === "UID MOVE", rest, done);
      case "UID EXPUNGE":
        this.remove(this.uidsIn(rest).filter((mail) => mail.flags.has("\\Deleted")));
        return done();
      case "EXPUNGE":
        this.remove(this.mails().filter((mail) => mail.flags.has("\\Deleted")));
        return done();
      case "ID":
      case "NAMESPACE":
      case "ENABLE":
        return done(verb === "NAMESPACE" ? "NO not here" : "OK done");
      default:
        return done("BAD what is that");
    }
  }

  private list(rest: string, done: Done): undefined {
    const pattern = unquoted(rest.replace(/^\S+ /, ""));
    if (pattern === "") this.say('* LIST (\\Noselect) "/" ""');
    for (const name of this.peer.folders.keys()) {
      if (pattern === "*" || pattern === name) this.say(`* LIST (\\HasNoChildren) "/" "${name}"`);
    }
    done();
  }

  private select(name: string, done: Done): undefined {
    const mails = this.peer.folders.get(name);
    if (!mails) return done("NO [NONEXISTENT] There is no such mailbox");
    this.folder = name;
    this.say("* FLAGS (\\Seen \\Deleted)");
    this.say("* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ok");
    this.say(`* ${mails.length} EXISTS`);
    this.say("* 0 RECENT");
    this.say(`* OK [UIDVALIDITY ${this.peer.uidValidity}] ok`);
    this.say(`* OK [UIDNEXT ${(mails.at(-1)?.uid ?? 0) + 1}] ok`);
    done("OK [READ-WRITE] selected");
  }

  private mails(): PeerMail[] {
    return this.peer.folders.get(this.folder ?? "") ?? [];
  }

  /** A sequence set of UIDs; a range that ends in `*` always names the last mail (RFC 3501 §6.4.8). */
  private uidsIn(set: string): PeerMail[] {
    const last = this.mails().at(-1)?.uid ?? 0;
    const ranges = set.split(",").map((part) => {
      const [low, high = low] = part.split(":").map((end) => (end === "*" ? last : Number(end)));
      return [Math.min(low!, high!), Math.max(low!, high!)] as const;
    });
    return this.mails().filter(({ uid }) => ranges.some(([low, high]) => uid >= low && uid <= high));
  }

  private fetch(rest: string, done: Done): undefined {
    const partial = /BODY(?:\.PEEK)?\[\]<(\d+)\.(\d+)>/i.exec(rest);
    const whole = /BODY(?:\.PEEK)?\[\]/i.test(rest);
    for (const mail of this.uidsIn(rest.split(" ")[0]!)) {
      const at = this.mails().indexOf(mail) + 1;
      const items = [`UID ${mail.uid}`, `RFC822.SIZE ${mail.raw.length}`, `FLAGS (${[...mail.flags].join(" ")})`];
      if (!whole) {
        this.say(`* ${at} FETCH (${items.join(" ")})`);
        continue;
      }
      if (!/PEEK/i.test(rest)) mail.flags.add("\\Seen");
      const from = Number(partial?.[1] ?? 0);
      const body = mail.raw.subarray(from, partial ? from + Number(partial[2]) : undefined);
      this.socket.write(`* ${at} FETCH (${items.join(" ")} BODY[]${partial ? `<${from}>` : ""} {${body.length}}\r\n`);
      this.socket.write(body);
      this.say(")");
    }
    done();
  }

  private copy(isMove: boolean, rest: string, done: Done): undefined {
    const [set = "", ...name] = rest.split(" ");
    const target = this.peer.folders.get(unquoted(name.join(" ")));
    if (!target) return done("NO [TRYCREATE] There is no such mailbox");
    const mails = this.uidsIn(set);
    const first = (target.at(-1)?.uid ?? 0) + 1;
    target.push(...mails.map((mail, index) => ({ ...mail, uid: first + index, flags: new Set(mail.flags) })));
    const code = `[COPYUID ${this.peer.uidValidity} ${mails.map(({ uid }) => uid).join(",")} ${mails.map((_mail, index) => first + index).join(",")}]`;
    if (isMove) this.remove(mails);
    done(`OK ${mails.length > 0 ? code : ""} done`);
  }

  private remove(gone: readonly PeerMail[]): void {
    for (const mail of gone) {
      const at = this.mails().indexOf(mail);
      this.mails().splice(at, 1);
      this.say(`* ${at + 1} EXPUNGE`);
    }
  }
}

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/, "$1");
}
