import { admitGuess } from "@/lib/base/security/guess-throttle";
import type { AccountCtx } from "./account-ctx";

/**
 * Tries the secret of a mailed link. Only wrong ones count, by secret and by network, so that nobody uses up the tries of
 * somebody whose link is right. `check` throws when the secret is wrong.
 */
export async function tryLinkSecret<T>(
  ctx: Pick<AccountCtx, "ip">,
  { purpose, token }: { purpose: "join" | "verify-email" | "reset-password"; token: string },
  check: () => Promise<T>,
): Promise<T> {
  const guess = await admitGuess({ purpose, subject: token, ip: ctx.ip });
  const found = await check();
  await guess.right();
  return found;
}
