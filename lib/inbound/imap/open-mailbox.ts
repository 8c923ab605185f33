import { ImapFlow } from "imapflow";
import { accessToken } from "@/lib/inbound/imap/access-token";
import type { MailboxSecrets } from "@/lib/inbound/imap/secrets";
import type { MailboxAccess } from "@/lib/inbound/mailbox-schema";
import { judgeHost, privateHostWords } from "@/lib/security/outgoing-guard";

export interface OpenMailbox {
  client: ImapFlow;
  /** To be kept in place of the old one. */
  newRefreshToken: string | null;
  /** Ends the connection, also one that hangs. Never throws. */
  close(): Promise<void>;
}

/** A host that nobody may connect to. */
export class HostRefused extends Error {
  override name = "HostRefused";
}

export type Access = Pick<MailboxAccess, "host" | "port" | "security" | "username">;

/** Octets of one answer: a mail that is read is cut before this. */
const maxAnswerBytes = 64 * 1024 * 1024;

/** Connects and signs in. Throws what `explainImapError` turns into words. */
export async function openMailbox(access: Access, secrets: MailboxSecrets): Promise<OpenMailbox> {
  if ((await judgeHost(access.host)) === "private") throw new HostRefused(privateHostWords(access.host));
  const given = secrets.auth === "oauth2" ? await accessToken(secrets) : null;
  const client = new ImapFlow({
    host: access.host,
    port: access.port,
    secure: access.security === "tls",
    doSTARTTLS: access.security === "starttls" ? true : access.security === "none" ? false : undefined,
    auth: {
      user: access.username,
      ...(given ? { accessToken: given.token } : { pass: secrets.auth === "password" ? secrets.password : "" }),
    },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 45_000,
    maxLiteralSize: maxAnswerBytes,
    maxResponseSize: 2 * maxAnswerBytes,
    maxLineLength: maxAnswerBytes,
  });
  // What breaks while nothing is asked is met again at the next question.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw error;
  }
  const close = async () => {
    await Promise.race([client.logout().catch(() => {}), new Promise((done) => setTimeout(done, 3_000).unref())]);
    client.close();
  };
  return { client, newRefreshToken: given?.refreshToken ?? null, close };
}
