import { readSession } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { notFound, unauthenticated } from "@/lib/errors";
import { mailboxKeyPurpose } from "@/lib/mailbox/key";
import { verifyToken } from "@/lib/security/tokens";

/** Holds the key that `npm start` prints, so that the mailbox opens without an account. */
export const mailboxCookie = "homing.mailbox";
export const mailboxCookieSeconds = 30 * 24 * 3600;

/** off: this installation sends real mail. closed: it is not for this browser. */
export type MailboxAccess = "open" | "closed" | "off";

/** True for a key that this installation made. */
export function isMailboxKey(key: string): boolean {
  return verifyToken(mailboxKeyPurpose, key)?.toString() === "operator";
}

/** Whether a browser may look into the mailbox: the operator when signed in, or whoever holds the key. */
export async function mailboxAccess(cookieHeader: string | null): Promise<MailboxAccess> {
  if (env.MAILBOX !== "embedded") return "off";
  const key = new RegExp(`(?:^|;\\s*)${mailboxCookie.replace(".", "\\.")}=([A-Za-z0-9_-]+)`).exec(
    cookieHeader ?? "",
  )?.[1];
  if (key && isMailboxKey(key)) return "open";
  const signedIn = await readSession(cookieHeader);
  return signedIn?.user.isOperator ? "open" : "closed";
}

/** The same for a route. Throws `not_found` where there is no mailbox, `unauthenticated` to strangers. */
export async function requireMailbox(request: Request): Promise<void> {
  const access = await mailboxAccess(request.headers.get("cookie"));
  if (access === "off") throw notFound("embedded mailbox");
  if (access === "closed") {
    throw unauthenticated(
      "Sign in as the operator of this installation, or open the mailbox by the address that npm start printed.",
    );
  }
}
