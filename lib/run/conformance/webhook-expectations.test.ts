import { expect, test } from "vitest";
import { event, ignored, type MappedItem, unknownType } from "@/lib/inbound/providers/provider";
import { misreadings } from "./webhook-expectations";
import type { WebhookSample } from "./webhook-samples";

const sampleOf = (provider: string, event_type: string) =>
  ({ provider, expected: { events: [{ event_type, recipient: "ada@example.org" }] } }) as unknown as WebhookSample;

const read = (
  type: Extract<MappedItem, { kind: "event" }>["type"],
  name: string,
  recipient: string | null = "ada@example.org",
) => event({ type, name, recipient, providerEventId: null, providerMessageId: null, claims: [], occurredAt: null });

test.each([
  ["rejected", "brevo", read("block", "blocked")],
  ["rejected", "sendgrid", read("hard_bounce", "dropped")],
  ["unknown", "mailgun", read("hard_bounce", "teleported")],
  ["subscribed", "sendgrid", unknownType("group_resubscribe")],
  ["delivered", "resend", read("delivered", "email.delivered", null)],
  ["rejected", "postmark", read("block", "Bounce/Blocked", "bea@example.org")],
  ["bounced", "ses", read("rejected", "Bounce")],
])("what is %s at its source is not right as something else (%s)", (word, provider, item) => {
  expect(misreadings(sampleOf(provider, word), [item])).toHaveLength(1);
});

test.each([
  ["rejected", "postmark", read("block", "Bounce/Blocked")],
  ["rejected", "postmark", read("hard_bounce", "Bounce/BadEmailAddress")],
  ["subscribed", "brevo", ignored("list_addition", "Not about a message.")],
  ["delivered", "resend", read("delivered", "email.delivered")],
])("what is %s at its source may be what the documentation of %s says", (word, provider, item) => {
  expect(misreadings(sampleOf(provider, word), [item])).toEqual([]);
});
