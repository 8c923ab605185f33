import type { ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";

/** Mailjet, as people see it. */
export const aboutMailjet = {
  label: "Mailjet",
  proof: { by: "credentials", inAddress: true },
  guide: {
    steps: [
      "In Mailjet open Account settings › Event notifications (webhooks).",
      "Paste the address with user name and password at each of the events.",
      "Turn “Group events” on.",
    ],
    events: ["sent", "open", "click", "bounce", "blocked", "spam", "unsub"],
  },
  listAccess: [
    { name: "apiKey", label: "API key" },
    { name: "apiSecret", label: "Secret key" },
  ],
} as const satisfies ProviderAbout;
