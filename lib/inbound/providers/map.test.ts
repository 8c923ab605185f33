import { describe, expect, test } from "vitest";
import { brevo } from "./brevo/brevo";
import { mailgun } from "./mailgun/mailgun";
import { mailjet } from "./mailjet/mailjet";
import { parseJson } from "./payload";
import { postmark } from "./postmark/postmark";
import { type Provider, Unreadable } from "./provider";
import { resend } from "./resend/resend";
import { sendgrid } from "./sendgrid/sendgrid";
import { ses } from "./ses/ses";
import { sparkpost } from "./sparkpost/sparkpost";

/** What a provider's payload becomes, in short: our type and the category of a refusal, or why it is no event. */
function read(provider: Provider, payload: unknown): string[] {
  return provider.map(payload).map((item) => {
    if (item.kind === "unmapped") return item.why;
    return item.bounce ? `${item.type} (${item.bounce.category})` : item.type;
  });
}

describe("the receiver's own words", () => {
  // Docomo's "unknown user" after the whole mail is its subscriber's own filter.
  const reply = "550 Unknown user (end of DATA)";
  const to = "a@docomo.ne.jp";

  test.each([
    ["SendGrid", sendgrid, { event: "bounce", type: "bounce", email: to, reason: reply, status: "5.0.0" }],
    ["Postmark", postmark, { RecordType: "Bounce", Type: "HardBounce", Email: to, Details: `smtp;${reply}` }],
    ["Brevo", brevo, { event: "hard_bounce", email: to, reason: reply }],
    ["Resend", resend, { type: "email.bounced", data: { to: [to], bounce: { diagnosticCode: [reply] } } }],
    ["Mailjet", mailjet, { event: "bounce", email: to, hard_bounce: true, comment: reply }],
    [
      "SparkPost",
      sparkpost,
      [{ msys: { message_event: { type: "bounce", bounce_class: "10", rcpt_to: to, reason: reply } } }],
    ],
    [
      "Mailgun",
      mailgun,
      {
        "event-data": {
          event: "failed",
          severity: "permanent",
          recipient: to,
          "delivery-status": { message: reply, code: 550 },
        },
      },
    ],
    [
      "SES",
      ses,
      {
        eventType: "Bounce",
        mail: {},
        bounce: {
          bounceType: "Permanent",
          bouncedRecipients: [{ emailAddress: to, diagnosticCode: `smtp; ${reply}` }],
        },
      },
    ],
  ] as const)("%s: are read as those of the mailbox provider that the message went to", (_name, provider, payload) => {
    expect(read(provider, payload)).toEqual(["soft_bounce (recipient_policy)"]);
  });

  const block = "550 5.7.1 Client host blocked using Spamhaus";
  test.each([
    ["Postmark", postmark, { RecordType: "Bounce", Type: "SoftBounce", Details: `smtp;${block}` }],
    ["Brevo", brevo, { event: "soft_bounce", reason: block }],
    ["Mailjet", mailjet, { event: "bounce", hard_bounce: false, comment: block }],
    ["Resend", resend, { type: "email.bounced", data: { bounce: { type: "Transient", diagnosticCode: [block] } } }],
    [
      "SES",
      ses,
      {
        eventType: "Bounce",
        mail: {},
        bounce: {
          bounceType: "Transient",
          bouncedRecipients: [{ emailAddress: to, diagnosticCode: `smtp; ${block}` }],
        },
      },
    ],
  ] as const)(
    "%s: speak of us, so it is a block although the provider calls it passing",
    (_name, provider, payload) => {
      expect(read(provider, payload)).toEqual(["block (reputation_block)"]);
    },
  );
});

