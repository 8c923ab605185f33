import { describe, expect, test } from "vitest";
import { providers } from "./all-providers";
import type { ProviderName } from "./schema";

/**
 * Every event name that the providers' documentation lists, in their own spelling, with what it becomes here. "ignored" is refused on
 * purpose; "unknown" must not occur among them.
 */
const documented: Readonly<Record<ProviderName, Readonly<Record<string, string>>>> = {
  brevo: {
    request: "accepted",
    sent: "accepted",
    delivered: "delivered",
    deferred: "deferred",
    soft_bounce: "soft_bounce",
    softBounce: "soft_bounce",
    hard_bounce: "hard_bounce",
    hardBounce: "hard_bounce",
    invalid_email: "hard_bounce",
    invalid: "hard_bounce",
    blocked: "rejected",
    error: "failed",
    spam: "complaint",
    complaint: "complaint",
    opened: "open",
    unique_opened: "open",
    uniqueOpened: "open",
    proxy_open: "open",
    unique_proxy_open: "open",
    uniqueProxyOpen: "open",
    loadedByProxy: "open",
    click: "click",
    unsubscribe: "unsubscribe",
    unsubscribed: "unsubscribe",
    list_addition: "ignored",
    listAddition: "ignored",
    contact_updated: "ignored",
    contactUpdated: "ignored",
    contact_deleted: "ignored",
    contactDeleted: "ignored",
    inboundEmailProcessed: "ignored",
    reply: "ignored",
  },
  mailgun: {
    accepted: "accepted",
    delivered: "delivered",
    temporary_fail: "deferred",
    permanent_fail: "hard_bounce",
    rejected: "rejected",
    opened: "open",
    clicked: "click",
    unsubscribed: "unsubscribe",
    complained: "complaint",
    stored: "ignored",
    list_member_uploaded: "ignored",
    list_member_upload_error: "ignored",
    list_uploaded: "ignored",
  },
  mailjet: {
    sent: "delivered",
    open: "open",
    click: "click",
    spam: "complaint",
    unsub: "unsubscribe",
    bounce: "soft_bounce",
    blocked: "rejected",
    typofix: "ignored",
  },
  postmark: {
    Delivery: "delivered",
    Open: "open",
    Click: "click",
    SpamComplaint: "complaint",
    "SubscriptionChange/ManualSuppression": "unsubscribe",
    "SubscriptionChange/SpamComplaint": "complaint",
    "SubscriptionChange/HardBounce": "hard_bounce",
    "SubscriptionChange/lifted": "resubscribe",
    Inbound: "ignored",
    "Bounce/HardBounce": "hard_bounce",
    "Bounce/Transient": "deferred",
    "Bounce/Unsubscribe": "unsubscribe",
    "Bounce/Subscribe": "resubscribe",
    "Bounce/AutoResponder": "ignored",
    "Bounce/AddressChange": "ignored",
    "Bounce/DnsError": "deferred",
    "Bounce/SpamNotification": "complaint",
    "Bounce/OpenRelayTest": "ignored",
    "Bounce/Unknown": "soft_bounce",
    "Bounce/SoftBounce": "soft_bounce",
    "Bounce/VirusNotification": "block",
    "Bounce/ChallengeVerification": "ignored",
    "Bounce/BadEmailAddress": "hard_bounce",
    "Bounce/SpamComplaint": "complaint",
    "Bounce/ManuallyDeactivated": "rejected",
    "Bounce/Unconfirmed": "rejected",
    "Bounce/Blocked": "block",
    "Bounce/SMTPApiError": "failed",
    "Bounce/InboundError": "ignored",
    "Bounce/DMARCPolicy": "block",
    "Bounce/TemplateRenderingFailed": "failed",
  },
  resend: {
    "email.sent": "accepted",
    "email.scheduled": "ignored",
    "email.delivered": "delivered",
    "email.delivery_delayed": "deferred",
    "email.complained": "complaint",
    "email.bounced": "hard_bounce",
    "email.opened": "open",
    "email.clicked": "click",
    "email.received": "ignored",
    "email.failed": "failed",
    "email.suppressed": "rejected",
    "contact.created": "ignored",
    "contact.updated": "ignored",
    "contact.deleted": "ignored",
    "domain.created": "ignored",
    "domain.updated": "ignored",
    "domain.deleted": "ignored",
    "suppression.added": "ignored",
    "suppression.removed": "ignored",
    "topic.created": "ignored",
    "inbox.created": "ignored",
  },
  sendgrid: {
    processed: "accepted",
    delivered: "delivered",
    deferred: "deferred",
    bounce: "hard_bounce",
    blocked: "block",
    dropped: "rejected",
    spamreport: "complaint",
    open: "open",
    click: "click",
    unsubscribe: "unsubscribe",
    group_unsubscribe: "unsubscribe",
    group_resubscribe: "resubscribe",
    account_status_change: "ignored",
  },
  ses: {
    Send: "accepted",
    SEND: "accepted",
    Delivery: "delivered",
    DeliveryDelay: "deferred",
    DELIVERY_DELAY: "deferred",
    Bounce: "soft_bounce",
    Complaint: "complaint",
    Reject: "rejected",
    "Rendering Failure": "failed",
    RENDERING_FAILURE: "failed",
    Open: "open",
    Click: "click",
    Subscription: "unsubscribe",
    Received: "ignored",
    AmazonSnsSubscriptionSucceeded: "ignored",
  },
  sparkpost: {
    "message_event/injection": "accepted",
    "message_event/delivery": "delivered",
    "message_event/delay": "deferred",
    "message_event/bounce": "soft_bounce",
    "message_event/out_of_band": "soft_bounce",
    "message_event/policy_rejection": "rejected",
    "message_event/spam_complaint": "complaint",
    "message_event/sms_status": "ignored",
    "gen_event/generation_failure": "failed",
    "gen_event/generation_rejection": "rejected",
    "track_event/open": "open",
    "track_event/initial_open": "ignored",
    "track_event/click": "click",
    "track_event/amp_open": "open",
    "track_event/amp_initial_open": "ignored",
    "track_event/amp_click": "click",
    "unsubscribe_event/list_unsubscribe": "unsubscribe",
    "unsubscribe_event/link_unsubscribe": "unsubscribe",
    "relay_message/relay_injection": "ignored",
    "relay_event/relay_injection": "ignored",
    "relay_event/relay_rejection": "ignored",
    "relay_event/relay_delivery": "ignored",
    "relay_event/relay_tempfail": "ignored",
    "relay_event/relay_permfail": "ignored",
    "ab_test_event/ab_test_completed": "ignored",
    "ab_test_event/ab_test_cancelled": "ignored",
    "ingest_event/success": "ignored",
    "ingest_event/error": "ignored",
  },
};

