import type { ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** Mailjet, as people see it. */
export const aboutMailjet = {
  label: "Mailjet",
  proof: { by: "credentials", inAddress: true },
  guide: {
    steps: [
      msg("In Mailjet open Account settings › Event notifications (webhooks)."),
      msg("Paste the address with user name and password at each of the events."),
      msg("Turn “Group events” on."),
    ],
    events: ["sent", "open", "click", "bounce", "blocked", "spam", "unsub"],
  },
  listAccess: [
    { name: "apiKey", label: msg("API key") },
    { name: "apiSecret", label: msg("Secret key") },
  ],
} as const satisfies ProviderAbout;
