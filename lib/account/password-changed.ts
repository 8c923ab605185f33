import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { AccountCtx } from "./account-ctx";
import { queueSystemMail } from "./jobs";
import { forgotPasswordUrl } from "./links";

/** Writes a change of password into the security log and tells the person by mail; in the transaction that changes it. */
export async function notePasswordChange(
  tx: AccountCtx,
  user: { id: string; email: string; name: string },
  kind: "password.changed" | "password.reset",
): Promise<void> {
  await recordSecurityEvent(tx, { kind, userId: user.id, email: user.email, ip: tx.ip });
  await queueSystemMail(tx, {
    to: user.email,
    template: "account-notice",
    props: {
      title: "Your password was changed",
      what:
        kind === "password.reset"
          ? "A new password was chosen with a link that we mailed to you. All devices are signed out."
          : "The password of your account was changed. Your other devices are signed out.",
      name: user.name,
      at: tx.now().toISOString(),
      ip: tx.ip ?? null,
      url: forgotPasswordUrl(),
    },
  });
}
