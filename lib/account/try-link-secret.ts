import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { AppError } from "@/lib/base/errors";
import { admitGuess } from "@/lib/base/security/guess-throttle";
import type { AccountCtx } from "./account-ctx";

/**
 * Tries the secret of a mailed link. Only wrong ones count, by secret and by network, so that nobody uses up the tries of
 * somebody whose link is right. `check` throws `invalid` when the secret is wrong, which is written down without the secret.
 */
export async function tryLinkSecret<T>(
  ctx: AccountCtx,
  { purpose, token }: { purpose: "join" | "verify-email" | "reset-password"; token: string },
  check: () => Promise<T>,
): Promise<T> {
  const guess = await admitGuess({ purpose, subject: token, ip: ctx.ip });
  const found = await check().catch(async (error: unknown) => {
    const wrong = error instanceof AppError && (error.code === "invalid" || error.code === "not_found");
    if (wrong) await recordAttempt(ctx, { kind: "link.refused", ip: ctx.ip, detail: { purpose } });
    throw error;
  });
  await guess.right();
  return found;
}
