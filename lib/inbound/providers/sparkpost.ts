import { ownTable } from "@/lib/base/text/own-table.shared";
import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, bounceDetails, type ProviderReply, permanent } from "./bounce";
import { claims, claimsIn } from "./claims";
import { verifyCredentials } from "./credentials";
import { eventObjects, eventTime, type Fields, fields, firstText, mailAddress, parseJson, text } from "./payload";
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
} from "./provider";

/** SparkPost (Bird): a list of `{ msys: { <class>: event } }`, no signature; Basic credentials are set at the webhook. */
export const sparkpost: Provider = {
  name: "sparkpost",
  maxBodyBytes: 5_000_000,
  verify: verifySparkpost,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: (payload) => eventObjects(payload).map(mapItem),
};

function verifySparkpost(request: HookRequest, secrets: HookSecrets): CallVerdict {
  const verdict = verifyCredentials(request, secrets);
  return verdict.ok ? verified(request.headers["x-messagesystems-batch-id"] ?? null) : verdict;
}

const notes: Readonly<Record<string, string>> = ownTable({
  relay_message: "Inbound mail: set up the inbound route for it.",
  relay_event: "About a mail that came in, not about one of ours.",
  ab_test_event: "About a test of the provider's own, not about a message.",
  ingest_event: "About events that were handed to the provider, not about a message.",
});

const messageClasses = new Set(["message_event", "track_event", "unsubscribe_event", "gen_event"]);

function mapItem(item: Fields): MappedItem {
  if (typeof item.msys !== "object" || item.msys === null) throw new Unreadable("An event is not one of SparkPost's.");
  const [found] = Object.entries(fields(item.msys));
  if (!found) return ignored("ping", "SparkPost tries whether the address answers.");
  const [group, value] = found;
  const note = notes[group];
  if (note) return ignored(group, note);
  const told = fields(value);
  const type = text(told.type);
  if (!messageClasses.has(group) || !type) return unknownType(type ? `${group}/${type}` : group);
  return mapEvent(type, told);
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

function mapEvent(name: string, told: Fields): MappedItem {
  if (name === "bounce" || name === "out_of_band") return mapBounce(name, told);
  if (name === "sms_status") return ignored(name, "Not about a mail.");
  if (name === "initial_open" || name === "amp_initial_open") {
    return ignored(name, "The same opening as the event `open`, told by the upper of two pixels; counted once.");
  }
  const type = plainTypes[name];
  return type ? event({ ...commonOf(name, told), type, ...detailsOf(type, told) }) : unknownType(name);
}

function commonOf(name: string, told: Fields) {
  return {
    name,
    providerEventId: text(told.event_id),
    providerMessageId: text(told.transmission_id) ?? text(told.message_id),
    claims: claims(claimsIn(told.rcpt_meta), text(told.msg_from)),
    // rcpt_to is folded to lower case and may be redacted; the raw one is what we sent to.
    recipient: mailAddress(told.raw_rcpt_to) ?? mailAddress(told.rcpt_to),
    occurredAt: eventTime(told.timestamp),
  };
}

function replyOf(told: Fields, fallback: BounceCategory): ProviderReply {
  const words = firstText(told.raw_reason, told.reason);
  return { text: words, code: text(told.error_code), remoteMta: text(told.routing_domain), fallback };
}

function detailsOf(type: ProviderEvent["type"], told: Fields): Partial<ProviderEvent> {
  if (type === "open" || type === "click") {
    const agent = { ip: text(told.ip_address), userAgent: text(told.user_agent) };
    // Loaded by a proxy before anybody looked (Apple's Mail Privacy Protection and the like).
    const machine = typeof told.is_prefetched === "boolean" ? told.is_prefetched : null;
    return { visit: { url: text(told.target_link_url), ...agent, machine } };
  }
  if (type === "deferred") return { bounce: bounceDetails(replyOf(told, "transient")) };
  if (type === "complaint") return { details: { feedbackType: text(told.fbtype) } };
  if (type !== "rejected" && type !== "failed") return {};
  const reason = firstText(told.raw_reason, told.reason);
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
  "23": ["soft_bounce", "message_too_large"],
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

function mapBounce(type: string, told: Fields): MappedItem {
  const bounceClass = text(told.bounce_class) ?? "?";
  const name = `${type}/${bounceClass}`;
  if (bounceClass === "60" || bounceClass === "100") {
    return ignored(name, "An automatic answer or a challenge; the mail arrived.");
  }
  const shared = { ...commonOf(name, told), details: { bounceClass } };
  if (bounceClass === "80") return event({ ...shared, type: "resubscribe" });
  if (bounceClass === "90") return event({ ...shared, type: "unsubscribe" });
  const rule = bounceClasses[bounceClass];
  if (!rule) return unknownType(name);
  const [kind, category] = rule;
  const reply = replyOf(told, category);
  if (kind === "hard_bounce") return event({ ...shared, ...permanent(reply) });
  if (kind === "block") return event({ ...shared, ...blocked(reply) });
  return event({ ...shared, type: kind, bounce: bounceDetails(reply) });
}
