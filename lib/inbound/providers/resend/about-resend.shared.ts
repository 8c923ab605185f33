import type { ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** Resend, as people see it. */
export const aboutResend = {
  label: "Resend",
  proof: {
    by: "signing_secret",
    label: msg("Signing secret"),
    help: msg(
      "Shown by Resend at the webhook; begins with whsec_. While you replace one, paste both with a space between.",
    ),
    wrong: msg("Paste the signing secret that Resend shows; it begins with whsec_."),
  },
  guide: {
    steps: [
      msg("In Resend open Webhooks and choose “Add webhook”."),
      msg("Paste the address above as the endpoint URL and choose the events."),
      msg("Open the new webhook, copy its signing secret (it begins with whsec_) and paste it below."),
    ],
    events: [
      "email.sent",
      "email.delivered",
      "email.delivery_delayed",
      "email.bounced",
      "email.complained",
      "email.failed",
      "email.suppressed",
      "email.opened",
      "email.clicked",
    ],
    caution: msg(
      "Turn Resend's own open and click tracking off for the domain while Homing tracks: links rewritten twice break.",
    ),
  },
  listAccess: [
    {
      name: "apiKey",
      label: msg("API key"),
      help: msg("With full access; a key that may only send cannot see the list."),
    },
  ],
} as const satisfies ProviderAbout;
