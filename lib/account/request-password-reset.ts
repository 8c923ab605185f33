import { hitRateLimit } from "@/lib/security/rate-limit";
import { type AccountCtx, inAccountTransaction } from "./account-ctx";
import { issueAuthToken, tokenLifetimeMinutes } from "./auth-tokens";
import { queueSystemMail } from "./jobs";
import { resetPasswordUrl } from "./links";
import { RequestPasswordReset } from "./schema";

/**
 * Mails a link to choose a new password, if there is such an account and it is not disabled; the caller cannot tell.
 * Throws `rate_limited` after five an address or thirty an IP in an hour.
 */
export async function requestPasswordReset(ctx: AccountCtx, input: RequestPasswordReset): Promise<void> {
  const { email } = RequestPasswordReset.parse(input);
  await hitRateLimit(`reset:${email}`, { limit: 5, windowMs: 3600_000 });
  await hitRateLimit(`reset-ip:${ctx.ip ?? "unknown"}`, { limit: 30, windowMs: 3600_000 });
  const user = await ctx.db.user.findUnique({ where: { email } });
  if (!user || user.disabledAt) return;
  await inAccountTransaction(ctx, async (tx) => {
    const token = await issueAuthToken(tx, "password_reset", user);
    await queueSystemMail(tx, {
      to: user.email,
      template: "reset-password",
      props: { name: user.name, url: resetPasswordUrl(token), minutes: tokenLifetimeMinutes.password_reset },
    });
  });
}
