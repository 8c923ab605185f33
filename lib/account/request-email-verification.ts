import { inTransaction } from "@/lib/base/db/transaction";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { currentLanguage } from "@/lib/language/speech";
import type { AccountCtx } from "./account-ctx";
import { issueAuthToken } from "./auth-tokens";
import { queueSystemMail } from "./jobs";
import { verifyEmailUrl } from "./links";

interface Person {
  id: string;
  email: string;
  name: string;
  language: string | null;
  emailVerifiedAt: Date | null;
}

/** Mails the link that confirms the address. Does nothing when it is confirmed. Throws `rate_limited` after five an hour. */
export async function requestEmailVerification(ctx: AccountCtx, user: Person): Promise<void> {
  if (user.emailVerifiedAt) return;
  await hitRateLimit(`verify-email:${user.id}`, { limit: 5, windowMs: 3600_000 });
  await inTransaction(ctx, (tx) => mailVerification(tx, user));
}

/** The link and its mail, inside a running transaction. */
export async function mailVerification(tx: AccountCtx, user: Omit<Person, "emailVerifiedAt">): Promise<void> {
  const token = await issueAuthToken(tx, "email_verification", user);
  await queueSystemMail(tx, {
    to: user.email,
    language: user.language ?? currentLanguage(),
    template: "verify-email",
    props: { name: user.name, url: verifyEmailUrl(token) },
  });
}
