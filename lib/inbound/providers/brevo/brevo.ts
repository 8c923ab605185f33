import { ownTable } from "@/lib/base/text/own-table.shared";
import { bounceDetails, passing, permanent } from "@/lib/inbound/providers/bounce";
import { claims, claimsIn } from "@/lib/inbound/providers/claims";
import { verifyCredentials } from "@/lib/inbound/providers/credentials";
import { eventObjects, eventTime, type Fields, mailAddress, parseJson, text } from "@/lib/inbound/providers/payload";
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
import { brevoSuppressions } from "./brevo-suppressions";

/** Brevo: one event a call, or a list where the webhook is batched; no signature, Basic credentials in the address or a bearer token. */
export const brevo: Provider = {
  name: "brevo",
  maxBodyBytes: 5_000_000,
  verify: verifyCredentials,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: (payload) => eventObjects(payload).map(mapEvent),
  turnedOffStatus: 410,
  fitsSecret: () => true,
  openSuppressions: (access) => brevoSuppressions(access),
};

const types: Readonly<Record<string, ProviderEvent["type"]>> = ownTable({
  request: "accepted",
  sent: "accepted",
  delivered: "delivered",
  deferred: "deferred",
  soft_bounce: "soft_bounce",
  hard_bounce: "hard_bounce",
  invalid_email: "hard_bounce",
  invalid: "hard_bounce",
  blocked: "rejected",
  error: "failed",
  spam: "complaint",
  complaint: "complaint",
  unique_opened: "open",
  opened: "open",
  unique_proxy_open: "open",
  proxy_open: "open",
  loaded_by_proxy: "open",
  click: "click",
  // The event is called `unsubscribed` in calls about transactional mail and `unsubscribe` in those about campaigns.
  unsubscribe: "unsubscribe",
  unsubscribed: "unsubscribe",
});

const notes: Readonly<Record<string, string>> = ownTable({
  list_addition: words("Not about a message."),
  contact_updated: words("Not about a message."),
  contact_deleted: words("Not about a message."),
  inbound_email_processed: words("Inbound mail: set up the inbound route for it."),
  reply: words("An answer: it comes by the inbound route."),
  replied: words("An answer: it comes by the inbound route."),
});

/** The names of set-up (`hardBounce`) as those of the calls (`hard_bounce`). */
const asInCalls = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();

function mapEvent(item: Fields): MappedItem {
  const word = text(item.event);
  const name = word && asInCalls(word);
  // Events about text messages have no address but a number.
  if (text(item.msg_status) && !item.email) return ignored("sms", words("Not about a mail."));
  if (!name && item.items) return ignored("inbound", words("Inbound mail: set up the inbound route for it."));
  if (!name) throw new Unreadable(words("An event has no type."));
  const note = notes[name];
  if (note) return ignored(name, note);
  const type = types[name];
  return type ? event({ ...commonOf(name, item), type, ...detailsOf(name, type, item) }) : unknownType(name);
}

function commonOf(name: string, item: Fields) {
  const messageId = text(item["message-id"]);
  return {
    name,
    // `id` is the webhook's own and the same in every call.
    providerEventId: null,
    providerMessageId: messageId?.replace(/^<|>$/g, "") ?? null,
    claims: claims(claimsIn(item["X-Mailin-custom"]), text(item["X-Mailin-custom"]), messageId),
    recipient: mailAddress(item.email),
    // ts_epoch is in milliseconds of UTC; ts and ts_event are in the zone of the account.
    occurredAt: eventTime(item.ts_epoch) ?? eventTime(item.ts_event) ?? eventTime(item.ts),
  };
}

function detailsOf(name: string, type: ProviderEvent["type"], item: Fields): Partial<ProviderEvent> {
  const reason = text(item.reason);
  if (type === "open" || type === "click") {
    const machine = /proxy/.test(name) ? true : null;
    return { visit: { url: text(item.link), ip: text(item.ip), userAgent: text(item.user_agent), machine } };
  }
  const recipient = mailAddress(item.email);
  if (type === "hard_bounce") return permanent({ text: reason, recipient, fallback: "invalid_recipient" });
  if (type === "soft_bounce") return passing({ text: reason, recipient, fallback: "transient" });
  if (type === "deferred") return { bounce: bounceDetails({ text: reason, recipient, fallback: "transient" }) };
  if (type === "rejected") {
    const bounce = bounceDetails({ text: null, note: reason, fallback: "suppressed_by_provider" });
    return { bounce, details: { reason, ...(/unsubscribed/i.test(reason ?? "") && { origin: "unsubscribe" }) } };
  }
  return reason ? { details: { reason } } : {};
}
