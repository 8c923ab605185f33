import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { User } from "@/lib/base/db/generated/client";
import { inLanguageOf } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";
import { t } from "@/lib/language/t";
import type { AccountCtx } from "./account-ctx";
import { queueSystemMail } from "./jobs";
import { forgotPasswordUrl } from "./links";

/** Writes a change of password into the security log and tells the person by mail; in the transaction that changes it. */
export async function notePasswordChange(
  tx: AccountCtx,
  user: Pick<User, "id" | "email" | "name" | "language">,
  kind: "password.changed" | "password.reset",
): Promise<void> {
  await recordSecurityEvent(tx, { kind, userId: user.id, email: user.email, ip: tx.ip });
  const language = user.language ?? currentLanguage();
  await queueSystemMail(tx, {
    to: user.email,
    language,
    template: "account-notice",
    props: {
      ...inLanguageOf({ language }, () => ({
        title: t("Your password was changed"),
        what:
          kind === "password.reset"
            ? t("A new password was chosen with a link that we mailed to you. All devices are signed out.")
            : t("The password of your account was changed. Your other devices are signed out."),
      })),
      name: user.name,
      at: tx.now().toISOString(),
      ip: tx.ip ?? null,
      url: forgotPasswordUrl(),
    },
  });
}
