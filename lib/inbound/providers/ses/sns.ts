import { type KeyObject, verify, X509Certificate } from "node:crypto";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { isFreshTime, sameSecret } from "@/lib/inbound/providers/credentials";
import { type Fields, fields, isoTime, parseJson, text } from "@/lib/inbound/providers/payload";
import {
  type CallVerdict,
  type HookRequest,
  type HookSecrets,
  refuse,
  Unreadable,
  type VerifyTools,
  verified,
} from "@/lib/inbound/providers/provider";
import { words } from "@/lib/language/t";

const CERTIFICATE_URL =
  /^https:\/\/sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?\/SimpleNotificationService-[a-zA-Z0-9]{32}\.pem$/;
/** SNS signs the time of publishing and tries an endpoint again for up to 6 hours; within the window the message id finds repeats. */
const WINDOW_SECONDS = 8 * 3600;

const notificationFields = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
const confirmationFields = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
const signedFields: Readonly<Record<string, readonly string[]>> = ownTable({
  Notification: notificationFields,
  SubscriptionConfirmation: confirmationFields,
  UnsubscribeConfirmation: confirmationFields,
});
const digests: Readonly<Record<string, string>> = ownTable({ "1": "RSA-SHA1", "2": "RSA-SHA256" });

/** The text that SNS signs: each field that is there as `Name\nValue\n`, in this order. Null for an unknown type. */
export function snsSignedText(envelope: Fields): string | null {
  const names = signedFields[text(envelope.Type) ?? ""];
  if (!names) return null;
  return names
    .filter((name) => typeof envelope[name] === "string")
    .map((name) => `${name}\n${envelope[name] as string}\n`)
    .join("");
}

/**
 * Verifies an SNS call: envelope, topic, age, certificate address and signature (versions 1 and 2). A right signature alone proves only
 * that some topic of Amazon spoke, so the topic must be one that was set up.
 */
export async function verifySns(request: HookRequest, secrets: HookSecrets, tools: VerifyTools): Promise<CallVerdict> {
  if (request.method !== "POST") return refuse("wrong_method", words("SNS posts."));
  if (!secrets.topicArns?.length) return refuse("not_configured", words("No topic was set up."));
  const envelope = readEnvelope(request);
  if (!envelope) return refuse("unreadable", words("The body is not a whole SNS message."));
  const { Type, MessageId, TopicArn, Signature } = envelope;
  if (typeof Signature !== "string" || typeof envelope.SigningCertURL !== "string" || !text(MessageId)) {
    return refuse(
      "missing_signature",
      words("The message is not signed. Leave raw message delivery off at the subscription."),
    );
  }
  const said = request.headers["x-amz-sns-message-type"];
  if (said !== undefined && said !== Type)
    return refuse("bad_signature", words("Header and message name different types."));
  if (typeof TopicArn !== "string" || !secrets.topicArns.some((arn) => sameSecret(arn, TopicArn))) {
    return refuse("wrong_topic", words("The message is of a topic that was not set up here."));
  }
  if (!CERTIFICATE_URL.test(envelope.SigningCertURL)) {
    return refuse("bad_certificate", words("The certificate is not at an address of Amazon SNS."));
  }
  const signed = snsSignedText(envelope);
  const algorithm = digests[text(envelope.SignatureVersion) ?? ""];
  if (signed === null || !algorithm) return refuse("bad_signature", words("Type or signature version is not known."));
  const key = await certificateKey(envelope.SigningCertURL, tools);
  if (key === "unavailable")
    return refuse("certificate_unavailable", words("Amazon's certificate could not be fetched."));
  if (!key) return refuse("bad_certificate", words("The certificate could not be read."));
  if (!signatureMatches(algorithm, signed, key, Signature)) {
    return refuse("bad_signature", words("The signature is not the one of this message."));
  }
  const signedAt = isoTime(envelope.Timestamp);
  if (!signedAt) return refuse("bad_timestamp", words("The signed time is no time."));
  return isFreshTime(signedAt.getTime() / 1000, request.now, WINDOW_SECONDS)
    ? verified(text(MessageId))
    : refuse("stale_timestamp", words("The message is more than 8 hours old, or of the future."));
}

function readEnvelope(request: HookRequest): Fields | null {
  try {
    const envelope = fields(parseJson(request.rawBody));
    return text(envelope.Type) ? envelope : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function signatureMatches(algorithm: string, signed: string, key: KeyObject, signature: string): boolean {
  const bytes = Buffer.from(signature, "base64");
  return bytes.length > 0 && verify(algorithm, Buffer.from(signed, "utf8"), key, bytes);
}

/** Keys by address of their certificate, for each fetcher: Amazon gives a new certificate a new address. */
const keyCaches = new WeakMap<VerifyTools["fetchText"], BoundedCache<KeyObject>>();

async function certificateKey(url: string, { fetchText }: VerifyTools): Promise<KeyObject | "unavailable" | null> {
  const cache = keyCaches.get(fetchText) ?? new BoundedCache<KeyObject>({ max: 50 });
  keyCaches.set(fetchText, cache);
  const known = cache.get(url);
  if (known) return known;
  const pem = await fetchText(url).catch(() => null);
  if (pem === null) return "unavailable";
  const key = rsaKey(pem);
  if (!key) return null;
  cache.set(url, key);
  return key;
}

function rsaKey(pem: string): KeyObject | null {
  try {
    const key = new X509Certificate(pem).publicKey;
    return key.asymmetricKeyType === "rsa" ? key : null;
  } catch {
    return null;
  }
}

/**
 * The address that confirms a subscription, when it is really SNS's own and for this topic; null otherwise. Only ever called with a
 * message whose signature was verified.
 */
export function confirmationUrl(envelope: Fields): string | null {
  const given = text(envelope.SubscribeURL);
  const topic = text(envelope.TopicArn);
  if (!given || !topic || !URL.canParse(given)) return null;
  const url = new URL(given);
  const ofSns =
    /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/.test(url.hostname) && url.port === "" && url.username === "";
  const confirms =
    url.searchParams.get("Action") === "ConfirmSubscription" && url.searchParams.get("TopicArn") === topic;
  return url.protocol === "https:" && url.password === "" && ofSns && confirms && url.searchParams.get("Token")
    ? url.href
    : null;
}