describe("Resend", () => {
  const bounced = (bounce: object) => read(resend, { type: "email.bounced", data: { to: ["a@example.com"], bounce } });

  test.each([
    ["email.sent", "accepted"],
    ["email.delivered", "delivered"],
    ["email.delivery_delayed", "deferred (transient)"],
    ["email.complained", "complaint"],
    ["email.opened", "open"],
    ["email.clicked", "click"],
    ["email.failed", "failed"],
    ["email.suppressed", "rejected (suppressed_by_provider)"],
    ["email.scheduled", "ignored"],
    ["email.received", "ignored"],
    ["contact.created", "ignored"],
    ["suppression.added", "ignored"],
    ["email.teleported", "unknown"],
  ])("%s is %s", (type, expected) => expect(read(resend, { type, data: {} })).toEqual([expected]));

  test.each([
    ["Permanent", "General", "hard_bounce (invalid_recipient)"],
    ["Permanent", "NoEmail", "hard_bounce (invalid_recipient)"],
    ["Permanent", "Suppressed", "rejected (suppressed_by_provider)"],
    ["Permanent", "OnAccountSuppressionList", "rejected (suppressed_by_provider)"],
    ["Transient", "General", "soft_bounce (transient)"],
    ["Transient", "MailboxFull", "soft_bounce (mailbox_full)"],
    ["Transient", "MessageTooLarge", "block (message_too_large)"],
    ["Transient", "ContentRejected", "block (content_rejected)"],
    ["Transient", "AttachmentRejected", "block (content_rejected)"],
    ["Undetermined", "Undetermined", "soft_bounce (undetermined)"],
  ])("bounce %s/%s is %s", (type, subType, expected) =>
    expect(bounced({ type, subType, message: "…" })).toEqual([expected]),
  );

  test("finds our id in tags of either shape, in headers, and names the first where there are several recipients", () => {
    const of = (data: object) => resend.map({ type: "email.opened", data })[0];
    expect(of({ tags: { message_id: "id-1" } })).toMatchObject({ claims: ["id-1"] });
    expect(of({ tags: [{ name: "message_id", value: "id-1" }] })).toMatchObject({ claims: ["id-1"] });
    expect(of({ headers: [{ name: "X-Entity-Ref-ID", value: "id-2" }] })).toMatchObject({ claims: ["id-2"] });
    expect(of({ to: ["Ann <ann@example.com>"] })).toMatchObject({ recipient: "ann@example.com" });
    expect(of({ to: ["a@example.com", "b@example.com"] })).toMatchObject({ recipient: "a@example.com" });
  });
});

describe("Amazon SES", () => {
  const mail = {
    messageId: "ses-1",
    destination: ["a@example.com"],
    tags: { message_id: ["id-1"], "ses:source-ip": ["192.0.2.1"] },
  };
  const event = (payload: object) => ({
    Type: "Notification",
    MessageId: "sns-1",
    Message: JSON.stringify({ mail, ...payload }),
  });
  const bounce = (bounceType: string, bounceSubType: string, diagnosticCode?: string) =>
    read(
      ses,
      event({
        eventType: "Bounce",
        bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: "a@example.com", diagnosticCode }] },
      }),
    );

  test.each([
    [{ eventType: "Send", send: {} }, "accepted"],
    [{ eventType: "Delivery", delivery: { recipients: ["a@example.com"] } }, "delivered"],
    [{ eventType: "Reject", reject: { reason: "Bad content" } }, "rejected"],
    [{ eventType: "Open", open: {} }, "open"],
    [{ eventType: "Click", click: {} }, "click"],
    [{ eventType: "Rendering Failure", failure: {} }, "failed"],
    [
      { eventType: "DeliveryDelay", deliveryDelay: { delayType: "MailboxFull", delayedRecipients: [{}] } },
      "deferred (mailbox_full)",
    ],
    [{ eventType: "Complaint", complaint: { complainedRecipients: [{}] } }, "complaint"],
    [
      { eventType: "Complaint", complaint: { complaintSubType: "OnAccountSuppressionList" } },
      "rejected (suppressed_by_provider)",
    ],
    [{ eventType: "Complaint", complaint: { complaintFeedbackType: "not-spam" } }, "not_spam"],
    [{ eventType: "Subscription", subscription: { newTopicPreferences: { unsubscribeAll: true } } }, "unsubscribe"],
    [{ notificationType: "Received" }, "ignored"],
    [{ eventType: "Levitation" }, "unknown"],
  ])("%j is %s", (payload, expected) => expect(read(ses, event(payload))).toEqual([expected]));

  test.each([
    ["Permanent", "General", "hard_bounce (invalid_recipient)"],
    ["Permanent", "NoEmail", "hard_bounce (invalid_recipient)"],
    ["Permanent", "Suppressed", "rejected (suppressed_by_provider)"],
    ["Permanent", "OnAccountSuppressionList", "rejected (suppressed_by_provider)"],
    ["Transient", "General", "soft_bounce (transient)"],
    ["Transient", "MailboxFull", "soft_bounce (mailbox_full)"],
    ["Transient", "MessageTooLarge", "block (message_too_large)"],
    ["Transient", "ContentRejected", "block (content_rejected)"],
    ["Transient", "AttachmentRejected", "block (content_rejected)"],
    ["Undetermined", "Undetermined", "soft_bounce (undetermined)"],
  ])("bounce %s/%s is %s", (type, subType, expected) => expect(bounce(type, subType)).toEqual([expected]));

  test("a permanent bounce whose reply blames our address is a block, whatever SES calls it", () => {
    const reply = "smtp; 550 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org";
    expect(bounce("Permanent", "General", reply)).toEqual(["block (reputation_block)"]);
  });

  test("a full mailbox is never given up, and a reply that says nothing clear means what SES says", () => {
    expect(bounce("Permanent", "General", "smtp; 552 5.2.2 mailbox full")).toEqual(["soft_bounce (mailbox_full)"]);
    expect(bounce("Permanent", "General", "smtp; 554 connection lost")).toEqual(["hard_bounce (invalid_recipient)"]);
  });

  test("speaks of each recipient apart, and of none where it does not know", () => {
    const recipients = [{ emailAddress: "a@example.com" }, { emailAddress: "b@example.com" }];
    const payload = { eventType: "Complaint", complaint: { complainedRecipients: recipients } };
    const both = ses.map(event(payload));
    expect(both.map((item) => item.kind === "event" && [item.recipient, item.providerEventId])).toEqual([
      ["a@example.com", "sns-1#0"],
      ["b@example.com", "sns-1#1"],
    ]);
    const several = {
      ...event({ mail: { ...mail, destination: ["a@example.com", "b@example.com"] }, eventType: "Open", open: {} }),
    };
    expect(ses.map(several)).toMatchObject([{ recipient: null, claims: ["id-1"], providerMessageId: "ses-1" }]);
  });

  test("SNS's own messages are no events", () => {
    expect(read(ses, { Type: "SubscriptionConfirmation" })).toEqual(["ignored"]);
    expect(read(ses, { Type: "Notification", Message: "Successfully validated SNS topic" })).toEqual(["ignored"]);
    expect(() => ses.map({ Type: "Notification", Message: '{"eventType":"Se' })).toThrow(Unreadable);
  });
});

