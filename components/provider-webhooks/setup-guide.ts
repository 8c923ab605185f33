import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import type { ProviderName } from "@/lib/inbound/providers/schema";

export interface SetupGuide {
  /** What to do at the provider, in order. */
  steps: readonly string[];
  /** The events to choose, as the provider writes them. */
  events: readonly string[];
  /** What is easily done wrong. */
  caution?: string;
}

/** What to click at each provider, so that its events come here. */
export const setupGuides: Readonly<Record<ProviderName, SetupGuide>> = {
  resend: {
    steps: [
      "In Resend open Webhooks and choose “Add webhook”.",
      "Paste the address above as the endpoint URL and choose the events.",
      "Open the new webhook, copy its signing secret (it begins with whsec_) and paste it below.",
    ],
    events: [
      "email.sent",
      "email.delivered",
      "email.delivery_delayed",
      "email.bounced",
      "email.complained",
      "email.failed",
      "email.suppressed",
      "email.opened",
      "email.clicked",
    ],
    caution:
      "Turn Resend's own open and click tracking off for the domain while Homing tracks: links rewritten twice break.",
  },
  ses: {
    steps: [
      "In Amazon SNS create a standard topic; its ARN is the topic above.",
      "Give the topic a subscription with the protocol HTTPS and the address above. Leave “raw message delivery” off.",
      "Homing confirms the subscription by itself; this page says when.",
      "In Amazon SES open the configuration set you send with and add an event destination of the kind SNS with this topic.",
    ],
    events: [
      "Sends",
      "Deliveries",
      "Delivery delays",
      "Hard bounces",
      "Complaints",
      "Rejects",
      "Rendering failures",
      "Opens and clicks (only if SES tracks them)",
      "Subscriptions",
    ],
    caution: "Set the topic's attribute SignatureVersion to 2, so that Amazon signs with SHA-256.",
  },
  sendgrid: {
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
  postmark: {
    steps: [
      "In Postmark open the server and the message stream you send with, then Webhooks › Add webhook.",
      "Paste the address above as the webhook URL.",
      "Under Basic auth credentials type in the user name and password above.",
      "Repeat it for every message stream that you send through.",
    ],
    events: ["Delivery", "Bounce", "Spam complaint", "Subscription change", "Open", "Link click"],
    caution: "Leave “Include bounce content” off: the content is not needed.",
  },
  mailgun: {
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
  sparkpost: {
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
  mailjet: {
    steps: [
      "In Mailjet open Account settings › Event notifications (webhooks).",
      "Paste the address with user name and password at each of the events.",
      "Turn “Group events” on.",
    ],
    events: ["sent", "open", "click", "bounce", "blocked", "spam", "unsub"],
  },
  brevo: {
    steps: [
      "In Brevo open Transactional › Settings › Webhook and add a webhook.",
      "Paste the address with user name and password as the URL to notify.",
      "Turn batched delivery on where your plan offers it.",
    ],
    events: [
      "Sent",
      "Delivered",
      "Deferred",
      "Soft bounce",
      "Hard bounce",
      "Invalid email",
      "Blocked",
      "Error",
      "Complaint",
      "Opened",
      "Proxy open",
      "Clicked",
      "Unsubscribed",
    ],
    caution: "Leave “First opening” and “Unique proxy open” out: they tell of the same openings once more.",
  },
};

/** Providers whose set-up page has one field for an address: the credentials go into it. */
export const credentialsInAddress: ReadonlySet<ProviderName> = new Set(["mailjet", "brevo"]);

/** The address with user name and password in it, as RFC 3986 writes them. */
export function addressWithCredentials(url: string, credentials: { username: string; password: string }): string {
  const address = new URL(url);
  address.username = credentials.username;
  address.password = credentials.password;
  return address.href;
}

export interface AccessField {
  name: keyof ListAccess;
  label: string;
  help?: string;
  optional?: boolean;
}

const europe: AccessField = {
  name: "region",
  label: "Region",
  help: "Write eu for an account in the European Union; else leave it empty.",
  optional: true,
};

/** What each provider's suppression list is reached with. */
export const listAccessFields: Readonly<Record<ProviderName, readonly AccessField[]>> = {
  resend: [
    { name: "apiKey", label: "API key", help: "With full access; a key that may only send cannot see the list." },
  ],
  ses: [
    { name: "apiKey", label: "Access key id" },
    { name: "apiSecret", label: "Secret access key", help: "May list, put and delete suppressed destinations." },
    { name: "region", label: "Region", help: "The one you send from, such as eu-west-1." },
  ],
  sendgrid: [{ name: "apiKey", label: "API key", help: "With access to suppressions." }, europe],
  postmark: [
    { name: "apiKey", label: "Server API token" },
    { name: "scope", label: "Message stream", help: "Its id, such as broadcast; outbound when empty.", optional: true },
  ],
  mailgun: [
    { name: "apiKey", label: "API key" },
    { name: "scope", label: "Sending domain", help: "Mailgun keeps a list for each domain." },
    europe,
  ],
  sparkpost: [{ name: "apiKey", label: "API key", help: "With access to suppression lists." }, europe],
  mailjet: [
    { name: "apiKey", label: "API key" },
    { name: "apiSecret", label: "Secret key" },
  ],
  brevo: [{ name: "apiKey", label: "API key" }],
};
