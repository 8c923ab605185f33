import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { type BounceCategory, kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { blocked, bounceDetails, type ProviderReply, passing, permanent } from "@/lib/inbound/providers/bounce";
import { claims, claimsIn } from "@/lib/inbound/providers/claims";
import { isFreshTime, unixSeconds } from "@/lib/inbound/providers/credentials";
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
  type CallVerdict,
  event,
  type HookRequest,
  type HookSecrets,
  ignored,
  type MappedItem,
  type Provider,
  type ProviderEvent,
  refuse,
  unknownType,
  verified,
} from "@/lib/inbound/providers/provider";
import { words } from "@/lib/language/t";
import { sendgridSuppressions } from "./sendgrid-suppressions";

/** SendGrid documents no window; its batches wait a little before they leave. */
const WINDOW_SECONDS = 600;
const SIGNATURE = "x-twilio-email-event-webhook-signature";
const TIMESTAMP = "x-twilio-email-event-webhook-timestamp";

/** SendGrid: ECDSA P-256 over timestamp and body; a list of events with our custom arguments merged in. */
export const sendgrid: Provider = {
  name: "sendgrid",
  maxBodyBytes: 5_000_000,
  verify: verifySendgrid,
  parse: ({ rawBody }) => parseJson(rawBody),
  map: (payload) => eventObjects(payload).map(mapEvent),
  turnedOffStatus: 410,
  fitsSecret: (key) => sendgridKey(key) !== null,
  openSuppressions: (access) => sendgridSuppressions(access),
};

function verifySendgrid(request: HookRequest, secrets: HookSecrets): CallVerdict {
  if (request.method !== "POST") return refuse("wrong_method", words("Events come by POST."));
  const key = sendgridKey(secrets.verificationKey);
  if (!key) return refuse("not_configured", words("No verification key was set up."));
  const signature = request.headers[SIGNATURE];
  const timestamp = request.headers[TIMESTAMP];
  if (!signature || !timestamp) return refuse("missing_signature", words("The call is not signed."));
  const seconds = unixSeconds(timestamp);
  if (seconds === null) return refuse("bad_timestamp", words("The signed time is no time."));
  const signed = Buffer.concat([Buffer.from(timestamp, "utf8"), request.rawBody]);
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(signature) ? Buffer.from(signature, "base64") : Buffer.alloc(0);
  if (bytes.length === 0 || !verify("sha256", signed, key, bytes)) {
    return refuse("bad_signature", words("The signature is not the one of this body and key."));
  }
  if (!isFreshTime(seconds, request.now, WINDOW_SECONDS)) {
    return refuse("stale_timestamp", words("It was signed more than 10 minutes ago, or in the future."));
  }
  return verified(null);
}

/** The key that SendGrid shows: base64 of a SubjectPublicKeyInfo on P-256, with or without PEM lines. Null when it is none. */
function sendgridKey(given: string | undefined): KeyObject | null {
  const base64 = (given ?? "").replace(/-----[A-Z ]+-----/g, "").replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(base64)) return null;
  try {
    const key = createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ec" ? key : null;
  } catch {
    return null;
  }
}

const plainTypes: Readonly<Record<string, ProviderEvent["type"]>> = ownTable({
  processed: "accepted",
  delivered: "delivered",
  deferred: "deferred",
  bounce: "hard_bounce",
  blocked: "block",
  dropped: "rejected",
  spamreport: "complaint",
  open: "open",
  click: "click",
  unsubscribe: "unsubscribe",
  group_unsubscribe: "unsubscribe",
  group_resubscribe: "resubscribe",
});

function mapEvent(item: Fields): MappedItem {
  const word = text(item.event);
  if (!word) return mapListedBounce(item);
  if (word === "account_status_change") return ignored(word, words("Not about a message."));
  const type = plainTypes[word];
  if (!type) return unknownType(word);
  return event({ ...commonOf(item), name: nameOf(word, item), type, ...detailsOf(type, item) });
}

const nameOf = (word: string, item: Fields) =>
  word === "bounce" && text(item.type) ? `bounce/${text(item.type)}` : word;

