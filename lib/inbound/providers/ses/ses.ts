import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { bounceDetails, permanent } from "@/lib/inbound/providers/bounce";
import { claims, claimsIn, claimsInHeaders } from "@/lib/inbound/providers/claims";
import {
  eventTime,
  type Fields,
  fields,
  firstText,
  list,
  mailAddress,
  parseJson,
  text,
} from "@/lib/inbound/providers/payload";
import {
  event,
  ignored,
  type MappedItem,
  type Provider,
  type ProviderEvent,
  Unreadable,
  unknownType,
} from "@/lib/inbound/providers/provider";
import { transientBounce } from "@/lib/inbound/providers/transient-bounce";
import { words } from "@/lib/language/t";
import { verifySns } from "./sns";

/** Amazon SES through SNS: event publishing (`eventType`) and the older feedback notifications (`notificationType`). */
export const ses: Provider = {
  name: "ses",
  maxBodyBytes: 1_000_000,
  verify: verifySns,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: mapSes,
  turnedOffStatus: 410,
  fitsSecret: () => true,
  openSuppressions: async (access) => (await import("./ses-suppressions")).sesSuppressions(access),
};

function mapSes(payload: unknown): MappedItem[] {
  const envelope = fields(payload);
  const type = text(envelope.Type);
  if (type === "SubscriptionConfirmation")
    return [ignored(type, words("Amazon asks whether the topic may speak here."))];
  if (type === "UnsubscribeConfirmation") return [ignored(type, words("The topic will not speak here any longer."))];
  if (type === "Notification") {
    const message = text(envelope.Message);
    if (!message) throw new Unreadable(words("The notification holds no message."));
    if (!/^[[{]/.test(message)) return [ignored("Notification", message.slice(0, 200))];
    return mapNotification(
      fields(parseJson(Buffer.from(message))),
      text(envelope.MessageId),
      eventTime(envelope.Timestamp),
    );
  }
  if (type) return [unknownType(type)];
  return mapNotification(envelope, null, null);
}

const notes: Readonly<Record<string, string>> = ownTable({
  Received: words("Inbound mail: set up the inbound route for it."),
  AmazonSnsSubscriptionSucceeded: words("Amazon says that the topic was set up."),
});

/** The names of set-up (`DELIVERY_DELAY`) as those of the notifications (`DeliveryDelay`). */
function asInNotifications(name: string): string {
  const bare = (word: string) => word.replace(/[\s_]/g, "").toLowerCase();
  return [...Object.keys(readers), ...Object.keys(notes)].find((each) => bare(each) === bare(name)) ?? name;
}

/** What one SES notification says of each of its recipients. */
function mapNotification(given: Fields, eventId: string | null, publishedAt: Date | null): MappedItem[] {
  const wrapped = text(given["detail-type"]);
  // EventBridge wraps the same event.
  const item = wrapped && given.detail ? fields(given.detail) : given;
  const word = firstText(item.eventType, item.notificationType);
  if (!word && wrapped) return [ignored(wrapped, words("Not about a message."))];
  if (!word) throw new Unreadable(words("The notification names no event type."));
  const name = asInNotifications(word);
  const note = notes[name];
  if (note) return [ignored(name, note)];
  const parts = readers[name]?.(item);
  if (!parts) return [unknownType(name)];
  const mail = fields(item.mail);
  const shared = {
    providerMessageId: text(mail.messageId),
    claims: claims(
      claimsIn(mail.tags),
      claimsInHeaders(mail.headers),
      text(fields(mail.commonHeaders).messageId),
      text(mail.source),
    ),
  };
  const several = parts.length > 1;
  return parts.map(({ recipient, occurredAt, ...part }, index) =>
    event({
      ...shared,
      name,
      ...part,
      recipient: recipient ?? onlyDestination(mail),
      occurredAt: occurredAt ?? publishedAt ?? eventTime(mail.timestamp),
      // One notification speaks of each recipient of its message: the event is the notification and the place in it.
      providerEventId: eventId && several ? `${eventId}#${index}` : eventId,
    }),
  );
}

type Part = Partial<ProviderEvent> & Pick<ProviderEvent, "type">;

/** Opens, clicks and rejects do not say whose they are; with one recipient a mail there is no doubt. */
function onlyDestination(mail: Fields): string | null {
  const destinations = list(mail.destination);
  return destinations.length === 1 ? mailAddress(destinations[0]) : null;
}

const whoever: unknown[] = [null];
const orWhoever = (recipients: unknown) => (list(recipients).length > 0 ? list(recipients) : whoever);

/** What happened to the whole mail happened to each of its recipients. */
function toEach({ mail }: Fields, part: Part): Part[] {
  return orWhoever(fields(mail).destination).map((each) => ({ ...part, recipient: mailAddress(each) }));
}

const readers: Readonly<Record<string, (item: Fields) => Part[]>> = ownTable({
  Send: (item) => toEach(item, { type: "accepted" }),
  Delivery: ({ delivery }) => {
    const { recipients, timestamp, smtpResponse } = fields(delivery);
    const details = { reply: text(smtpResponse) };
    return orWhoever(recipients).map((each) => ({
      type: "delivered",
      recipient: mailAddress(each),
      occurredAt: eventTime(timestamp),
      details,
    }));
  },
  DeliveryDelay: ({ deliveryDelay }) => {
    const delay = fields(deliveryDelay);
    const fallback = delayCategories[text(delay.delayType) ?? ""] ?? "transient";
    return orWhoever(delay.delayedRecipients).map((each) => ({
      type: "deferred",
      recipient: mailAddress(fields(each).emailAddress),
      occurredAt: eventTime(delay.timestamp),
      bounce: bounceDetails({ ...replyOf(fields(each), delay), note: text(delay.delayType), fallback }),
      details: { delayType: text(delay.delayType) },
    }));
  },
  Bounce: ({ bounce }) => bounceParts(fields(bounce)),
  Complaint: ({ complaint }) => complaintParts(fields(complaint)),
  Reject: (item) => toEach(item, { type: "rejected", details: { reason: text(fields(item.reject).reason) } }),
  "Rendering Failure": (item) => {
    const { templateName, errorMessage } = fields(item.failure);
    return toEach(item, { type: "failed", details: { reason: text(errorMessage), template: text(templateName) } });
  },
  Open: ({ open }) => [{ type: "open", ...visitOf(fields(open)) }],
  Click: ({ click }) => [{ type: "click", ...visitOf(fields(click)) }],
  Subscription: ({ subscription }) => [subscriptionPart(fields(subscription))],
});

const delayCategories: Readonly<Record<string, BounceCategory>> = ownTable({
  MailboxFull: "mailbox_full",
  SpamDetected: "reputation_block",
  RecipientServerError: "system",
  IPFailure: "throttled",
  TransientCommunicationFailure: "network",
  BYOIPHostNameLookupUnavailable: "config",
  SendingDeferral: "reputation_block",
  InternalFailure: "system",
});

function replyOf(recipient: Fields, about: Fields) {
  return {
    text: text(recipient.diagnosticCode)?.replace(/^smtp;\s*/i, "") ?? null,
    enhanced: text(recipient.status),
    recipient: mailAddress(recipient.emailAddress),
    remoteMta: text(about.reportingMTA)?.replace(/^(dns|dsn);\s*/i, "") ?? null,
  };
}

/** `PERMANENT`, as some of Amazon's interfaces write it, as `Permanent`. */
const capitalized = (word: string | null) => word && word[0]!.toUpperCase() + word.slice(1).toLowerCase();

/** Sub-types that say that SES did not even try: the address is on a list of its own. */
const NOT_TRIED = /Suppress|^UnsubscribedRecipient$/;

/** Types and sub-types as SES documents them. */
function bounceParts(bounce: Fields): Part[] {
  const type = capitalized(text(bounce.bounceType)) ?? "Undetermined";
  const subType = text(bounce.bounceSubType) ?? "General";
  return orWhoever(bounce.bouncedRecipients).map((each) => {
    const recipient = fields(each);
    const common = {
      recipient: mailAddress(recipient.emailAddress),
      occurredAt: eventTime(bounce.timestamp),
      details: { bounceType: type, bounceSubType: subType },
    };
    const reply = { ...replyOf(recipient, bounce), note: `${type}: ${subType}` };
    if (NOT_TRIED.test(subType)) {
      const bounce = bounceDetails({ ...reply, fallback: "suppressed_by_provider" });
      return { ...common, type: "rejected", bounce: { ...bounce, category: "suppressed_by_provider" as const } };
    }
    if (type === "Permanent") {
      const fallback = subType === "General" || subType === "NoEmail" ? "invalid_recipient" : "undetermined";
      return { ...common, ...permanent({ ...reply, fallback }) };
    }
    return { ...common, ...transientBounce(type, subType, reply) };
  });
}

/** SES lists every recipient at the complaining domain, because the reporter hides which; one recipient a mail makes it exact. */
function complaintParts(complaint: Fields): Part[] {
  const feedbackType = text(complaint.complaintFeedbackType);
  const subType = text(complaint.complaintSubType);
  return orWhoever(complaint.complainedRecipients).map((each): Part => {
    const common = {
      recipient: mailAddress(fields(each).emailAddress),
      occurredAt: eventTime(complaint.arrivalDate) ?? eventTime(complaint.timestamp),
    };
    if (subType === "OnAccountSuppressionList") {
      const bounce = bounceDetails({ text: null, note: "Complained before", fallback: "suppressed_by_provider" });
      return { ...common, type: "rejected", bounce, details: { reason: subType } };
    }
    if (feedbackType === "not-spam") return { ...common, type: "not_spam" };
    return { ...common, type: "complaint", details: { feedbackType, userAgent: text(complaint.userAgent) } };
  });
}

function visitOf({ ipAddress, userAgent, link, timestamp }: Fields): Partial<ProviderEvent> {
  return {
    occurredAt: eventTime(timestamp),
    visit: { url: text(link), ip: text(ipAddress), userAgent: text(userAgent), machine: null },
  };
}

/** Preferences of SES's own contact lists: leaving all or any topic is an unsubscribe, coming back to all of them the opposite. */
function subscriptionPart(subscription: Fields): Part {
  const preferences = fields(subscription.newTopicPreferences);
  const topics = list(preferences.topicSubscriptionStatus).map((each) => text(fields(each).subscriptionStatus));
  const leaves = preferences.unsubscribeAll === true || topics.length === 0 || topics.includes("OptOut");
  return {
    type: leaves ? "unsubscribe" : "resubscribe",
    occurredAt: eventTime(subscription.timestamp),
    details: { source: text(subscription.source), list: text(subscription.contactList) },
  };
}