describe("SendGrid", () => {
  test.each([
    [{ event: "processed" }, "accepted"],
    [{ event: "delivered" }, "delivered"],
    [{ event: "deferred", response: "452 4.2.2 over quota" }, "deferred (mailbox_full)"],
    [
      { event: "bounce", type: "bounce", status: "5.1.1", reason: "550 5.1.1 no such user" },
      "hard_bounce (invalid_recipient)",
    ],
    [
      { event: "bounce", type: "bounce", status: "5.2.2", reason: "552 5.2.2 mailbox full" },
      "soft_bounce (mailbox_full)",
    ],
    [{ event: "bounce", type: "blocked", reason: "" }, "block (policy)"],
    [{ event: "bounce", type: "blocked", status: "5.2.2", reason: "552 5.2.2 mailbox full" }, "block (policy)"],
    [{ event: "dropped", reason: "Bounced Address" }, "rejected (suppressed_by_provider)"],
    [{ event: "dropped", reason: "Unsubscribed Address" }, "rejected (suppressed_by_provider)"],
    [{ event: "dropped", reason: "Spam Reporting Address" }, "rejected (suppressed_by_provider)"],
    [{ event: "dropped", reason: "Invalid SMTPAPI header" }, "rejected"],
    [{ event: "spamreport" }, "complaint"],
    [{ event: "open" }, "open"],
    [{ event: "click" }, "click"],
    [{ event: "unsubscribe" }, "unsubscribe"],
    [{ event: "group_unsubscribe" }, "unsubscribe"],
    [{ event: "group_resubscribe" }, "resubscribe"],
    [{ event: "account_status_change" }, "ignored"],
    [{ event: "levitate" }, "unknown"],
  ])("%j is %s", (payload, expected) => expect(read(sendgrid, [payload])).toEqual([expected]));

  test("keeps machines, our custom arguments and the id of the mail", () => {
    const [item] = sendgrid.map([
      {
        event: "open",
        sg_machine_open: true,
        message_id: "id-1",
        sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
        "smtp-id": "<id-2@news.example>",
        timestamp: 1461095250,
      },
    ]);
    expect(item).toMatchObject({
      visit: { machine: true },
      claims: ["id-1", "<id-2@news.example>"],
      providerMessageId: "14c5d75ce93.dfd.64b469",
      occurredAt: new Date(1461095250_000),
    });
  });
});