/** An entry of the bounces list (`email`, `created`, `reason`, `status`), which older set-ups post as it is. */
function mapListedBounce(item: Fields): MappedItem {
  if (!text(item.email) || !text(item.reason)) return unknownType("(no event)");
  const listed = { ...commonOf(item), name: "bounce (list entry)" };
  return event({ ...listed, ...permanent(replyOf(item, "invalid_recipient"), { trustsCode: true }) });
}

function commonOf(item: Fields) {
  return {
    providerEventId: text(item.sg_event_id),
    providerMessageId: acceptedId(text(item.sg_message_id)),
    claims: claims(claimsIn(item), text(item["smtp-id"])),
    recipient: mailAddress(item.email),
    occurredAt: eventTime(item.timestamp) ?? eventTime(item.created),
  };
}

/** The part before the name of the machine is the id that the mail was accepted under (`X-Message-Id`). */
function acceptedId(messageId: string | null): string | null {
  return messageId?.replace(/\.(filter|recvd)[\w-]*\..*$/, "") ?? null;
}

function detailsOf(type: ProviderEvent["type"], item: Fields): Partial<ProviderEvent> {
  if (type === "hard_bounce" || type === "block") return bounced(type, item);
  if (type === "deferred") return { bounce: bounceDetails(replyOf(item, "transient")) };
  if (type === "rejected") return dropped(item);
  if (type === "delivered") return { details: { reply: text(item.response) } };
  if (type === "open" || type === "click") {
    const agent = { ip: text(item.ip), userAgent: text(item.useragent) };
    // sg_machine_open: Apple's Mail Privacy Protection loaded the pictures.
    const machine = type === "open" && item.sg_machine_open !== undefined ? isSet(item.sg_machine_open) : null;
    return { visit: { url: text(item.url), ...agent, machine } };
  }
  if (type === "unsubscribe" || type === "resubscribe") return { details: { group: text(item.asm_group_id) } };
  return {};
}

function replyOf(item: Fields, fallback: BounceCategory): ProviderReply {
  const status = text(item.status);
  const recipient = mailAddress(item.email);
  return { text: firstText(item.reason, item.response), code: status, enhanced: status, recipient, fallback };
}

/** `type: "blocked"` is about us. The rest is permanent unless the code names a passing reason, such as a full mailbox. */
function bounced(type: ProviderEvent["type"], item: Fields): Partial<ProviderEvent> {
  const details = { classification: text(item.bounce_classification) };
  const named = classifications[details.classification?.toLowerCase() ?? ""];
  const aboutUs = type === "block" || text(item.type) === "blocked";
  if (aboutUs) return { ...blocked(replyOf(item, named ?? "policy")), details };
  const reply = replyOf(item, named ?? "undetermined");
  // SendGrid's own class counts where the reply says nothing.
  if (named && bounceDetails(reply).category === named) {
    const kind = kindOfCategory[named];
    if (kind === "block") return { ...blocked(reply), details };
    if (kind === "soft") return { ...passing(reply), details };
  }
  return { ...permanent(replyOf(item, "invalid_recipient"), { trustsCode: true }), details };
}

/** `bounce_classification`, where it says more than that the address is invalid. */
const classifications: Readonly<Record<string, BounceCategory>> = ownTable({
  content: "content_rejected",
  reputation: "reputation_block",
  "frequency/volume": "throttled",
  "frequency or volume too high": "throttled",
  technical: "system",
  "technical failure": "system",
});

/** Reasons of a drop that say that the address is on one of SendGrid's own lists. */
const listReasons: readonly (readonly [RegExp, string])[] = [
  [/^bounced address/i, "bounce"],
  [/^spam report(ing)? address/i, "complaint"],
  [/^unsubscribed address/i, "unsubscribe"],
  [/^invalid$/i, "invalid"],
];

function dropped(item: Fields): Partial<ProviderEvent> {
  const reason = text(item.reason) ?? "";
  const origin = listReasons.find(([pattern]) => pattern.test(reason))?.[1] ?? null;
  const details = { reason: text(item.reason), ...(origin && { origin }) };
  if (!origin) return { details };
  const bounce = bounceDetails({ text: null, note: reason, fallback: "suppressed_by_provider" });
  return { bounce, details };
}
