import { isIP, connect as netConnect, type Socket } from "node:net";
import { hostname } from "node:os";
import { TLSSocket, connect as tlsConnect } from "node:tls";
import { type Destination, evenly, findRoute, type OutgoingRoute, Unreachable } from "@/lib/base/outgoing/route";
import { surroundings } from "@/lib/base/outgoing/surroundings";
import { traced } from "@/lib/base/tracing";
import { toKeep } from "@/lib/language/say-again";
import { type Capabilities, NO_CAPABILITIES, parseCapabilities } from "./capabilities";
import { Dialogue, type SmtpReply } from "./dialogue";
import { answersWrongly, connectTimeout, describeError, peerName, SmtpFailure } from "./failure";
import { failureTexts } from "./failure-texts";
import { signIn } from "./sign-in";
import type { SmtpOptions } from "./smtp-options";

/** A connection that is ready for mail. */
export interface OpenConnection {
  socket: Socket;
  offered: Capabilities;
}

/**
 * Connects, reads the greeting, says EHLO (HELO where it is not known), starts TLS and signs in. Throws SmtpFailure, with
 * words for whoever set the transport up. `signal` gives up at once.
 */
export function connectSmtp(options: SmtpOptions, signal: AbortSignal): Promise<OpenConnection> {
  const attributes = { "server.address": options.host, "server.port": options.port, "network.protocol.name": "smtp" };
  return traced("SMTP connect", { kind: "client", attributes }, async (span) => {
    const connection = await open(options, signal);
    span.set({ "tls.established": connection.socket instanceof TLSSocket });
    return connection;
  });
}

async function open(options: SmtpOptions, signal: AbortSignal): Promise<OpenConnection> {
  let socket: Socket | undefined;
  const stop = () => socket?.destroy();
  signal.addEventListener("abort", stop, { once: true });
  let dialogue: Dialogue | undefined;
  const reach = (route: OutgoingRoute | null, connectMs: number) => {
    socket = openSocket(options, route);
    if (signal.aborted) socket.destroy();
    return greeted(socket, options, connectMs);
  };
  try {
    const first = await (options.foreign ? reachForeign(options, reach) : reach(null, options.timeouts.connectMs));
    dialogue = first.dialogue;
    expectReady(first.greeting, options);
    let offered = await hello(dialogue, options);
    if (!options.secure && !options.ignoreTls) {
      const upgraded = await startTls(dialogue, offered, options);
      if (upgraded) {
        dialogue = upgraded;
        // RFC 3207 §4.2: what was said before TLS does not count.
        offered = await hello(dialogue, options);
      }
    }
    if (options.auth) await signIn(dialogue, options.auth, offered, options);
    return {
      socket: dialogue.release(),
      offered: { ...offered, pipelining: offered.pipelining && options.pipelining },
    };
  } catch (error) {
    dialogue?.socket.destroy();
    socket?.destroy();
    throw describeError(error, options);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

interface Greeted {
  dialogue: Dialogue;
  greeting: SmtpReply;
}

/** Waits for the connection, TLS from the start and the greeting. */
async function greeted(socket: Socket, options: SmtpOptions, connectMs: number): Promise<Greeted> {
  await connected(socket, "connect", options, connectMs);
  if (options.secure) await connected(socket, "secureConnect", options);
  const dialogue = new Dialogue(socket);
  return { dialogue, greeting: await dialogue.reply(options.timeouts.greetingMs, "greeting") };
}

/** A server that a workspace named: looked up once, judged, and never told apart when it is not reached. */
function reachForeign(
  options: SmtpOptions,
  open: (route: OutgoingRoute, connectMs: number) => Promise<Greeted>,
): Promise<Greeted> {
  const destination: Destination = { host: options.host, port: options.port, purpose: "smtp" };
  return evenly(destination, async () => {
    const route = await findRoute(destination);
    try {
      return await open(route, surroundings.reachMs);
    } catch (error) {
      // With ALLOW_PRIVATE_SMTP there is nothing to keep from anybody.
      if (answersWrongly(error) || surroundings.allowsAll()) throw error;
      throw new Unreachable(destination, error instanceof Error ? error.message : String(error));
    }
  });
}

/** Longer than the answer to EHLO usually is; what does not fit comes with the next read. */
const READ_BYTES = 4096;

interface Address {
  host: string;
  port: number;
  lookup?: OutgoingRoute["lookup"];
  autoSelectFamilyAttemptTimeout: number;
}

function openSocket(options: SmtpOptions, route: OutgoingRoute | null): Socket {
  const { host, port, secure } = options;
  // Node's 250 ms an address are too short for far servers with several addresses.
  const address = { host, port, ...(route && { lookup: route.lookup }), autoSelectFamilyAttemptTimeout: 3_000 };
  const socket = secure ? tlsConnect({ ...address, ...tlsOptions(options) }) : openPlain(address);
  socket.setNoDelay(true);
  // An error after the last listener has gone must not end the process.
  socket.on("error", () => {});
  return socket;
}

/**
 * A connection without TLS that reads into one small buffer of its own. Node would make a new one of 64 KB for every reply
 * of some twenty octets, thousands of times a second.
 */
function openPlain(address: Address): Socket {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  const onRead = (bytes: number) => {
    socket.emit("data", Buffer.from(buffer.subarray(0, bytes)));
    return true;
  };
  const socket: Socket = netConnect({ ...address, onread: { buffer, callback: onRead } });
  return socket;
}

function tlsOptions({ host, servername, ca, rejectUnauthorized }: SmtpOptions) {
  const name = servername ?? (isIP(host) ? undefined : host);
  return {
    minVersion: "TLSv1.2" as const,
    rejectUnauthorized,
    // An address cannot be a server name (RFC 6066 §3); the certificate is then checked against `host`.
    ...(name ? { servername: name } : { host }),
    ...(ca && { ca }),
  };
}

/** Resolves at `event`. */
function connected(
  socket: Socket,
  event: "connect" | "secureConnect",
  options: SmtpOptions,
  limitMs = options.timeouts.connectMs,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error) => {
      clearTimeout(timer);
      socket.off(event, onReady).off("error", finish).off("close", onClose);
      if (error) reject(error);
      else resolve();
    };
    const onReady = () => finish();
    const onClose = () => finish(new Error("the connection was closed by the peer"));
    const timer = setTimeout(() => finish(connectTimeout(options)), limitMs);
    socket.once(event, onReady).once("error", finish).once("close", onClose);
  });
}