describe("Postmark", () => {
  test.each([
    ["HardBounce", "hard_bounce (invalid_recipient)"],
    ["BadEmailAddress", "hard_bounce (invalid_recipient)"],
    ["SoftBounce", "soft_bounce (transient)"],
    ["Transient", "deferred (transient)"],
    ["DnsError", "deferred (network)"],
    ["Blocked", "block (policy)"],
    ["DMARCPolicy", "block (auth_failure)"],
    ["VirusNotification", "block (virus)"],
    ["SpamNotification", "complaint"],
    ["SpamComplaint", "complaint"],
    ["Unsubscribe", "unsubscribe"],
    ["ManualSuppression", "unsubscribe"],
    ["ManuallyDeactivated", "rejected (suppressed_by_provider)"],
    ["Unconfirmed", "rejected"],
    ["SMTPApiError", "failed"],
    ["TemplateRenderingFailed", "failed"],
    ["AutoResponder", "ignored"],
    ["AddressChange", "ignored"],
    ["ChallengeVerification", "ignored"],
    ["OpenRelayTest", "ignored"],
    ["Subscribe", "resubscribe"],
    ["SomethingNew", "unknown"],
  ])("bounce %s is %s", (Type, expected) => expect(read(postmark, { RecordType: "Bounce", Type })).toEqual([expected]));

  test.each([
    [{ SuppressSending: false, SuppressionReason: null }, "resubscribe"],
    [{ SuppressSending: true, SuppressionReason: "ManualSuppression" }, "unsubscribe"],
    [{ SuppressSending: true, SuppressionReason: "HardBounce" }, "hard_bounce (invalid_recipient)"],
    [{ SuppressSending: true, SuppressionReason: "SpamComplaint" }, "complaint"],
    [{ SuppressSending: true, SuppressionReason: "Whim" }, "unknown"],
    [{}, "unknown"],
  ])("change of the list %j is %s", (payload, expected) =>
    expect(read(postmark, { RecordType: "SubscriptionChange", ...payload })).toEqual([expected]),
  );

  test("others", () => {
    expect(read(postmark, { RecordType: "Delivery" })).toEqual(["delivered"]);
    expect(read(postmark, { RecordType: "SpamComplaint" })).toEqual(["complaint"]);
    expect(read(postmark, { RecordType: "Inbound" })).toEqual(["ignored"]);
    expect(read(postmark, { RecordType: "SmtpApiError" })).toEqual(["unknown"]);
    expect(() => postmark.map({ hello: "world" })).toThrow(Unreadable);
    expect(
      postmark.map({ RecordType: "Click", OriginalLink: "https://example.com/", Metadata: { message_id: "id-1" } }),
    ).toMatchObject([{ type: "click", visit: { url: "https://example.com/" }, claims: ["id-1"] }]);
  });
});

describe("Mailgun", () => {
  const of = (payload: object) => read(mailgun, { signature: { token: "t" }, "event-data": payload });

  test.each([
    [{ event: "accepted" }, "accepted"],
    [{ event: "delivered" }, "delivered"],
    [
      { event: "failed", severity: "temporary", "delivery-status": { code: 421, message: "try again later" } },
      "deferred (transient)",
    ],
    [
      {
        event: "failed",
        severity: "permanent",
        reason: "bounce",
        "delivery-status": { code: 550, message: "5.1.1 no such user" },
      },
      "hard_bounce (invalid_recipient)",
    ],
    [
      {
        event: "failed",
        severity: "permanent",
        reason: "bounce",
        "delivery-status": { code: 550, message: "5.7.1 blocked using spamhaus" },
      },
      "block (reputation_block)",
    ],
    [{ event: "failed", severity: "permanent", reason: "espblock", "delivery-status": {} }, "block (reputation_block)"],
    [{ event: "failed", severity: "permanent", reason: "old", "delivery-status": {} }, "soft_bounce (timeout)"],
    [{ event: "failed", severity: "permanent", reason: "suppress-bounce" }, "rejected (suppressed_by_provider)"],
    [{ event: "failed", severity: "permanent", reason: "suppress-complaint" }, "rejected (suppressed_by_provider)"],
    [{ event: "failed", severity: "permanent", reason: "suppress-unsubscribe" }, "rejected (suppressed_by_provider)"],
    [{ event: "failed" }, "unknown"],
    [{ event: "rejected", reject: { reason: "Sandbox" } }, "rejected"],
    [{ event: "opened" }, "open"],
    [{ event: "clicked" }, "click"],
    [{ event: "unsubscribed" }, "unsubscribe"],
    [{ event: "complained" }, "complaint"],
    [{ event: "stored" }, "ignored"],
    [{ event: "levitated" }, "unknown"],
  ])("%j is %s", (payload, expected) => expect(of(payload)).toEqual([expected]));

  test("user variables and Message-ID name our message", () => {
    const payload = {
      event: "opened",
      "user-variables": { message_id: "id-1" },
      message: { headers: { "message-id": "id-2@news.example" } },
    };
    expect(mailgun.map({ signature: { token: "t" }, "event-data": payload })).toMatchObject([
      { claims: ["id-1", "id-2@news.example"], providerMessageId: "id-2@news.example", providerEventId: "t" },
    ]);
  });
});

