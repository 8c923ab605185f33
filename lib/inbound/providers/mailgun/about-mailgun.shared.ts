import { europe, type ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** Mailgun, as people see it. */
export const aboutMailgun = {
  label: "Mailgun",
  proof: {
    by: "signing_secret",
    label: msg("Webhook signing key"),
    help: msg("“HTTP webhook signing key”, the same for all domains of the account."),
    wrong: msg("Paste the HTTP webhook signing key of your Mailgun account."),
  },
  guide: {
    steps: [
      msg("In Mailgun open Send › Sending › Webhooks and choose the domain you send from."),
      msg("Add a webhook for each of the events, with the address above."),
      msg("Copy the HTTP webhook signing key (on the same page) and paste it below."),
    ],
    events: [
      "accepted",
      "delivered",
      "temporary_fail",
      "permanent_fail",
      "opened",
      "clicked",
      "unsubscribed",
      "complained",
    ],
    caution: msg("Mailgun does not sign what its events say, only that they are its own. Keep the address secret."),
  },
  listAccess: [
    { name: "apiKey", label: msg("API key") },
    { name: "scope", label: msg("Sending domain"), help: msg("Mailgun keeps a list for each domain.") },
    europe,
  ],
} as const satisfies ProviderAbout;
