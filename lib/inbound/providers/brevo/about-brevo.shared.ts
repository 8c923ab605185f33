import type { ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** Brevo, as people see it. */
export const aboutBrevo = {
  label: "Brevo",
  proof: { by: "credentials", inAddress: true },
  guide: {
    steps: [
      msg("In Brevo open Transactional › Settings › Webhook and add a webhook."),
      msg("Paste the address with user name and password as the URL to notify."),
      msg("Turn batched delivery on where your plan offers it."),
    ],
    events: [
      "Sent",
      "Delivered",
      "Deferred",
      "Soft bounce",
      "Hard bounce",
      "Invalid email",
      "Blocked",
      "Error",
      "Complaint",
      "Opened",
      "Proxy open",
      "Clicked",
      "Unsubscribed",
    ],
    caution: msg("Leave “First opening” and “Unique proxy open” out: they tell of the same openings once more."),
  },
  listAccess: [{ name: "apiKey", label: msg("API key") }],
} as const satisfies ProviderAbout;
