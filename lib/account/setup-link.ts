import { dropInstallationKey, isInstallationKey, renewInstallationKey } from "@/lib/base/security/installation-key";
import { outerPath } from "@/lib/client/paths";
import type { AccountCtx } from "./account-ctx";
import { isFirstRun } from "./queries";

/** A link that nobody used for a week is in too many terminals and logs; a new start prints a new one. */
const lifetimeMs = 7 * 24 * 3600_000;

/**
 * The path by which the owner's account is made, once; null when there is an account. Each call ends the link before.
 * Whoever can start the product or migrate its database gets it, no visitor does.
 */
export async function newSetupPath(ctx: AccountCtx): Promise<string | null> {
  if (!(await isFirstRun(ctx))) return null;
  const key = await renewInstallationKey(ctx.db, "setup_key", { now: ctx.now(), lifetimeMs });
  return outerPath("/setup", { key });
}

/** Whether this is the key of the link that was printed last. */
export function isSetupKey(ctx: AccountCtx, key: unknown): Promise<boolean> {
  return isInstallationKey(ctx.db, "setup_key", key, ctx.now());
}

/** The link is used up. */
export function endSetupLink(ctx: AccountCtx): Promise<void> {
  return dropInstallationKey(ctx.db, "setup_key");
}
