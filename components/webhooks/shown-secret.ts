import type { ShownWebhook } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";

/** How a new secret is shown, the only time that it is seen. */
export const shownSecret = ({ name, signingSecret }: ShownWebhook) => ({
  title: t("Copy the secret of “{name}”", { name }),
  description: t("It is shown only now. Your program verifies every call with it, as Standard Webhooks or Svix do."),
  secret: signingSecret,
  copyLabel: t("Copy secret"),
});
