import { europe, type ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** SendGrid, as people see it. */
export const aboutSendgrid = {
  label: "SendGrid",
  proof: {
    by: "verification_key",
    label: msg("Verification key"),
    help: msg("Shown by SendGrid once the signed event webhook is on; begins with MFkw."),
    wrong: msg("Paste the verification key that SendGrid shows, a long text that begins with MFkw."),
  },
  guide: {
    steps: [
      msg("In SendGrid open Settings › Mail settings › Event webhooks and create one."),
      msg("Paste the address above as the post URL and choose the events."),
      msg("Turn “Enable signed event webhook” on, save, copy the verification key and paste it below."),
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
  listAccess: [{ name: "apiKey", label: msg("API key"), help: msg("With access to suppressions.") }, europe],
} as const satisfies ProviderAbout;
