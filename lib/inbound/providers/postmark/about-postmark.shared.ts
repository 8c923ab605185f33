import type { ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";

/** Postmark, as people see it. */
export const aboutPostmark = {
  label: "Postmark",
  proof: { by: "credentials", inAddress: false },
  guide: {
    steps: [
      "In Postmark open the server and the message stream you send with, then Webhooks › Add webhook.",
      "Paste the address above as the webhook URL.",
      "Under Basic auth credentials type in the user name and password above.",
      "Repeat it for every message stream that you send through.",
    ],
    events: ["Delivery", "Bounce", "Spam complaint", "Subscription change", "Open", "Link click"],
    caution: "Leave “Include bounce content” off: the content is not needed.",
  },
  listAccess: [
    { name: "apiKey", label: "Server API token" },
    { name: "scope", label: "Message stream", help: "Its id, such as broadcast; outbound when empty.", optional: true },
  ],
} as const satisfies ProviderAbout;