/** A failure in the peer's words: 4yz asks everybody to wait, 5yz is for a person. */
function refused(reply: SmtpReply, what: string, options: SmtpOptions): SmtpFailure {
  const kind = reply.code < 400 ? "network" : reply.code < 500 ? "throttled" : "config";
  return new SmtpFailure(kind, `${peerName(options)} ${what}: ${reply.text}`);
}

function expectReady(reply: SmtpReply, options: SmtpOptions): void {
  if (reply.code !== 220) throw refused(reply, "does not take connections", options);
}

async function hello(dialogue: Dialogue, options: SmtpOptions): Promise<Capabilities> {
  const { commandMs } = options.timeouts;
  const name = options.name ?? ownName(dialogue.socket);
  const reply = await dialogue.command(`EHLO ${name}`, commandMs);
  if (reply.code === 250) return parseCapabilities(reply.lines);
  if (reply.code < 500) throw refused(reply, "did not answer the greeting", options);
  const plain = await dialogue.command(`HELO ${name}`, commandMs);
  if (plain.code !== 250) throw refused(plain, `does not take ${name} as our name (setting name=)`, options);
  return NO_CAPABILITIES;
}

/** RFC 5321 §4.1.4: a full host name, or the address in brackets. */
function ownName(socket: Socket): string {
  const name = hostname();
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name)) return name;
  const address = socket.localAddress ?? "127.0.0.1";
  const v4 = address.replace(/^::ffff:/i, "");
  return isIP(v4) === 4 ? `[${v4}]` : `[IPv6:${address.replace(/%.*$/, "")}]`;
}

/** RFC 3207. Null when the peer does not offer TLS and need not. */
async function startTls(dialogue: Dialogue, offered: Capabilities, options: SmtpOptions): Promise<Dialogue | null> {
  if (!offered.startTls) {
    if (!options.requireTls) return null;
    throw new SmtpFailure("config", toKeep(failureTexts.noTls, { peer: peerName(options) }));
  }
  const reply = await dialogue.command("STARTTLS", options.timeouts.commandMs);
  if (reply.code !== 220)
    throw refused(reply, "offers TLS but does not start it (ignoreTLS=true does without)", options);
  if (dialogue.hasMore) {
    // CVE-2011-0411: somebody on the way wrote plain text that would be taken for part of the encrypted session.
    throw new SmtpFailure("config", toKeep(failureTexts.plainAfterTls, { peer: peerName(options) }));
  }
  const socket = tlsConnect({ socket: dialogue.release(), ...tlsOptions(options) });
  socket.on("error", () => {});
  try {
    await connected(socket, "secureConnect", options);
    return new Dialogue(socket);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
