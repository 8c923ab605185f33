import type { ShownWebhook } from "@/lib/edges/webhooks/schema";

/** How a new secret is shown, the only time that it is seen. */
export const shownSecret = ({ name, signingSecret }: ShownWebhook) => ({
  title: `Copy the secret of “${name}”`,
  description: "It is shown only now. Your program verifies every call with it, as Standard Webhooks or Svix do.",
  secret: signingSecret,
  copyLabel: "Copy secret",
});
