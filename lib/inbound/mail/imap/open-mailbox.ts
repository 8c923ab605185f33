import { ImapFlow } from "imapflow";
import { env } from "@/lib/base/env";
import { type Destination, evenly, findRoute, Unreachable } from "@/lib/base/outgoing/route";
import { surroundings } from "@/lib/base/outgoing/surroundings";
import { accessToken } from "@/lib/inbound/mail/imap/access-token";
import type { MailboxSecrets } from "@/lib/inbound/mail/imap/secrets";
import type { MailboxAccess } from "@/lib/inbound/mail/mailbox-schema";

export interface OpenMailbox {
  client: ImapFlow;
  /** To be kept in place of the old one. */
  newRefreshToken: string | null;
  /** Ends the connection, also one that hangs. Never throws. */
  close(): Promise<void>;
}

export type Access = Pick<MailboxAccess, "host" | "port" | "security" | "username">;

/** A line with the UIDs of a million mails. */
const maxLineBytes = 8 * 1024 * 1024;
/** A mail is asked for up to our limit; a server that sends a little more is not to blame. */
const maxLiteralBytes = () => env.INBOUND_MAX_BYTES + 65_536;
/** A server may keep one connection no longer, however busily it talks. */
const maxSessionMs = 130_000;

/** Connects and signs in. Throws what `explainImapError` turns into words. */
export async function openMailbox(access: Access, secrets: MailboxSecrets): Promise<OpenMailbox> {
  const destination: Destination = { host: access.host, port: access.port, purpose: "imap" };
  const given = secrets.auth === "oauth2" ? await accessToken(secrets) : null;
  const client = await evenly(destination, () => connect(destination, access, secrets, given?.token ?? null));
  const timer = setTimeout(() => client.close(), maxSessionMs).unref();
  const close = async () => {
    clearTimeout(timer);
    await Promise.race([client.logout().catch(() => {}), new Promise((done) => setTimeout(done, 3_000).unref())]);
    client.close();
  };
  return { client, newRefreshToken: given?.refreshToken ?? null, close };
}

async function connect(
  destination: Destination,
  access: Access,
  secrets: MailboxSecrets,
  token: string | null,
): Promise<ImapFlow> {
  const { servername, lookup } = await findRoute(destination);
  const client = new ImapFlow({
    host: access.host,
    // Handed to every connection: the addresses that were judged, and no other look-up.
    tls: { lookup, ...(servername && { servername }) } as ImapTls,
    port: access.port,
    secure: access.security === "tls",
    doSTARTTLS: access.security === "starttls" ? true : access.security === "none" ? false : undefined,
    auth: {
      user: access.username,
      ...(token ? { accessToken: token } : { pass: secrets.auth === "password" ? secrets.password : "" }),
    },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: surroundings.allowsAll() ? 15_000 : surroundings.reachMs,
    greetingTimeout: 15_000,
    socketTimeout: 45_000,
    maxLiteralSize: maxLiteralBytes(),
    maxResponseSize: maxLiteralBytes() + maxLineBytes,
    maxLineLength: maxLineBytes,
  });
  // What breaks while nothing is asked is met again at the next question.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    if (surroundings.allowsAll() || hasAnswered(error)) throw error;
    throw new Unreachable(destination, error instanceof Error ? error.message : String(error));
  }
}

const ANSWERS = /CERT|SELF_SIGNED|UNABLE_TO|^ERR_(SSL|TLS)|EPROTO|Extension|UPGRADE|STARTTLS|THROTTLE/;

/** The server has said something, or its TLS is not good: only servers that may be reached get so far. */
function hasAnswered(error: unknown): boolean {
  const { code, responseText, authenticationFailed } = error as Record<string, unknown>;
  return Boolean(authenticationFailed || responseText) || ANSWERS.test(String(code ?? ""));
}

type ImapTls = NonNullable<NonNullable<ConstructorParameters<typeof ImapFlow>[0]>["tls"]>;
