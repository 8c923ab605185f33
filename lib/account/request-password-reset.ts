import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { inTransaction } from "@/lib/base/db/transaction";
import { afterAtLeast } from "@/lib/base/security/at-least";
import { networkOf } from "@/lib/base/security/network";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { currentLanguage } from "@/lib/language/speech";
import type { AccountCtx } from "./account-ctx";
import { issueAuthToken, tokenLifetimeMinutes } from "./auth-tokens";
import { queueSystemMail } from "./jobs";
import { resetPasswordUrl } from "./links";
import { RequestPasswordReset } from "./schema";

const hour = { windowMs: 3600_000 };
/** Longer than making the mail takes. */
const answerAfterMs = 300;

/**
 * Mails a link to choose a new password, if there is such an account and it is not disabled; the caller cannot tell.
 * Throws `rate_limited` after five for an address from one network, or thirty from it. What others ask for never stands in
 * the owner's way: after ten an hour for an address from all over nothing more is mailed, and the last link works.
 */
export async function requestPasswordReset(ctx: AccountCtx, input: RequestPasswordReset): Promise<void> {
  const { email } = RequestPasswordReset.parse(input);
  const { line, area } = networkOf(ctx.ip);
  await hitRateLimit(`reset:${line}:${email}`, { ...hour, limit: 5 });
  await hitRateLimit(`reset-line:${line}`, { ...hour, limit: 30 });
  await hitRateLimit(`reset-area:${area}`, { ...hour, limit: 100 });
  await afterAtLeast(answerAfterMs, () => mailLink(ctx, email));
}

async function mailLink(ctx: AccountCtx, email: string): Promise<void> {
  const user = await ctx.db.user.findUnique({ where: { email } });
  if (!user || user.disabledAt || !(await mayMail(email))) return;
  await inTransaction(ctx, async (tx) => {
    const token = await issueAuthToken(tx, "password_reset", user);
    await recordSecurityEvent(tx, { kind: "password.reset_asked", userId: user.id, email, ip: tx.ip });
    await queueSystemMail(tx, {
      to: user.email,
      language: user.language ?? currentLanguage(),
      template: "reset-password",
      props: { name: user.name, url: resetPasswordUrl(token), minutes: tokenLifetimeMinutes.password_reset },
    });
  });
}

const mayMail = (email: string) =>
  hitRateLimit(`reset-mails:${email}`, { ...hour, limit: 10 }).then(
    () => true,
    () => false,
  );
