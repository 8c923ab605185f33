import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, bounceDetails, passing, permanent } from "@/lib/inbound/providers/bounce";
import { claims, claimsIn, claimsInHeaders } from "@/lib/inbound/providers/claims";
import { verifyCredentials } from "@/lib/inbound/providers/credentials";
import {
  eventObjects,
  eventTime,
  type Fields,
  fields,
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
import { words } from "@/lib/language/t";
import { postmarkSuppressions } from "./postmark-suppressions";

/** Postmark: one event a call, no signature; Basic credentials stand in the address. */
export const postmark: Provider = {
  name: "postmark",
  maxBodyBytes: 1_000_000,
  verify: verifyCredentials,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: (payload) => eventObjects(payload).map(mapRecord),
  turnedOffStatus: 410,
  fitsSecret: () => true,
  openSuppressions: (access) => postmarkSuppressions(access),
};

function mapRecord(item: Fields): MappedItem {
  const record = text(item.RecordType);
  if (record) return readers[record]?.(item) ?? unknownType(record);
  if (item.FromFull || item.RawEmail || item.OriginalRecipient) return inbound();
  const found = unnamed.find(([field]) => item[field] !== undefined);
  if (found) return found[1](item);
  throw new Unreadable(words("The payload names no record type."));
}

const inbound = () => ignored("Inbound", words("Inbound mail: set up the inbound route for it."));

function commonOf(item: Fields, name: string) {
  return {
    name,
    providerEventId: text(item.ID),
    providerMessageId: text(item.MessageID),
    claims: claims(claimsIn(item.Metadata), claimsInHeaders(item.Headers), text(item.Tag)),
    recipient: mailAddress(item.Recipient) ?? mailAddress(item.Email),
  };
}

const readers: Readonly<Record<string, (item: Fields) => MappedItem>> = ownTable({
  Delivery: (item) =>
    event({
      ...commonOf(item, "Delivery"),
      type: "delivered",
      occurredAt: eventTime(item.DeliveredAt),
      details: { reply: text(item.Details) },
    }),
  Bounce: mapBounce,
  SpamComplaint: (item) =>
    event({ ...commonOf(item, "SpamComplaint"), type: "complaint", occurredAt: eventTime(item.BouncedAt) }),
  Open: (item) => event({ ...commonOf(item, "Open"), type: "open", ...visitOf(item, null) }),
  Click: (item) => event({ ...commonOf(item, "Click"), type: "click", ...visitOf(item, text(item.OriginalLink)) }),
  SubscriptionChange: mapSubscriptionChange,
  Inbound: inbound,
});

function visitOf(item: Fields, url: string | null): Pick<ProviderEvent, "visit" | "occurredAt"> {
  const agent = { ip: text(fields(item.Geo).IP), userAgent: text(item.UserAgent), machine: null };
  return { visit: { url, ...agent }, occurredAt: eventTime(item.ReceivedAt) };
}

/** Calls of before 2018 have no record type; each kind has a field that no other has. */
const unnamed: readonly (readonly [field: string, read: (item: Fields) => MappedItem])[] = [
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
  AutoResponder: words("An automatic answer; the mail arrived."),
  AddressChange: words("The recipient tells of a new address; the mail arrived."),
  ChallengeVerification: words("The recipient's system asks for proof that the sender is a person."),
  OpenRelayTest: words("Not about a message of ours."),
  InboundError: words("About a mail that came in, not about one of ours."),
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

function mapBounce(item: Fields): MappedItem {
  const type = text(item.Type) ?? typeCodes[text(item.TypeCode) ?? ""] ?? "";
  const name = `Bounce/${type || "?"}`;
  const note = ignoredBounces[type];
  if (note) return ignored(name, note);
  const rule = bounceTypes[type];
  if (!rule) return unknownType(name);
  const [canonical, fallback] = rule;
  const shared = { ...commonOf(item, name), occurredAt: eventTime(item.BouncedAt) };
  const details = { reason: text(item.Description) ?? text(item.Name) };
  if (!fallback) return event({ ...shared, type: canonical, details });
  const reply = text(item.Details)?.replace(/^smtp;\s*/i, "") ?? null;
  const answer = { text: reply, note: text(item.Description), recipient: shared.recipient, fallback };
  if (canonical === "hard_bounce") return event({ ...shared, ...permanent(answer), details });
  if (canonical === "block") return event({ ...shared, ...blocked(answer), details });
  if (canonical === "soft_bounce") return event({ ...shared, ...passing(answer), details });
  return event({ ...shared, type: canonical, bounce: bounceDetails(answer), details });
}

/** What Postmark's own suppression list says from now on, and why. */
function mapSubscriptionChange(item: Fields): MappedItem {
  const reason = text(item.SuppressionReason);
  const shared = {
    ...commonOf(item, `SubscriptionChange/${item.SuppressSending === false ? "lifted" : (reason ?? "?")}`),
    occurredAt: eventTime(item.ChangedAt),
    details: { reason, origin: text(item.Origin) },
  };
  if (item.SuppressSending === false) return event({ ...shared, type: "resubscribe" });
  if (item.SuppressSending !== true) return unknownType(shared.name);
  if (reason === "ManualSuppression") return event({ ...shared, type: "unsubscribe" });
  if (reason === "SpamComplaint") return event({ ...shared, type: "complaint" });
  if (reason !== "HardBounce") return unknownType(shared.name);
  const bounce = bounceDetails({ text: null, note: "Hard bounce", fallback: "invalid_recipient" });
  return event({ ...shared, type: "hard_bounce", bounce });
}
