import { createHmac } from "node:crypto";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { blocked, bounceDetails, type ProviderReply, passing, permanent } from "@/lib/inbound/providers/bounce";
import { claims, claimsIn, claimsInHeaders } from "@/lib/inbound/providers/claims";
import { isFreshTime, sameSecret, unixSeconds } from "@/lib/inbound/providers/credentials";
import { parseForm } from "@/lib/inbound/providers/form-body";
import {
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
  refuse,
  Unreadable,
  unknownType,
  verified,
} from "@/lib/inbound/providers/provider";
import { words } from "@/lib/language/t";
import { mailgunSuppressions } from "./mailgun-suppressions";

const WINDOW_SECONDS = 300;

/** Mailgun: HMAC over timestamp and token only (the body is not signed), JSON or the forms of its older webhooks. */
export const mailgun: Provider = {
  name: "mailgun",
  maxBodyBytes: 1_000_000,
  verify: verifyMailgun,
  parse: parseMailgun,
  map: mapMailgun,
  // It tries again for 8 hours after anything else than 200 and 406.
  turnedOffStatus: 406,
  fitsSecret: (secret) => secret.length >= 8,
  openSuppressions: (access) => mailgunSuppressions(access),
};

/** Hex HMAC-SHA256 over timestamp and token, as Mailgun signs. */
export function mailgunSignature(signingKey: string, timestamp: string, token: string): string {
  return createHmac("sha256", signingKey).update(`${timestamp}${token}`).digest("hex");
}

async function verifyMailgun(request: HookRequest, secrets: HookSecrets): Promise<CallVerdict> {
  if (request.method !== "POST") return refuse("wrong_method", words("Events come by POST."));
  if (!secrets.signingSecret) return refuse("not_configured", words("No webhook signing key was set up."));
  let signed: Fields;
  try {
    signed = fields(fields(await parseMailgun(request)).signature);
  } catch (error) {
    if (error instanceof Unreadable) return refuse("unreadable", error.message);
    throw error;
  }
  const [timestamp, token, signature] = [text(signed.timestamp), text(signed.token), text(signed.signature)];
  if (!timestamp || !token || !signature) return refuse("missing_signature", words("The call is not signed."));
  const seconds = unixSeconds(timestamp);
  if (seconds === null) return refuse("bad_timestamp", words("The signed time is no time."));
  if (!sameSecret(signature.toLowerCase(), mailgunSignature(secrets.signingSecret, timestamp, token))) {
    return refuse("bad_signature", words("The signature is not the one of this key."));
  }
  if (!isFreshTime(seconds, request.now, WINDOW_SECONDS)) {
    return refuse("stale_timestamp", words("It was signed more than 5 minutes ago, or in the future."));
  }
  return verified(token);
}

type RawCall = Pick<HookRequest, "rawBody" | "headers">;

async function parseMailgun({ rawBody, headers }: RawCall): Promise<unknown> {
  const type = headers["content-type"] ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) return parseJson(rawBody);
  return legacyPayload(await parseForm(rawBody, type));
}

const signatureFields = ["timestamp", "token", "signature"] as const;

/**
 * The older webhooks post a form into which our variables are merged. Where a name appears twice, the last is Mailgun's for the three
 * fields of the signature, and the first for all others.
 */
function legacyPayload(form: Map<string, string[]>): unknown {
  const first = Object.fromEntries([...form].map(([name, values]) => [name, values[0]]));
  const signature = Object.fromEntries(signatureFields.map((name) => [name, form.get(name)?.at(-1)]));
  return { signature, legacy: { ...first, ...signature } };
}

function mapMailgun(payload: unknown): MappedItem[] {
  const call = fields(payload);
  const token = text(fields(call.signature).token);
  if (call.legacy) return [mapLegacy(fields(call.legacy), token)];
  const item = fields(call["event-data"]);
  const name = text(item.event);
  if (!name) throw new Unreadable(words("The payload names no event."));
  const note = notes[name];
  if (note) return [ignored(name, note)];
  const severity = failures[name];
  const found = severity === undefined ? plain(name, item) : failure(item, text(item.severity) ?? severity);
  return [found ? event({ ...commonOf(item, token), name, ...found }) : unknownType(name)];
}

/** Names of events that mean a failure, and how severe it is where the payload does not say. Those of set-up beside those of calls. */
const failures: Readonly<Record<string, string | null>> = ownTable({
  failed: null,
  temporary_fail: "temporary",
  permanent_fail: "permanent",
});

/** By the class of the reply, where the payload does not say. */
const severities: Readonly<Record<string, string>> = ownTable({ "4": "temporary", "5": "permanent" });

const notes: Readonly<Record<string, string>> = ownTable({
  stored: words("Inbound mail: set up the inbound route for it."),
  list_member_uploaded: words("Not about a message."),
  list_member_upload_error: words("Not about a message."),
  list_uploaded: words("Not about a message."),
});

