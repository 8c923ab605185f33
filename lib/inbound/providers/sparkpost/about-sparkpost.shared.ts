import { europe, type ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** SparkPost, as people see it. */
export const aboutSparkpost = {
  label: "SparkPost",
  proof: { by: "credentials", inAddress: false },
  guide: {
    steps: [
      msg("In SparkPost open Configuration › Webhooks and create one."),
      msg("Paste the address above as the target URL."),
      msg("Choose Basic auth and type in the user name and password above."),
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
    caution: msg("Leave “Initial open” out: it tells of the same openings as “Open”."),
  },
  listAccess: [{ name: "apiKey", label: msg("API key"), help: msg("With access to suppression lists.") }, europe],
} as const satisfies ProviderAbout;
