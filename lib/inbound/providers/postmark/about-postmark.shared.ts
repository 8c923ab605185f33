import type { ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** Postmark, as people see it. */
export const aboutPostmark = {
  label: "Postmark",
  proof: { by: "credentials", inAddress: false },
  guide: {
    steps: [
      msg("In Postmark open the server and the message stream you send with, then Webhooks › Add webhook."),
      msg("Paste the address above as the webhook URL."),
      msg("Under Basic auth credentials type in the user name and password above."),
      msg("Repeat it for every message stream that you send through."),
    ],
    events: ["Delivery", "Bounce", "Spam complaint", "Subscription change", "Open", "Link click"],
    caution: msg("Leave “Include bounce content” off: the content is not needed."),
  },
  listAccess: [
    { name: "apiKey", label: msg("Server API token") },
    {
      name: "scope",
      label: msg("Message stream"),
      help: msg("Its id, such as broadcast; outbound when empty."),
      optional: true,
    },
  ],
} as const satisfies ProviderAbout;
