import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, bounceDetails, permanent } from "./bounce";
import { claims, claimsIn, claimsInHeaders } from "./claims";
import { verifyCredentials } from "./credentials";
import { eventObjects, type Fields, fields, isoTime, mailAddress, parseJson, text } from "./payload";
import {
  event,
  ignored,
  type MappedItem,
  type Provider,
  type ProviderEvent,
  Unreadable,
  unknownType,
} from "./provider";

/** Postmark: one event a call, no signature; Basic credentials stand in the address. */
export const postmark: Provider = {
  name: "postmark",
  maxBodyBytes: 1_000_000,
  verify: verifyCredentials,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: (payload) => eventObjects(payload).map(mapRecord),
};

function mapRecord(told: Fields): MappedItem {
  const record = text(told.RecordType);
  if (record) return readers[record]?.(told) ?? unknownType(record);
  if (told.FromFull || told.RawEmail || told.OriginalRecipient) return inbound();
  throw new Unreadable("The payload names no record type.");
}

const inbound = () => ignored("Inbound", "Inbound mail: set up the inbound road for it.");

function commonOf(told: Fields, name: string) {
  return {
    name,
    providerEventId: text(told.ID),
    providerMessageId: text(told.MessageID),
    claims: claims(claimsIn(told.Metadata), claimsInHeaders(told.Headers), text(told.Tag)),
    recipient: mailAddress(told.Recipient) ?? mailAddress(told.Email),
  };
}

const readers: Readonly<Record<string, (told: Fields) => MappedItem>> = ownTable({
  Delivery: (told) =>
    event({
      ...commonOf(told, "Delivery"),
      type: "delivered",
      occurredAt: isoTime(told.DeliveredAt),
      details: { reply: text(told.Details) },
    }),
  Bounce: mapBounce,
  SpamComplaint: (told) =>
    event({ ...commonOf(told, "SpamComplaint"), type: "complaint", occurredAt: isoTime(told.BouncedAt) }),
  Open: (told) => event({ ...commonOf(told, "Open"), type: "open", ...visitOf(told, null) }),
  Click: (told) => event({ ...commonOf(told, "Click"), type: "click", ...visitOf(told, text(told.OriginalLink)) }),
  SubscriptionChange: mapSubscriptionChange,
  Inbound: inbound,
});

function visitOf(told: Fields, url: string | null): Pick<ProviderEvent, "visit" | "occurredAt"> {
  const agent = { ip: text(fields(told.Geo).IP), userAgent: text(told.UserAgent), machine: null };
  return { visit: { url, ...agent }, occurredAt: isoTime(told.ReceivedAt) };
}

type BounceRule = readonly [ProviderEvent["type"], BounceCategory?];

/** Postmark's own classification (the `Type` of a bounce). */
const bounceTypes: Readonly<Record<string, BounceRule>> = ownTable({
  HardBounce: ["hard_bounce", "invalid_recipient"],
  BadEmailAddress: ["hard_bounce", "invalid_recipient"],
  SoftBounce: ["soft_bounce", "transient"],
  // Postmark could not tell which bounce it is.
  Unknown: ["soft_bounce", "undetermined"],
  Undeliverable: ["soft_bounce", "undetermined"],
  Transient: ["deferred", "transient"],
  DnsError: ["deferred", "network"],
  Blocked: ["block", "policy"],
  DMARCPolicy: ["block", "auth_failure"],
  VirusNotification: ["block", "virus"],
  SpamNotification: ["complaint"],
  SpamComplaint: ["complaint"],
  Unsubscribe: ["unsubscribe"],
  ManualSuppression: ["unsubscribe"],
  Subscribe: ["resubscribe"],
  ManuallyDeactivated: ["rejected", "suppressed_by_provider"],
  Unconfirmed: ["rejected"],
  SMTPApiError: ["failed"],
  TemplateRenderingFailed: ["failed"],
});
const ignoredBounces: Readonly<Record<string, string>> = ownTable({
  AutoResponder: "An automatic answer; the mail arrived.",
  AddressChange: "The recipient tells of a new address; the mail arrived.",
  ChallengeVerification: "The recipient's system asks for proof that the sender is a person.",
  OpenRelayTest: "Not about a message of ours.",
  InboundError: "About a mail that came in, not about one of ours.",
});

function mapBounce(told: Fields): MappedItem {
  const type = text(told.Type) ?? "";
  const name = `Bounce/${type || "?"}`;
  const note = ignoredBounces[type];
  if (note) return ignored(name, note);
  const rule = bounceTypes[type];
  if (!rule) return unknownType(name);
  const [canonical, fallback] = rule;
  const shared = { ...commonOf(told, name), occurredAt: isoTime(told.BouncedAt) };
  const details = { reason: text(told.Description) ?? text(told.Name) };
  if (!fallback) return event({ ...shared, type: canonical, details });
  const reply = text(told.Details)?.replace(/^smtp;\s*/i, "") ?? null;
  const answer = { text: reply, note: text(told.Description), fallback };
  if (canonical === "hard_bounce") return event({ ...shared, ...permanent(answer), details });
  if (canonical === "block") return event({ ...shared, ...blocked(answer), details });
  return event({ ...shared, type: canonical, bounce: bounceDetails(answer), details });
}

/** What Postmark's own suppression list says from now on, and why. */
function mapSubscriptionChange(told: Fields): MappedItem {
  const reason = text(told.SuppressionReason);
  const shared = {
    ...commonOf(told, `SubscriptionChange/${told.SuppressSending === false ? "lifted" : (reason ?? "?")}`),
    occurredAt: isoTime(told.ChangedAt),
    details: { reason, origin: text(told.Origin) },
  };
  if (told.SuppressSending === false) return event({ ...shared, type: "resubscribe" });
  if (told.SuppressSending !== true) return unknownType(shared.name);
  if (reason === "ManualSuppression") return event({ ...shared, type: "unsubscribe" });
  if (reason === "SpamComplaint") return event({ ...shared, type: "complaint" });
  if (reason !== "HardBounce") return unknownType(shared.name);
  const bounce = bounceDetails({ text: null, note: "Hard bounce", fallback: "invalid_recipient" });
  return event({ ...shared, type: "hard_bounce", bounce });
}