/** The smallest call that carries an event of this name, in each provider's shape. */
const callOf: Readonly<Record<ProviderName, (name: string) => unknown>> = {
  brevo: (event) => ({ event, email: "ada@example.org" }),
  mailgun: (event) => ({ signature: { token: "t" }, "event-data": { event, recipient: "ada@example.org" } }),
  mailjet: (event) => ({ event, email: "ada@example.org" }),
  postmark: (name) => {
    const [RecordType, detail] = name.split("/");
    const SuppressSending = detail !== "lifted";
    return { RecordType, Type: detail, SuppressionReason: detail, SuppressSending, Email: "ada@example.org" };
  },
  resend: (type) => ({ type, data: { to: ["ada@example.org"] } }),
  sendgrid: (event) => [{ event, email: "ada@example.org" }],
  ses: (eventType) => ({
    Type: "Notification",
    MessageId: "m",
    Message: JSON.stringify({ eventType, mail: { destination: ["ada@example.org"] } }),
  }),
  sparkpost: (name) => {
    const [group, type] = name.split("/");
    return [{ msys: { [group!]: { type, bounce_class: "1", raw_rcpt_to: "ada@example.org" } } }];
  },
};

const read = (provider: ProviderName, payload: unknown) =>
  providers[provider].map(payload).map((item) => (item.kind === "event" ? item.type : item.why));

describe.each(Object.keys(documented) as ProviderName[])("%s", (provider) => {
  test.each(Object.entries(documented[provider]))("%s is %s", (name, expected) => {
    expect(read(provider, callOf[provider](name))).toEqual([expected]);
  });

  test("an event that no documentation lists stays unknown, by its own name", () => {
    const name = { postmark: "Bounce/Teleported", sparkpost: "message_event/teleported" }[provider as string];
    expect(read(provider, callOf[provider](name ?? "teleported"))).toEqual(["unknown"]);
  });
});

test("SES through EventBridge, to several recipients, and in capitals", () => {
  const detail = {
    eventType: "Bounce",
    mail: { messageId: "ses-1", destination: ["ada@example.org"] },
    bounce: {
      bounceType: "PERMANENT",
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress: "ada@example.org" }, { emailAddress: "bea@example.org" }],
    },
  };
  const wrapped = { version: "0", source: "aws.ses", "detail-type": "Email Bounced", detail };
  expect(read("ses", wrapped)).toEqual(["hard_bounce", "hard_bounce"]);
  const sent = { eventType: "Send", mail: { destination: ["ada@example.org", "bea@example.org"] } };
  expect(providers.ses.map(sent)).toMatchObject([{ recipient: "ada@example.org" }, { recipient: "bea@example.org" }]);
  const advice = { source: "aws.ses", "detail-type": "Advisor Recommendation Status Open", detail: { data: "{}" } };
  expect(read("ses", advice)).toEqual(["ignored"]);
});

test("shapes that documentation names beside the usual one", () => {
  expect(read("brevo", [callOf.brevo("opened"), callOf.brevo("unsubscribed")])).toEqual(["open", "unsubscribe"]);
  expect(read("brevo", { msg_status: "delivered", to: "33600000000", event: "delivered" })).toEqual(["ignored"]);
  expect(read("mailjet", [callOf.mailjet("sent"), callOf.mailjet("unsub")])).toEqual(["delivered", "unsubscribe"]);
  expect(read("sparkpost", [{ msys: {} }])).toEqual(["ignored"]);
  const rejected = { event: "rejected", message: { headers: { to: "Ada <ada@example.org>" } } };
  expect(providers.mailgun.map({ "event-data": rejected })).toMatchObject([{ recipient: "ada@example.org" }]);
  const known = { event: "blocked", email: "ada@example.org", error: "user unknown", error_related_to: "recipient" };
  expect(providers.mailjet.map(known)).toMatchObject([
    { type: "rejected", bounce: { category: "suppressed_by_provider" } },
  ]);
});

test.each([
  ["Reputation", "block"],
  ["Content", "block"],
  ["Frequency/Volume", "soft_bounce"],
  ["Technical", "soft_bounce"],
  ["Invalid Address", "hard_bounce"],
])("SendGrid's class %s counts where the reply says nothing: %s", (bounce_classification, expected) => {
  expect(read("sendgrid", [{ event: "bounce", type: "bounce", bounce_classification, reason: "no" }])).toEqual([
    expected,
  ]);
});
