import type { Db } from "@/lib/base/db/client";
import { isInstallationKey, renewInstallationKey } from "@/lib/base/security/installation-key";
import { signToken, verifyToken } from "@/lib/base/security/tokens";
import { outerPath } from "@/lib/client/paths";

/** Longer than a product is left running in a terminal; a new start ends it sooner. */
const keyLifetimeMs = 30 * 24 * 3600_000;
/** How long a browser that came with the key may read on. */
export const mailboxSessionSeconds = 8 * 3600;
const sessionPurpose = "mailbox-session";

/** Path that opens the embedded mailbox without an account: printed by `npm start`, good until the next start. */
export async function newMailboxPath(db: Db, now: Date): Promise<string> {
  return outerPath("/mailbox", {
    key: await renewInstallationKey(db, "mailbox_key", { now, lifetimeMs: keyLifetimeMs }),
  });
}

/** True for the key that was printed last. */
export function isMailboxKey(db: Db, key: string, now: Date): Promise<boolean> {
  return isInstallationKey(db, "mailbox_key", key, now);
}

/** What a browser gets for the key: a signed time at which it ends. */
export function newMailboxSession(now: Date): string {
  const end = Buffer.alloc(6);
  end.writeUIntBE(now.getTime() + mailboxSessionSeconds * 1000, 0, 6);
  return signToken(sessionPurpose, end);
}

/** True until the session's end. */
export function isMailboxSession(token: string, now: Date): boolean {
  const end = verifyToken(sessionPurpose, token);
  return end !== null && end.length === 6 && end.readUIntBE(0, 6) > now.getTime();
}