describe("SparkPost", () => {
  const of = (group: string, payload: object) => read(sparkpost, [{ msys: { [group]: payload } }]);

  test.each([
    ["10", "hard_bounce (invalid_recipient)"],
    ["30", "hard_bounce (invalid_recipient)"],
    ["1", "soft_bounce (undetermined)"],
    ["20", "soft_bounce (transient)"],
    ["21", "soft_bounce (network)"],
    ["22", "soft_bounce (mailbox_full)"],
    ["23", "block (message_too_large)"],
    ["24", "soft_bounce (timeout)"],
    ["40", "soft_bounce (undetermined)"],
    ["70", "soft_bounce (transient)"],
    ["25", "block (config)"],
    ["50", "block (reputation_block)"],
    ["51", "block (reputation_block)"],
    ["52", "block (content_rejected)"],
    ["53", "block (content_rejected)"],
    ["54", "block (relay_denied)"],
    ["60", "ignored"],
    ["100", "ignored"],
    ["80", "resubscribe"],
    ["90", "unsubscribe"],
    ["7", "unknown"],
  ])("bounce class %s is %s", (bounce_class, expected) => {
    expect(of("message_event", { type: "bounce", bounce_class })).toEqual([expected]);
    expect(of("message_event", { type: "out_of_band", bounce_class: Number(bounce_class) })).toEqual([expected]);
  });

  test.each([
    ["message_event", { type: "injection" }, "accepted"],
    ["message_event", { type: "delivery" }, "delivered"],
    ["message_event", { type: "delay", error_code: "451" }, "deferred (transient)"],
    ["message_event", { type: "spam_complaint" }, "complaint"],
    [
      "message_event",
      { type: "policy_rejection", reason: "554 5.7.1 recipient address suppressed due to customer policy" },
      "rejected (suppressed_by_provider)",
    ],
    ["gen_event", { type: "generation_rejection" }, "rejected"],
    ["gen_event", { type: "generation_failure" }, "failed"],
    ["track_event", { type: "open" }, "open"],
    ["track_event", { type: "initial_open" }, "ignored"],
    ["track_event", { type: "click" }, "click"],
    ["unsubscribe_event", { type: "list_unsubscribe" }, "unsubscribe"],
    ["unsubscribe_event", { type: "link_unsubscribe" }, "unsubscribe"],
    ["relay_message", {}, "ignored"],
    ["teleport_event", { type: "success" }, "unknown"],
  ])("%s %j is %s", (group, payload, expected) => expect(of(group, payload)).toEqual([expected]));

  test("the ping is no event, and what is not SparkPost's is not read", () => {
    expect(read(sparkpost, [{ msys: {} }])).toEqual(["ignored"]);
    expect(() => sparkpost.map([{ event: "open" }])).toThrow(Unreadable);
  });
});

