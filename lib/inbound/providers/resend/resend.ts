import { ownTable } from "@/lib/base/text/own-table.shared";
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
  type HookRequest,
  ignored,
  type MappedItem,
  type Provider,
  type ProviderEvent,
  Unreadable,
  unknownType,
} from "@/lib/inbound/providers/provider";
import { standardHeaders, verifyStandardWebhook } from "@/lib/inbound/providers/standard-webhooks";
import { transientBounce } from "@/lib/inbound/providers/transient-bounce";
import { words } from "@/lib/language/t";
import { resendSuppressions } from "./resend-suppressions";

const plainTypes: Readonly<Record<string, ProviderEvent["type"]>> = ownTable({
  "email.sent": "accepted",
  "email.delivered": "delivered",
  "email.delivery_delayed": "deferred",
  "email.complained": "complaint",
  "email.opened": "open",
  "email.clicked": "click",
  "email.failed": "failed",
  "email.suppressed": "rejected",
});

const notes: Readonly<Record<string, string>> = ownTable({
  "email.scheduled": words("Scheduled at the provider; nothing was sent yet."),
  "email.received": words(
    "Inbound mail: set up the inbound route for it, this address takes events about our own mail.",
  ),
});

/** Resend: Standard Webhooks signatures; one event a call, without a recipient of its own (so one recipient a mail). */
export const resend: Provider = {
  name: "resend",
  maxBodyBytes: 1_000_000,
  verify: (request, secrets) => verifyStandardWebhook(request, secrets.signingSecret),
  parse: ({ rawBody }) => parseJson(rawBody),
  map: mapResend,
  turnedOffStatus: 410,
  fitsSecret: (secret) => /^(whsec_[A-Za-z0-9+/]{16,}={0,2}\s*)+$/.test(secret),
  openSuppressions: (access) => resendSuppressions(access),
};

function mapResend(payload: unknown, headers: HookRequest["headers"] = {}): MappedItem[] {
  const call = fields(payload);
  const name = text(call.type);
  if (!name) throw new Unreadable(words("The payload names no event type."));
  const note =
    notes[name] ?? (/^(contact|domain|topic|inbox|suppression)\./.test(name) ? "Not about a message." : null);
  if (note) return [ignored(name, note)];
  const shared = commonOf(call, name, standardHeaders(headers).id ?? null);
  if (name === "email.bounced")
    return [event({ ...shared, ...bounceOf(fields(fields(call.data).bounce), shared.recipient) })];
  const type = plainTypes[name];
  return [type ? event({ ...shared, type, ...detailsOf(fields(call.data), type) }) : unknownType(name)];
}

function commonOf(call: Fields, name: string, eventId: string | null): Omit<ProviderEvent, "type"> {
  const data = fields(call.data);
  return {
    name,
    providerEventId: eventId,
    providerMessageId: text(data.email_id),
    claims: claims(claimsIn(tagMap(data.tags)), claimsInHeaders(data.headers), text(data.message_id)),
    // With several Resend does not say which is meant. Ours have one each, so a first that is not ours is not quite believed.
    recipient: mailAddress(list(data.to)[0]),
    occurredAt: eventTime(fields(data.click).timestamp) ?? eventTime(call.created_at),
  };
}

/** Tags come as an object; older calls list them as they were sent. */
function tagMap(tags: unknown): unknown {
  if (!Array.isArray(tags)) return tags;
  return Object.fromEntries(tags.map((tag) => [text(fields(tag).name) ?? "", fields(tag).value]));
}

function bounceOf(bounce: Fields, recipient: string | null): Pick<ProviderEvent, "type" | "bounce" | "details"> {
  const type = text(bounce.type) ?? "Permanent"; // calls from before there were types spoke of permanent bounces only
  const subType = text(bounce.subType) ?? "General";
  const reply = { text: firstText(...list(bounce.diagnosticCode)), note: text(bounce.message), recipient };
  const details = { bounceType: type, bounceSubType: subType };
  if (subType === "Suppressed" || subType === "OnAccountSuppressionList") {
    return { type: "rejected", bounce: bounceDetails({ ...reply, fallback: "suppressed_by_provider" }), details };
  }
  if (type === "Permanent") {
    return { ...permanent({ ...reply, fallback: "invalid_recipient" }), details };
  }
  return { ...transientBounce(type, subType, reply), details };
}

function detailsOf(data: Fields, type: ProviderEvent["type"]): Partial<ProviderEvent> {
  if (type === "open" || type === "click") {
    const visit = { ...fields(data.open), ...fields(data.click) };
    const agent = { ip: text(visit.ipAddress), userAgent: text(visit.userAgent), machine: null };
    return { visit: { url: text(visit.link), ...agent } };
  }
  if (type === "rejected") {
    const item = fields(data.suppressed);
    const bounce = bounceDetails({ text: null, note: text(item.message), fallback: "suppressed_by_provider" });
    return { bounce, details: { reason: text(item.type) } };
  }
  if (type === "failed") return { details: { reason: firstText(fields(data.failed).reason) } };
  if (type === "deferred") {
    const bounce = bounceDetails({
      text: null,
      note: text(fields(data.delivery_delayed).message),
      fallback: "transient",
    });
    return { bounce };
  }
  return {};
}
