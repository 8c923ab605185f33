import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, bounceDetails, passing, permanent } from "@/lib/inbound/providers/bounce";
import { claims, claimsIn } from "@/lib/inbound/providers/claims";
import { verifyCredentials } from "@/lib/inbound/providers/credentials";
import {
  eventObjects,
  eventTime,
  type Fields,
  firstText,
  isSet,
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
import { mailjetSuppressions } from "./mailjet-suppressions";

/** Mailjet: one event, or a list where grouping is on; no signature, Basic credentials in the address. */
export const mailjet: Provider = {
  name: "mailjet",
  maxBodyBytes: 5_000_000,
  verify: verifyCredentials,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: (payload) => eventObjects(payload).map(mapEvent),
  turnedOffStatus: 410,
  fitsSecret: () => true,
  openSuppressions: (access) => mailjetSuppressions(access),
};

function mapEvent(item: Fields): MappedItem {
  const name = text(item.event);
  if (!name && item.Headers && item.Parts)
    return ignored("inbound", words("Inbound mail: set up the inbound route for it."));
  if (!name) throw new Unreadable(words("An event has no type."));
  if (name === "typofix") return ignored(name, words("Mailjet corrected the address and went on."));
  const shared = { ...commonOf(item), name };
  if (name === "bounce" || name === "blocked") return mapRefusal(name, item, shared);
  const type = plainTypes[name];
  return type ? event({ ...shared, type, ...detailsOf(type, item) }) : unknownType(name);
}

const plainTypes: Readonly<Record<string, ProviderEvent["type"]>> = ownTable({
  // Mailjet says "sent" when the receiving server has taken it.
  sent: "delivered",
  open: "open",
  click: "click",
  spam: "complaint",
  unsub: "unsubscribe",
});

type Shared = Omit<ProviderEvent, "type">;

function commonOf(item: Fields): Omit<Shared, "name"> {
  const messageId = text(item.MessageID);
  return {
    providerEventId: null,
    providerMessageId: messageId,
    claims: claims(text(item.CustomID), claimsIn(item.Payload), text(item.Payload)),
    recipient: mailAddress(item.email),
    occurredAt: eventTime(item.time),
  };
}

function detailsOf(type: ProviderEvent["type"], item: Fields): Partial<ProviderEvent> {
  if (type === "open" || type === "click") {
    const agent = { ip: text(item.ip), userAgent: text(item.agent), machine: null };
    return { visit: { url: text(item.url), ...agent } };
  }
  if (type === "delivered") return { details: { reply: text(item.smtp_reply) } };
  if (type === "complaint") return { details: { source: text(item.source) } };
  return {};
}

type ErrorRule = readonly ["by_hardness" | "deferred" | "block" | "rejected" | "failed", BounceCategory?];

/** Mailjet's `error` (some calls write it into `error_related_to`). */
const errorRules: Readonly<Record<string, ErrorRule>> = ownTable({
  "user unknown": ["by_hardness", "invalid_recipient"],
  "mailbox inactive": ["by_hardness", "inactive_mailbox"],
  "invalid domain": ["by_hardness", "invalid_domain"],
  "no mail host": ["by_hardness", "invalid_domain"],
  "quota exceeded": ["by_hardness", "mailbox_full"],
  "system issue": ["by_hardness", "system"],
  "protocol issue": ["by_hardness", "protocol"],
  "connection issue": ["by_hardness", "network"],
  greylisted: ["deferred", "greylist"],
  "sender blocked": ["block", "reputation_block"],
  "content blocked": ["block", "content_rejected"],
  "policy issue": ["block", "policy"],
  "relay/access denied": ["block", "relay_denied"],
  preblocked: ["rejected", "suppressed_by_provider"],
  blacklisted: ["rejected", "suppressed_by_provider"],
  "spam reporter": ["rejected", "suppressed_by_provider"],
  "duplicate in campaign": ["rejected"],
  typofix: ["rejected"],
  "bad or empty template": ["failed"],
  "error in template language": ["failed"],
});

/** What Mailjet no longer tries, because of what the address had answered before. */
const goneBefore: ReadonlySet<BounceCategory | undefined> = new Set([
  "invalid_recipient",
  "inactive_mailbox",
  "invalid_domain",
]);

/** "blocked" means that Mailjet did not send: for an address that it knows as gone, or without saying why. */
function blockedBefore(category: BounceCategory | undefined): Pick<ProviderEvent, "bounce"> {
  if (!category) return {};
  const fallback = goneBefore.has(category) ? "suppressed_by_provider" : category;
  return { bounce: bounceDetails({ text: null, note: category, fallback }) };
}

function mapRefusal(name: string, item: Fields, shared: Shared): MappedItem {
  const error = firstText(item.error, item.error_related_to)?.toLowerCase() ?? "";
  const [type, category] = errorRules[error] ?? ["by_hardness"];
  const named = { ...shared, name: error ? `${name}/${error}` : name, details: { reason: error || null } };
  if (type !== "by_hardness" && !category) return event({ ...named, type });
  if (category === "suppressed_by_provider") {
    const bounce = bounceDetails({ text: null, note: firstText(item.comment, error), fallback: category });
    return event({ ...named, type: "rejected", bounce });
  }
  const hard = isSet(item.hard_bounce);
  if (name === "blocked" && type !== "block") return event({ ...named, type: "rejected", ...blockedBefore(category) });
  const fallback = category ?? (hard ? "invalid_recipient" : "undetermined");
  const reply = { text: text(item.comment), note: error || null, recipient: mailAddress(item.email), fallback };
  if (type === "block") return event({ ...named, ...blocked(reply) });
  if (type !== "by_hardness") return event({ ...named, type, bounce: bounceDetails(reply) });
  return event({ ...named, ...(hard ? permanent(reply) : passing(reply)) });
}