describe("Mailjet", () => {
  test.each([
    [{ event: "sent" }, "delivered"],
    [{ event: "bounce", hard_bounce: true, error: "user unknown" }, "hard_bounce (invalid_recipient)"],
    [{ event: "bounce", hard_bounce: true, error: "mailbox inactive" }, "hard_bounce (inactive_mailbox)"],
    [{ event: "bounce", hard_bounce: true, error: "invalid domain" }, "hard_bounce (invalid_domain)"],
    [{ event: "bounce", hard_bounce: true, error: "no mail host" }, "hard_bounce (invalid_domain)"],
    [{ event: "bounce", hard_bounce: false, error: "quota exceeded" }, "soft_bounce (mailbox_full)"],
    [{ event: "bounce", hard_bounce: false, error: "greylisted" }, "deferred (greylist)"],
    [{ event: "blocked", error: "sender blocked" }, "block (reputation_block)"],
    [{ event: "blocked", error: "content blocked" }, "block (content_rejected)"],
    [{ event: "bounce", error: "", error_related_to: "policy issue" }, "block (policy)"],
    [{ event: "blocked", error: "relay/access denied" }, "block (relay_denied)"],
    [{ event: "blocked", error: "preblocked" }, "rejected (suppressed_by_provider)"],
    [{ event: "blocked", error: "duplicate in campaign" }, "rejected"],
    [{ event: "blocked", error: "spam reporter" }, "rejected (suppressed_by_provider)"],
    [{ event: "blocked", error: "blacklisted" }, "rejected (suppressed_by_provider)"],
    [{ event: "blocked", error: "typofix" }, "rejected"],
    [{ event: "blocked" }, "rejected"],
    [{ event: "spam" }, "complaint"],
    [{ event: "unsub" }, "unsubscribe"],
    [{ event: "open" }, "open"],
    [{ event: "click" }, "click"],
    [{ event: "levitate" }, "unknown"],
  ])("%j is %s", (payload, expected) => expect(read(mailjet, payload)).toEqual([expected]));

  test("keeps the last digits of its ids", () => {
    const payload = parseJson(Buffer.from('[{"event":"sent","MessageID":19421777396190490123,"CustomID":"id-1"}]'));
    expect(mailjet.map(payload)).toMatchObject([{ providerMessageId: "19421777396190490123", claims: ["id-1"] }]);
  });
});

describe("Brevo", () => {
  test.each([
    ["request", "accepted"],
    ["delivered", "delivered"],
    ["deferred", "deferred (transient)"],
    ["soft_bounce", "soft_bounce (transient)"],
    ["hard_bounce", "hard_bounce (invalid_recipient)"],
    ["invalid_email", "hard_bounce (invalid_recipient)"],
    ["blocked", "rejected (suppressed_by_provider)"],
    ["error", "failed"],
    ["spam", "complaint"],
    ["complaint", "complaint"],
    ["unique_opened", "open"],
    ["opened", "open"],
    ["unique_proxy_open", "open"],
    ["proxy_open", "open"],
    ["click", "click"],
    ["unsubscribe", "unsubscribe"],
    ["list_addition", "ignored"],
    ["levitation", "unknown"],
  ])("%s is %s", (event, expected) => expect(read(brevo, { event })).toEqual([expected]));

  test("a proxy is a machine, times are UTC, and batches are lists", () => {
    const ours = { "X-Mailin-custom": '{"message_id":"id-1"}', ts_epoch: 1520363423000, ts: 1520331023 };
    expect(brevo.map([{ event: "proxy_open", ...ours }, { event: "opened" }])).toMatchObject([
      { visit: { machine: true }, claims: ["id-1", '{"message_id":"id-1"}'], occurredAt: new Date(1520363423000) },
      { visit: { machine: null }, occurredAt: null },
    ]);
  });
});

test("no provider's reader breaks on strange payloads: it reads them, lists them as unknown, or says that it cannot", () => {
  const strange = [
    null,
    1,
    "text",
    [],
    [[]],
    [null],
    {},
    { event: {} },
    { event: [] },
    { msys: 1 },
    { msys: { x: null } },
  ];
  const deeper = [
    { "event-data": null },
    { "event-data": { event: 7 } },
    { Type: "Notification", Message: 1 },
    { type: [] },
  ];
  const odd = [
    { event: "open", timestamp: "9e99" },
    { event: "bounce", email: { a: 1 } },
    { RecordType: "Bounce", Type: {} },
  ];
  for (const provider of [resend, ses, sendgrid, postmark, mailgun, sparkpost, mailjet, brevo]) {
    for (const payload of [...strange, ...deeper, ...odd]) {
      try {
        for (const item of provider.map(payload)) expect(["event", "unmapped"]).toContain(item.kind);
      } catch (error) {
        expect(error, `${provider.name} ${JSON.stringify(payload)}`).toBeInstanceOf(Unreadable);
      }
    }
  }
});
