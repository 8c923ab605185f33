import { europe, type ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";

/** SparkPost, as people see it. */
export const aboutSparkpost = {
  label: "SparkPost",
  proof: { by: "credentials", inAddress: false },
  guide: {
    steps: [
      "In SparkPost open Configuration › Webhooks and create one.",
      "Paste the address above as the target URL.",
      "Choose Basic auth and type in the user name and password above.",
    ],
    events: [
      "Injection",
      "Delivery",
      "Delay",
      "Bounce",
      "Out of band",
      "Spam complaint",
      "Policy rejection",
      "Generation failure",
      "Generation rejection",
      "Open",
      "Click",
      "List unsubscribe",
      "Link unsubscribe",
    ],
    caution: "Leave “Initial open” out: it tells of the same openings as “Open”.",
  },
  listAccess: [{ name: "apiKey", label: "API key", help: "With access to suppression lists." }, europe],
} as const satisfies ProviderAbout;
