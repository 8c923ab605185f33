import type { Socket } from "node:net";
import type { SMTPServer, SMTPServerSession } from "smtp-server";
import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { GivenMailbox } from "@/lib/emails/schema";

const enhanced = /^[245]\.\d{1,3}\.\d{1,3} /;

/**
 * Our replies say their own enhanced code; the others get the one that smtp-server has for them. Signing in is not offered where it would not be
 * taken: before TLS a program must not even try.
 */
export function sayOwnStatus(server: SMTPServer, session: SMTPServerSession, isPlain: boolean): void {
  const connection = connectionOf(server, session);
  if (!connection) return;
  const send = connection.send.bind(connection);
  connection.send = (code, data, context) => {
    gather(connection._socket);
    if (!Array.isArray(data)) send(code, data, typeof data === "string" && enhanced.test(data) ? false : context);
    else send(code, session.secure || isPlain ? data : data.filter((line) => !line.startsWith("AUTH ")), context);
  };
}

/** Replies to commands that came together leave together: each write is a packet, and with TLS a record of its own. */
function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}

const connectionOf = (server: SMTPServer, { id }: SMTPServerSession) => {
  for (const connection of server.connections) if (connection.session.id === id) return connection;
  return undefined;
};

/** Ends a session that takes too long. */
export function hangUpAfter(server: SMTPServer, session: SMTPServerSession, ms: number): NodeJS.Timeout {
  return setTimeout(() => {
    const connection = connectionOf(server, session);
    connection?.send(421, "4.4.2 That took too long");
    connection?.close();
  }, ms).unref();
}

/** Each address once, whatever its capitals. */
export function recipientsOf({ envelope }: SMTPServerSession): GivenMailbox[] {
  const found = new Map<string, GivenMailbox>();
  for (const { address } of envelope.rcptTo) {
    const read = parseEmailAddress(address);
    if (!isEmailAddress(read) || found.has(read.normalized)) continue;
    found.set(read.normalized, { name: "", address: read.email, normalized: read.normalized, domain: read.domain });
  }
  return [...found.values()];
}
