import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** One connection to the scripted peer. */
export interface PeerConnection {
  socket: Socket;
  /** 1 for the first connection, 2 for the next. */
  number: number;
  encrypted: boolean;
  /** Hangs up; what was said before still leaves. */
  drop(): void;
  /** Neither reads nor says anything from here on, and stays. */
  stall(): void;
  state: "talking" | "dropped" | "stalled";
}

/** What the peer says to a command: a reply without its line end, nothing (null), or what a good server says (undefined). */
export type Answer = (command: string, connection: PeerConnection) => string | null | undefined;

export interface Script {
  /** First words; null for silence. */
  greeting?: (connection: PeerConnection) => string | null;
  /** EHLO keywords. Default PIPELINING, 8BITMIME, ENHANCEDSTATUSCODES. */
  offers?: readonly string[] | ((connection: PeerConnection) => readonly string[]);
  answer?: Answer;
  /** Reply to a whole content. */
  content?: (raw: string, connection: PeerConnection) => string | null | undefined;
  /** Called while content comes in. */
  contentBegan?: (connection: PeerConnection) => void;
  /** Key and certificate for STARTTLS, or from the start. */
  tls?: { key: string; cert: string } | undefined;
  implicitTls?: boolean;
  /** Writes replies in its own way. */
  write?: (socket: Socket, replies: string) => void;
}

export interface ScriptedPeer {
  port: number;
  /** Every command line, in order, over all connections. */
  commands: string[];
  /** What came in one read, a connection after the other. */
  reads: string[];
  /** Whole contents as they were on the wire, without the final dot. */
  contents: string[];
  connections: number;
  close(): Promise<void>;
}

/** A raw TCP peer that speaks just enough SMTP, and misbehaves where `script` says so. */
export async function scriptedPeer(script: Script = {}): Promise<ScriptedPeer> {
  const sockets = new Set<Socket>();
  const peer = { commands: [] as string[], reads: [] as string[], contents: [] as string[], connections: 0 };
  const state = Object.assign(peer, { port: 0, close: async () => {} });
  const server: Server = createServer((socket) => {
    state.connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    const connection: PeerConnection = {
      socket,
      number: state.connections,
      encrypted: false,
      state: "talking",
      drop: () => {
        connection.state = "dropped";
      },
      stall: () => {
        connection.state = "stalled";
      },
    };
    if (script.implicitTls) encrypt(script, connection);
    const greeting = script.greeting ? script.greeting(connection) : "220 peer.test ESMTP";
    if (greeting !== null) write(script, connection.socket, `${greeting}\r\n`);
    converse(script, state, connection);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.port = (server.address() as AddressInfo).port;
  state.close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return state;
}

function converse(script: Script, peer: ScriptedPeer, connection: PeerConnection): void {
  let buffer = "";
  let inContent = false;
  connection.socket.on("error", () => {});
  connection.socket.on("data", (chunk: Buffer) => {
    peer.reads.push(chunk.toString("latin1"));
    buffer += chunk.toString("latin1");
    let replies = "";
    while (connection.state === "talking") {
      if (inContent) {
        const end = buffer.startsWith(".\r\n") ? 0 : buffer.indexOf("\r\n.\r\n");
        if (end < 0) {
          if (buffer !== "") script.contentBegan?.(connection);
          break;
        }
        const raw = end === 0 ? "" : buffer.slice(0, end + 2);
        buffer = buffer.slice(end === 0 ? 3 : end + 5);
        inContent = false;
        peer.contents.push(raw);
        const reply = script.content?.(raw, connection);
        replies += line(reply === undefined ? `250 2.0.0 Ok: queued as Q${peer.contents.length}` : reply);
        continue;
      }
      const newline = buffer.indexOf("\r\n");
      if (newline < 0) break;
      const command = buffer.slice(0, newline);
      buffer = buffer.slice(newline + 2);
      peer.commands.push(command);
      const given = script.answer?.(command, connection);
      const reply = given === undefined ? standard(command, script, connection) : given;
      replies += line(reply);
      if (command === "DATA" && reply?.startsWith("354")) inContent = true;
      if (command === "STARTTLS" && reply?.startsWith("220") && script.tls) {
        startTls(script, peer, connection, replies);
        return;
      }
    }
    if (replies !== "") write(script, connection.socket, replies);
    if (connection.state === "dropped") connection.socket.destroySoon();
    if (replies.includes("221 ") || replies.includes("421 ")) connection.socket.end();
  });
}

function startTls(script: Script, peer: ScriptedPeer, connection: PeerConnection, replies: string): void {
  const plain = connection.socket;
  plain.removeAllListeners("data");
  plain.write(replies);
  encrypt(script, connection);
  converse(script, peer, connection);
}

function encrypt({ tls }: Script, connection: PeerConnection): void {
  connection.socket = new TLSSocket(connection.socket, { isServer: true, ...tls });
  connection.socket.on("error", () => {});
  connection.encrypted = true;
}

function standard(command: string, { offers }: Script, connection: PeerConnection): string {
  const verb = command.split(/[ :]/, 1)[0]?.toUpperCase();
  switch (verb) {
    case "EHLO": {
      const listed = typeof offers === "function" ? offers(connection) : offers;
      const lines = ["peer.test", ...(listed ?? ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"])];
      return lines.map((each, index) => `250${index === lines.length - 1 ? " " : "-"}${each}`).join("\r\n");
    }
    case "HELO":
      return "250 peer.test";
    case "DATA":
      return "354 go ahead";
    case "QUIT":
      return "221 2.0.0 bye";
    case "STARTTLS":
      return "220 2.0.0 ready";
    case "AUTH":
      return "235 2.7.0 signed in";
    default:
      return "250 2.0.0 ok";
  }
}

function line(reply: string | null): string {
  return reply === null ? "" : `${reply}\r\n`;
}

function write(script: Script, socket: Socket, replies: string): void {
  if (socket.destroyed) return;
  if (script.write) script.write(socket, replies);
  else socket.write(replies);
}
