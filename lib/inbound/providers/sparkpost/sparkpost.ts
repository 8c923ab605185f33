import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, bounceDetails, type ProviderReply, passing, permanent } from "@/lib/inbound/providers/bounce";
import { claims, claimsIn } from "@/lib/inbound/providers/claims";
import { verifyCredentials } from "@/lib/inbound/providers/credentials";
import {
  eventObjects,
  eventTime,
  type Fields,
  fields,
  firstText,
  mailAddress,
  parseJson,
  text,
} from "@/lib/inbound/providers/payload";
import {
  type CallVerdict,
  event,
  type HookRequest,
  type HookSecrets,
  ignored,
  type MappedItem,
  type Provider,
  type ProviderEvent,
  Unreadable,
  unknownType,
  verified,
} from "@/lib/inbound/providers/provider";
import { words } from "@/lib/language/t";
import { sparkpostSuppressions } from "./sparkpost-suppressions";

/** SparkPost (Bird): a list of `{ msys: { <class>: event } }`, no signature; Basic credentials are set at the webhook. */
export const sparkpost: Provider = {
  name: "sparkpost",
  maxBodyBytes: 5_000_000,
  verify: verifySparkpost,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: (payload) => eventObjects(payload).map(mapItem),
  turnedOffStatus: 410,
  fitsSecret: () => true,
  openSuppressions: (access) => sparkpostSuppressions(access),
};

function verifySparkpost(request: HookRequest, secrets: HookSecrets): CallVerdict {
  const verdict = verifyCredentials(request, secrets);
  return verdict.ok ? verified(request.headers["x-messagesystems-batch-id"] ?? null) : verdict;
}

const notes: Readonly<Record<string, string>> = ownTable({
  relay_message: words("Inbound mail: set up the inbound route for it."),
  relay_event: words("About a mail that came in, not about one of ours."),
  ab_test_event: words("About a test of the provider's own, not about a message."),
  ingest_event: words("About events that were handed to the provider, not about a message."),
});

const messageClasses = new Set(["message_event", "track_event", "unsubscribe_event", "gen_event"]);

function mapItem(item: Fields): MappedItem {
  if (typeof item.msys !== "object" || item.msys === null)
    throw new Unreadable(words("An event is not one of SparkPost's."));
  const [found] = Object.entries(fields(item.msys));
  if (!found) return ignored("ping", words("SparkPost tries whether the address answers."));
  const [group, value] = found;
  const note = notes[group];
  if (note) return ignored(group, note);
  const entry = fields(value);
  const type = text(entry.type);
  if (!messageClasses.has(group) || !type) return unknownType(type ? `${group}/${type}` : group);
  return mapEvent(type, entry);
}

const plainTypes: Readonly<Record<string, ProviderEvent["type"]>> = ownTable({
  injection: "accepted",
  delivery: "delivered",
  delay: "deferred",
  policy_rejection: "rejected",
  generation_rejection: "rejected",
  generation_failure: "failed",
  spam_complaint: "complaint",
  open: "open",
  amp_open: "open",
  click: "click",
  amp_click: "click",
  list_unsubscribe: "unsubscribe",
  link_unsubscribe: "unsubscribe",
});

function mapEvent(name: string, entry: Fields): MappedItem {
  if (name === "bounce" || name === "out_of_band") return mapBounce(name, entry);
  if (name === "sms_status") return ignored(name, words("Not about a mail."));
  if (name === "initial_open" || name === "amp_initial_open") {
    return ignored(
      name,
      words("The same opening as the event `open`, reported by the upper of two pixels; counted once."),
    );
  }
  const type = plainTypes[name];
  return type ? event({ ...commonOf(name, entry), type, ...detailsOf(type, entry) }) : unknownType(name);
}

function commonOf(name: string, entry: Fields) {
  return {
    name,
    providerEventId: text(entry.event_id),
    providerMessageId: text(entry.transmission_id) ?? text(entry.message_id),
    claims: claims(claimsIn(entry.rcpt_meta), text(entry.msg_from)),
    recipient: recipientOf(entry),
    occurredAt: eventTime(entry.timestamp),
  };
}

/** rcpt_to is folded to lower case and may be redacted; the raw one is what we sent to. */
function recipientOf(entry: Fields): string | null {
  return mailAddress(entry.raw_rcpt_to) ?? mailAddress(entry.rcpt_to);
}

function replyOf(entry: Fields, fallback: BounceCategory): ProviderReply {
  const reply = firstText(entry.raw_reason, entry.reason);
  const recipient = recipientOf(entry);
  return { text: reply, code: text(entry.error_code), remoteMta: text(entry.routing_domain), recipient, fallback };
}

function detailsOf(type: ProviderEvent["type"], entry: Fields): Partial<ProviderEvent> {
  if (type === "open" || type === "click") {
    const agent = { ip: text(entry.ip_address), userAgent: text(entry.user_agent) };
    // Loaded by a proxy before anybody looked (Apple's Mail Privacy Protection and the like).
    const machine = typeof entry.is_prefetched === "boolean" ? entry.is_prefetched : null;
    return { visit: { url: text(entry.target_link_url), ...agent, machine } };
  }
  if (type === "deferred") return { bounce: bounceDetails(replyOf(entry, "transient")) };
  if (type === "complaint") return { details: { feedbackType: text(entry.fbtype) } };
  if (type !== "rejected" && type !== "failed") return {};
  const reason = firstText(entry.raw_reason, entry.reason);
  if (!reason || !/suppress/i.test(reason)) return { details: { reason } };
  const bounce = bounceDetails({ text: null, note: reason, fallback: "suppressed_by_provider" });
  return { bounce, details: { reason } };
}

type ClassRule = readonly ["hard_bounce" | "soft_bounce" | "block", BounceCategory];

/** SparkPost's bounce classes. */
const bounceClasses: Readonly<Record<string, ClassRule>> = ownTable({
  "10": ["hard_bounce", "invalid_recipient"],
  "30": ["hard_bounce", "invalid_recipient"],
  "1": ["soft_bounce", "undetermined"],
  "20": ["soft_bounce", "transient"],
  "21": ["soft_bounce", "network"],
  "22": ["soft_bounce", "mailbox_full"],
  "23": ["block", "message_too_large"],
  "24": ["soft_bounce", "timeout"],
  "40": ["soft_bounce", "undetermined"],
  "70": ["soft_bounce", "transient"],
  "25": ["block", "config"],
  "50": ["block", "reputation_block"],
  "51": ["block", "reputation_block"],
  "52": ["block", "content_rejected"],
  "53": ["block", "content_rejected"],
  "54": ["block", "relay_denied"],
});

function mapBounce(type: string, entry: Fields): MappedItem {
  const bounceClass = text(entry.bounce_class) ?? "?";
  const name = `${type}/${bounceClass}`;
  if (bounceClass === "60" || bounceClass === "100") {
    return ignored(name, words("An automatic answer or a challenge; the mail arrived."));
  }
  const shared = { ...commonOf(name, entry), details: { bounceClass } };
  if (bounceClass === "80") return event({ ...shared, type: "resubscribe" });
  if (bounceClass === "90") return event({ ...shared, type: "unsubscribe" });
  const rule = bounceClasses[bounceClass];
  if (!rule) return unknownType(name);
  const [kind, category] = rule;
  const reply = replyOf(entry, category);
  if (kind === "hard_bounce") return event({ ...shared, ...permanent(reply) });
  if (kind === "block") return event({ ...shared, ...blocked(reply) });
  return event({ ...shared, ...passing(reply) });
}
