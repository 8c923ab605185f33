import { describe, expect, test } from "vitest";
import { providers } from "./all-providers";
import { parseJson } from "./payload";
import type { ProviderName } from "./schema";

/** A call as text, since numbers beyond 2^53 and their like live only there. */
const read = (provider: ProviderName, body: string) =>
  providers[provider]
    .map(parseJson(Buffer.from(body)))
    .map((item) =>
      item.kind === "event"
        ? [
            item.type,
            item.recipient,
            item.bounce?.category ?? null,
            item.occurredAt?.toISOString() ?? null,
            item.providerMessageId,
          ]
        : [item.why, item.name],
    );

type Case = [name: string, body: object | string, expected: unknown[]];
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

const cases: Record<ProviderName, Case[]> = {
  mailjet: [
    [
      "sent, an id beyond 2^53",
      '{"event":"sent","time":1566904402,"MessageID":1152921506127706600,"email":"b@example.org","mj_campaign_id":0,"smtp_reply":"250 2.0.0 Ok","CustomID":"","Payload":""}',
      [["delivered", "b@example.org", null, at(1566904402), "1152921506127706600"]],
    ],
    [
      "blocked as documented",
      {
        event: "blocked",
        time: 1430812195,
        MessageID: 13792286917004336,
        email: "bounce@mailjet.com",
        error_related_to: "recipient",
        error: "user unknown",
      },
      [["rejected", "bounce@mailjet.com", "suppressed_by_provider", at(1430812195), "13792286917004336"]],
    ],
    [
      "unsub of one, with a list",
      {
        event: "unsub",
        time: 1433334941,
        MessageID: 20547674933128000,
        email: "a@example.org",
        mj_list_id: 1,
        ip: "127.0.0.1",
      },
      [["unsubscribe", "a@example.org", null, at(1433334941), "20547674933128000"]],
    ],
    [
      "hardness as a number, the time as text",
      {
        event: "bounce",
        time: "1430812195",
        MessageID: "1",
        email: "a@example.org",
        hard_bounce: 1,
        error_related_to: "recipient",
        error: "user unknown",
      },
      [["hard_bounce", "a@example.org", "invalid_recipient", at(1430812195), "1"]],
    ],
    [
      "soft, in capitals",
      { event: "bounce", time: 1, MessageID: 1, email: "a@example.org", hard_bounce: false, error: "Quota Exceeded" },
      [["soft_bounce", "a@example.org", "mailbox_full", at(1), "1"]],
    ],
    [
      "a corrected address",
      {
        event: "typofix",
        time: 1430812195,
        MessageID: 1,
        email: "a@gmial.com",
        original_address: "a@gmial.com",
        new_address: "a@gmail.com",
      },
      [["ignored", "typofix"]],
    ],
    ["Mailjet's own try", { event: "test", time: 1, email: "a@example.org" }, [["unknown", "test"]]],
  ],
  sendgrid: [
    [
      "documented bounce",
      [
        {
          email: "e@example.com",
          timestamp: 1513299569,
          "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
          bounce_classification: "Invalid Address",
          event: "bounce",
          category: ["cat facts"],
          sg_event_id: "x",
          sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
          reason: "500 unknown recipient",
          status: "5.0.0",
          type: "bounce",
        },
      ],
      [["hard_bounce", "e@example.com", "invalid_recipient", at(1513299569), "14c5d75ce93.dfd.64b469"]],
    ],
    [
      "one event that is no list",
      { email: "e@example.com", timestamp: "1513299569", event: "delivered", status: "250" },
      [["delivered", "e@example.com", null, at(1513299569), null]],
    ],
    [
      "our arguments named like SendGrid's fields, nested",
      [
        {
          email: "e@example.com",
          timestamp: 1513299569,
          event: "open",
          type: { a: 1 },
          ip: null,
          useragent: "x",
          nested: { event: "bounce" },
        },
      ],
      [["open", "e@example.com", null, at(1513299569), null]],
    ],
    [
      "a milder word for a drop",
      [{ email: "e@example.com", timestamp: 1, event: "dropped", reason: "Bounced Address", status: "5.0.0" }],
      [["rejected", "e@example.com", "suppressed_by_provider", at(1), null]],
    ],
    [
      "an event of tomorrow beside one of today",
      [
        { email: "a@example.com", event: "teleported" },
        { email: "b@example.com", event: "spamreport", timestamp: 1461095249 },
      ],
      [
        ["unknown", "teleported"],
        ["complaint", "b@example.com", null, at(1461095249), null],
      ],
    ],
    [
      "classified as technical",
      [
        {
          email: "a@example.com",
          event: "bounce",
          timestamp: 1,
          bounce_classification: "technical",
          reason: "451 4.3.0 server down",
        },
      ],
      [["soft_bounce", "a@example.com", "transient", at(1), null]],
    ],
    [
      "expired after 72 hours",
      [
        {
          email: "a@example.com",
          event: "bounce",
          type: "expired",
          timestamp: 1,
          reason: "unable to get mx info: failed to get IPs from PTR record: lookup: i/o timeout",
        },
      ],
      [["soft_bounce", "a@example.com", "network", at(1), null]],
    ],
  ],
  brevo: [
    [
      "soft bounce as it comes",
      {
        event: "soft_bounce",
        email: "Kaeva18@Gmail.com",
        ts_epoch: 1703180082286,
        ts_event: 1703180082,
        reason: "452-4.2.2 The recipient's inbox is out of storage space.",
        "message-id": "<202608070838.61532599416@smtp-relay.mailin.fr>",
      },
      [
        [
          "soft_bounce",
          "Kaeva18@Gmail.com",
          "mailbox_full",
          "2023-12-21T17:34:42.286Z",
          "202608070838.61532599416@smtp-relay.mailin.fr",
        ],
      ],
    ],
    [
      "tags as a list and as text",
      {
        id: 948562,
        email: "t@example.com",
        "message-id": "<1@x>",
        date: "2023-12-21 18:34:42",
        tags: ["a"],
        tag: '["a"]',
        event: "unique_opened",
        ts: 1703180082,
        ts_event: 1703180082,
      },
      [["open", "t@example.com", null, at(1703180082), "1@x"]],
    ],
    [
      "a hard bounce that is about us",
      { event: "hard_bounce", email: "a@example.org", ts_event: 1, reason: "550 5.7.1 blocked using zen.spamhaus.org" },
      [["block", "a@example.org", "reputation_block", at(1), null]],
    ],
    [
      "contacts deleted, a list of addresses",
      { event: "contact_deleted", email: ["a@example.org", "b@example.org"], ts: 1 },
      [["ignored", "contact_deleted"]],
    ],
    [
      "marketing, batched",
      [
        { event: "spam", email: "a@example.org", camp_id: 5, ts_event: 1604933737 },
        { event: "delivered", email: "b@example.org", camp_id: 5, ts_event: 1604933654 },
      ],
      [
        ["complaint", "a@example.org", null, at(1604933737), null],
        ["delivered", "b@example.org", null, at(1604933654), null],
      ],
    ],
  ],
  ses: [
    [
      "without status and words",
      {
        notificationType: "Bounce",
        mail: { messageId: "m-1", timestamp: "2026-05-28T11:00:00Z" },
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "General",
          timestamp: "2026-05-28T12:00:00Z",
          bouncedRecipients: [{ emailAddress: "b@x.example" }],
        },
      },
      [["hard_bounce", "b@x.example", "invalid_recipient", "2026-05-28T12:00:00.000Z", "m-1"]],
    ],
    [
      "words that say nothing",
      {
        notificationType: "Bounce",
        mail: { messageId: "m-1" },
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "General",
          bouncedRecipients: [{ emailAddress: "Bea <b@x.example>", diagnosticCode: "Test bounce" }],
        },
      },
      [["hard_bounce", "b@x.example", "invalid_recipient", null, "m-1"]],
    ],
    [
      "suppressed, without a word of the receiver",
      {
        eventType: "Bounce",
        mail: { messageId: "m-1" },
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "Suppressed",
          bouncedRecipients: [
            {
              emailAddress: "b@x.example",
              status: "5.1.1",
              diagnosticCode:
                "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.",
            },
          ],
        },
      },
      [["rejected", "b@x.example", "suppressed_by_provider", null, "m-1"]],
    ],
    [
      "suppressed for a reason of tomorrow",
      {
        eventType: "Bounce",
        mail: { messageId: "m-1" },
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "EmailValidationSuppressed",
          bouncedRecipients: [{ emailAddress: "b@x.example" }],
        },
      },
      [["rejected", "b@x.example", "suppressed_by_provider", null, "m-1"]],
    ],
    [
      "undetermined",
      {
        eventType: "Bounce",
        mail: { messageId: "m-1" },
        bounce: {
          bounceType: "Undetermined",
          bounceSubType: "Undetermined",
          bouncedRecipients: [{ emailAddress: "b@x.example" }],
        },
      },
      [["soft_bounce", "b@x.example", "undetermined", null, "m-1"]],
    ],
    [
      "names of set-up",
      {
        eventType: "DELIVERY",
        mail: { messageId: "m-1" },
        delivery: { recipients: ["a@x.example", "b@x.example"], timestamp: "2016-10-19T23:20:52.240Z" },
      },
      [
        ["delivered", "a@x.example", null, "2016-10-19T23:20:52.240Z", "m-1"],
        ["delivered", "b@x.example", null, "2016-10-19T23:20:52.240Z", "m-1"],
      ],
    ],
  ],
  postmark: [
    [
      "a bounce of before there were record types",
      {
        ID: 42,
        Type: "HardBounce",
        TypeCode: 1,
        Name: "Hard bounce",
        MessageID: "m-1",
        Email: "a@example.org",
        BouncedAt: "2014-01-15T16:09:19.6421112-05:00",
        Inactive: true,
      },
      [["hard_bounce", "a@example.org", "invalid_recipient", "2014-01-15T21:09:19.642Z", "m-1"]],
    ],
    [
      "an opening of before there were record types",
      {
        FirstOpen: true,
        Recipient: "a@example.org",
        MessageID: "m-1",
        ReceivedAt: "2014-06-01T12:00:00Z",
        UserAgent: "x",
      },
      [["open", "a@example.org", null, "2014-06-01T12:00:00.000Z", "m-1"]],
    ],
    [
      "a delivery of before there were record types",
      {
        ServerId: 23,
        MessageID: "m-1",
        Recipient: "a@example.org",
        Tag: "t",
        DeliveredAt: "2014-08-01T13:28:10.2735393-04:00",
        Details: "Test",
      },
      [["delivered", "a@example.org", null, "2014-08-01T17:28:10.273Z", "m-1"]],
    ],
    [
      "a lifted suppression without a message",
      {
        RecordType: "SubscriptionChange",
        MessageID: null,
        Recipient: "a@example.org",
        SuppressSending: false,
        SuppressionReason: null,
        Origin: "Customer",
        ChangedAt: "2026-08-15T12:04:00Z",
      },
      [["resubscribe", "a@example.org", null, "2026-08-15T12:04:00.000Z", null]],
    ],
    [
      "a kind of bounce by its number only",
      {
        RecordType: "Bounce",
        TypeCode: 4096,
        Email: "a@example.org",
        MessageID: "m-1",
        BouncedAt: "2019-11-05T16:33:54.9070259Z",
      },
      [["soft_bounce", "a@example.org", "transient", "2019-11-05T16:33:54.907Z", "m-1"]],
    ],
  ],
  mailgun: [
    [
      "without a recipient, with its envelope",
      {
        "event-data": {
          event: "accepted",
          timestamp: 1521243339.873676,
          envelope: { targets: "a@example.org" },
          message: { headers: { "message-id": "2@x" } },
        },
      },
      [["accepted", "a@example.org", null, "2018-03-16T23:35:39.874Z", "2@x"]],
    ],
    [
      "failed, with the code as a number",
      {
        "event-data": {
          event: "failed",
          severity: "permanent",
          reason: "suppress-bounce",
          recipient: "a@example.org",
          timestamp: 1521233195.375624,
          "delivery-status": { code: 605, message: "", description: "Not delivering to previously bounced address" },
        },
      },
      [["rejected", "a@example.org", "suppressed_by_provider", "2018-03-16T20:46:35.376Z", null]],
    ],
    [
      "failed, no severity, the code as text",
      {
        "event-data": {
          event: "failed",
          reason: "generic",
          recipient: "a@example.org",
          timestamp: "1521233195",
          "delivery-status": { code: "452", message: "4.2.2 mailbox full" },
        },
      },
      [["deferred", "a@example.org", "mailbox_full", at(1521233195), null]],
    ],
  ],
  resend: [
    [
      "bounced before there were types",
      {
        type: "email.bounced",
        created_at: "2023-02-22T23:41:12.126Z",
        data: {
          email_id: "r-1",
          to: ["a@example.org"],
          bounce: { message: "The recipient's email address is on the suppression list" },
        },
      },
      [["hard_bounce", "a@example.org", "invalid_recipient", "2023-02-22T23:41:12.126Z", "r-1"]],
    ],
    [
      "a passing bounce",
      {
        type: "email.bounced",
        created_at: "2026-11-22 23:41:11.894719+00",
        data: {
          email_id: "r-1",
          to: "Ada <a@example.org>",
          bounce: { type: "Transient", subType: "MailboxFull", message: "full" },
        },
      },
      [["soft_bounce", "a@example.org", "mailbox_full", "2026-11-22T23:41:11.894Z", "r-1"]],
    ],
    [
      "tags as a list",
      {
        type: "email.opened",
        created_at: "2026-11-22T23:41:11Z",
        data: { email_id: "r-1", to: ["a@example.org"], tags: [{ name: "category", value: "x" }] },
      },
      [["open", "a@example.org", null, "2026-11-22T23:41:11.000Z", "r-1"]],
    ],
  ],
  sparkpost: [
    [
      "numbers as text",
      [
        {
          msys: {
            message_event: {
              type: "bounce",
              bounce_class: 10,
              error_code: "550",
              raw_reason: "550 5.1.1 no such user",
              raw_rcpt_to: "A@example.org",
              rcpt_to: "a@example.org",
              timestamp: "1454442600",
              transmission_id: "65832150921904138",
            },
          },
        },
      ],
      [["hard_bounce", "A@example.org", "invalid_recipient", at(1454442600), "65832150921904138"]],
    ],
    [
      "a time in ISO",
      [
        {
          msys: {
            track_event: {
              type: "click",
              rcpt_to: "a@example.org",
              timestamp: "2016-02-02T19:50:00.000Z",
              target_link_url: "https://x.example",
            },
          },
        },
      ],
      [["click", "a@example.org", null, "2016-02-02T19:50:00.000Z", null]],
    ],
    [
      "a report after delivery",
      [
        {
          msys: {
            message_event: {
              type: "out_of_band",
              bounce_class: "22",
              raw_reason: "552 quota exceeded",
              rcpt_to: "a@example.org",
              timestamp: 1454442600,
            },
          },
        },
      ],
      [["soft_bounce", "a@example.org", "mailbox_full", at(1454442600), null]],
    ],
  ],
};

describe.each(Object.keys(cases) as ProviderName[])("%s", (provider) => {
  test.each(cases[provider])("%s", (_name, body, expected) => {
    expect(read(provider, typeof body === "string" ? body : JSON.stringify(body))).toEqual(expected);
  });
});
