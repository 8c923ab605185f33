import { europe, type ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";

/** Mailgun, as people see it. */
export const aboutMailgun = {
  label: "Mailgun",
  proof: {
    by: "signing_secret",
    label: "Webhook signing key",
    help: "“HTTP webhook signing key”, the same for all domains of the account.",
    wrong: "Paste the HTTP webhook signing key of your Mailgun account.",
  },
  guide: {
    steps: [
      "In Mailgun open Send › Sending › Webhooks and choose the domain you send from.",
      "Add a webhook for each of the events, with the address above.",
      "Copy the HTTP webhook signing key (on the same page) and paste it below.",
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
    caution: "Mailgun does not sign what its events say, only that they are its own. Keep the address secret.",
  },
  listAccess: [
    { name: "apiKey", label: "API key" },
    { name: "scope", label: "Sending domain", help: "Mailgun keeps a list for each domain." },
    europe,
  ],
} as const satisfies ProviderAbout;
