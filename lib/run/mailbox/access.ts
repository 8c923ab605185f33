import { isOperator } from "@/lib/base/auth/operator";
import { cookieValue, hostCookie, readSession } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { forbidden, notFound, unauthenticated } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { isMailboxSession } from "@/lib/run/mailbox/key";
import type { MailboxReader } from "@/lib/run/mailbox/queries";

/** Holds what a browser got for the key that `npm start` prints. */
export const mailboxCookieName = () => hostCookie("homing.mailbox");

/**
 * off: this installation sends real mail. closed: it is not for this browser. open: everything. guest: all but the mail of the
 * product itself, whose links would open accounts.
 */
export type EmbeddedMailboxAccess = "open" | "guest" | "closed" | "off";

/** What a browser may see of the mailbox: the operator when signed in, or whoever came with the key. */
export async function mailboxAccess(cookieHeader: string | null, now = new Date()): Promise<EmbeddedMailboxAccess> {
  if (env.MAILBOX !== "embedded") return "off";
  const signedIn = await readSession(cookieHeader);
  if (signedIn && isOperator(signedIn.user)) return "open";
  const token = cookieValue(cookieHeader, mailboxCookieName());
  if (!token || !isMailboxSession(token, now)) return "closed";
  const hasOwner = (await prisma.user.findFirst({ select: { id: true } })) !== null;
  return hasOwner ? "guest" : "open";
}

/** The same for a route. Throws `not_found` where there is no mailbox, `unauthenticated` to strangers. */
export async function requireMailbox(request: Request): Promise<MailboxReader> {
  const access = await mailboxAccess(request.headers.get("cookie"));
  if (access === "off") throw notFound("embedded mailbox");
  if (access === "closed") {
    throw unauthenticated(
      t("Sign in as the operator of this installation, or open the mailbox by the address that {command} printed.", {
        command: "npm start",
      }),
    );
  }
  return access;
}

/** For what changes the mailbox for everybody. Throws `forbidden` to a guest: only operators may, or whoever sets the installation up. */
export async function requireMailboxOperator(request: Request): Promise<void> {
  if ((await requireMailbox(request)) === "guest") {
    throw forbidden(t("Only an operator of this installation changes the speed of the simulated recipients."));
  }
}