function commonOf(item: Fields, token: string | null) {
  const headers = fields(fields(item.message).headers);
  const messageId = text(headers["message-id"]);
  return {
    // event-data.id is unique for a day only; the token is unique for good.
    providerEventId: token,
    providerMessageId: messageId?.replace(/^<|>$/g, "") ?? null,
    claims: claims(claimsIn(item["user-variables"]), messageId),
    // What was rejected before it was queued has no recipient of its own.
    recipient: mailAddress(item.recipient) ?? mailAddress(fields(item.envelope).targets) ?? mailAddress(headers.to),
    occurredAt: eventTime(item.timestamp),
  };
}

type Found = Pick<ProviderEvent, "type"> & Partial<ProviderEvent>;

const plainTypes: Readonly<Record<string, ProviderEvent["type"]>> = ownTable({
  accepted: "accepted",
  delivered: "delivered",
  rejected: "rejected",
  opened: "open",
  clicked: "click",
  unsubscribed: "unsubscribe",
  complained: "complaint",
});

function plain(name: string, item: Fields): Found | null {
  const type = plainTypes[name];
  if (!type) return null;
  if (type === "open" || type === "click") {
    const client = fields(item["client-info"]);
    const machine = text(client.bot) ? true : null;
    const visit = { url: text(item.url), ip: text(item.ip), userAgent: text(client["user-agent"]), machine };
    return { type, visit };
  }
  if (type === "rejected") {
    const { reason, description } = fields(item.reject);
    return { type, details: { reason: firstText(reason, item.reason), description: text(description) } };
  }
  if (type === "delivered") return { type, details: { reply: text(fields(item["delivery-status"]).message) } };
  return { type };
}

/** Reasons of a failure that say that Mailgun did not try: the address is on one of its own lists. */
const listReasons: Readonly<Record<string, string>> = ownTable({
  "suppress-bounce": "bounce",
  "suppress-complaint": "complaint",
  "suppress-unsubscribe": "unsubscribe",
});

function failure(item: Fields, given: string | null): Found | null {
  const reason = text(item.reason);
  const status = fields(item["delivery-status"]);
  const reply = {
    text: text(status.message),
    note: text(status.description),
    code: text(status.code),
    enhanced: text(status["enhanced-code"]),
    remoteMta: text(status["mx-host"]),
    recipient: mailAddress(item.recipient),
  };
  const severity = given ?? severities[(reply.code ?? reply.enhanced ?? "")[0] ?? ""];
  if (severity === "temporary") {
    return { type: "deferred", bounce: bounceDetails({ ...reply, fallback: "transient" }), details: { reason } };
  }
  if (severity !== "permanent") return null;
  const origin = listReasons[reason ?? ""];
  if (origin) {
    const bounce = bounceDetails({
      text: null,
      note: reply.text ?? reply.note,
      fallback: "suppressed_by_provider",
    });
    return { type: "rejected", bounce, details: { reason, origin } };
  }
  return { ...lasting(reply, reason), details: { reason } };
}

/** `espblock` and codes about us are blocks; `old` means that the retries ran out. */
function lasting(reply: Omit<ProviderReply, "fallback">, reason: string | null): Found {
  if (reason === "espblock") return blocked({ ...reply, fallback: "reputation_block" });
  if (reason === "old") return passing({ ...reply, fallback: "timeout" });
  return permanent({ ...reply, fallback: "invalid_recipient" }, { trustsCode: true });
}

const legacyListCodes: Readonly<Record<string, string>> = ownTable({
  "605": "bounce",
  "606": "unsubscribe",
  "607": "complaint",
});

function mapLegacy(item: Fields, token: string | null): MappedItem {
  const name = text(item.event);
  if (!name && (item["body-plain"] !== undefined || item["message-headers"] !== undefined)) {
    return ignored("inbound", words("Inbound mail: set up the inbound route for it."));
  }
  if (!name) throw new Unreadable(words("The form names no event."));
  const found = legacyEvent(name, item);
  if (!found) return unknownType(name);
  const messageId = text(item["Message-Id"]) ?? text(item["message-id"]);
  return event({
    name,
    providerEventId: token,
    providerMessageId: messageId?.replace(/^<|>$/g, "") ?? null,
    claims: claims(claimsIn({ ...item, "message-id": null }), claimsInHeaders(item["message-headers"]), messageId),
    recipient: mailAddress(item.recipient),
    occurredAt: eventTime(item.timestamp),
    ...found,
  });
}

function legacyEvent(name: string, item: Fields): Found | null {
  const reason = text(item.reason);
  if (name === "bounced") {
    const recipient = mailAddress(item.recipient);
    const reply = { text: text(item.error), note: text(item.notification), code: text(item.code), recipient };
    return lasting(reply, reason);
  }
  if (name === "dropped") {
    const origin = legacyListCodes[text(item.code) ?? ""];
    const note = text(item.description);
    const bounce = bounceDetails({ text: null, note, fallback: origin ? "suppressed_by_provider" : "timeout" });
    const tried = origin || reason === "old";
    return { type: "rejected", ...(tried && { bounce }), details: { reason, ...(origin && { origin }) } };
  }
  const agent = { "user-agent": item["user-agent"] };
  return plain(name, { ...item, "client-info": agent });
}
