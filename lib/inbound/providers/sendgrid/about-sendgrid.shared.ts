import { europe, type ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";

/** SendGrid, as people see it. */
export const aboutSendgrid = {
  label: "SendGrid",
  proof: {
    by: "verification_key",
    label: "Verification key",
    help: "Shown by SendGrid once the signed event webhook is on; begins with MFkw.",
    wrong: "Paste the verification key that SendGrid shows, a long text that begins with MFkw.",
  },
  guide: {
    steps: [
      "In SendGrid open Settings › Mail settings › Event webhooks and create one.",
      "Paste the address above as the post URL and choose the events.",
      "Turn “Enable signed event webhook” on, save, copy the verification key and paste it below.",
    ],
    events: [
      "Processed",
      "Delivered",
      "Deferred",
      "Bounced",
      "Dropped",
      "Spam reports",
      "Unsubscribes",
      "Group unsubscribes",
      "Group resubscribes",
      "Opened",
      "Clicked",
    ],
  },
  listAccess: [{ name: "apiKey", label: "API key", help: "With access to suppressions." }, europe],
} as const satisfies ProviderAbout;
