import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, bounceDetails, permanent } from "./bounce";
import { claims, claimsIn, claimsInHeaders } from "./claims";
import { verifyCredentials } from "./credentials";
import { eventObjects, eventTime, type Fields, fields, mailAddress, parseJson, text } from "./payload";
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
  const found = unnamed.find(([field]) => told[field] !== undefined);
  if (found) return found[1](told);
  throw new Unreadable("The payload names no record type.");
}

const inbound = () => ignored("Inbound", "Inbound mail: set up the inbound route for it.");

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
      occurredAt: eventTime(told.DeliveredAt),
      details: { reply: text(told.Details) },
    }),
  Bounce: mapBounce,
  SpamComplaint: (told) =>
    event({ ...commonOf(told, "SpamComplaint"), type: "complaint", occurredAt: eventTime(told.BouncedAt) }),
  Open: (told) => event({ ...commonOf(told, "Open"), type: "open", ...visitOf(told, null) }),
  Click: (told) => event({ ...commonOf(told, "Click"), type: "click", ...visitOf(told, text(told.OriginalLink)) }),
  SubscriptionChange: mapSubscriptionChange,
  Inbound: inbound,
});

function visitOf(told: Fields, url: string | null): Pick<ProviderEvent, "visit" | "occurredAt"> {
  const agent = { ip: text(fields(told.Geo).IP), userAgent: text(told.UserAgent), machine: null };
  return { visit: { url, ...agent }, occurredAt: eventTime(told.ReceivedAt) };
}

/** Calls of before 2018 have no record type; each kind has a field that no other has. */
const unnamed: readonly (readonly [field: string, read: (told: Fields) => MappedItem])[] = [
  ["BouncedAt", mapBounce],
  ["DeliveredAt", readers.Delivery!],
  ["OriginalLink", readers.Click!],
  ["FirstOpen", readers.Open!],
];

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

/** The same kinds by their numbers. */
const typeCodes: Readonly<Record<string, string>> = ownTable({
  "1": "HardBounce",
  "2": "Transient",
  "16": "Unsubscribe",
  "32": "Subscribe",
  "64": "AutoResponder",
  "128": "AddressChange",
  "256": "DnsError",
  "512": "SpamNotification",
  "1024": "OpenRelayTest",
  "2048": "Unknown",
  "4096": "SoftBounce",
  "8192": "VirusNotification",
  "16384": "ChallengeVerification",
  "100000": "BadEmailAddress",
  "100001": "SpamComplaint",
  "100002": "ManuallyDeactivated",
  "100003": "Unconfirmed",
  "100006": "Blocked",
  "100007": "SMTPApiError",
  "100008": "InboundError",
  "100009": "DMARCPolicy",
  "100010": "TemplateRenderingFailed",
});

function mapBounce(told: Fields): MappedItem {
  const type = text(told.Type) ?? typeCodes[text(told.TypeCode) ?? ""] ?? "";
  const name = `Bounce/${type || "?"}`;
  const note = ignoredBounces[type];
  if (note) return ignored(name, note);
  const rule = bounceTypes[type];
  if (!rule) return unknownType(name);
  const [canonical, fallback] = rule;
  const shared = { ...commonOf(told, name), occurredAt: eventTime(told.BouncedAt) };
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
    occurredAt: eventTime(told.ChangedAt),
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
