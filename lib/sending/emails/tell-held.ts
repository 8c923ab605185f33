import { createHash } from "node:crypto";
import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import { workspacePath } from "@/lib/client/paths";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";

/** Tells people that single mails wait for something that only they can put right; the same reason once a day (UTC). */
export async function tellHeld(ctx: Ctx, why: () => string): Promise<void> {
  const at = ctx.now();
  const reason = createHash("sha256").update(inLanguage("en", why)).digest("hex").slice(0, 16);
  await notify(ctx, {
    kind: "email.held",
    severity: "danger",
    title: () => t("Transactional mail waits"),
    body: () =>
      `${why()}\n${t("Mails of your programs wait until this is put right, and leave by themselves then. What has waited for a day fails.")}`,
    href: workspacePath("/emails"),
    dedupeKey: `email.held/${reason}/${at.toISOString().slice(0, 10)}`,
    mail: { admins: true, action: () => t("Look at the mails") },
  });
}
