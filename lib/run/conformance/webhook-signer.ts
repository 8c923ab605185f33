import { generateKeyPairSync, sign } from "node:crypto";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { mailgunSignature } from "@/lib/inbound/providers/mailgun/mailgun";
import { type Fields, fields, parseJson } from "@/lib/inbound/providers/payload";
import type { HookRequest, HookSecrets, VerifyTools } from "@/lib/inbound/providers/provider";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import { snsSignedText } from "@/lib/inbound/providers/ses/sns";
import { standardSignature } from "@/lib/inbound/providers/standard-webhooks";

/** A call and everything it is to be verified with. */
export interface SignedCall {
  request: HookRequest;
  secrets: HookSecrets;
  tools: VerifyTools;
}

const secret = "whsec_dGVzdCBrZXkgb2YgdGhlIGNvbmZvcm1hbmNlIHJ1bg==";
const signingKey = "test-key-of-the-conformance-run";
const credentials = { username: "homing", password: "test password of the conformance run" };
const ecKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const verificationKey = ecKeys.publicKey.export({ type: "spki", format: "der" }).toString("base64");
const certificateUrl =
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
/** Stands in for the service's own, at the times of all samples. */
const certificate = selfSignedCertificate("sns.amazonaws.com", {
  kind: "rsa",
  from: new Date("2020-01-01T00:00:00Z"),
  until: new Date("2049-12-31T23:59:59Z"),
});
const topicArn = "arn:aws:sns:eu-west-1:123456789012:conformance";

export const noTools: VerifyTools = { fetchText: () => Promise.reject(new Error("Nothing is fetched here.")) };
const ownCertificate: VerifyTools = {
  fetchText: (url) =>
    url === certificateUrl
      ? Promise.resolve(certificate.cert)
      : Promise.reject(new Error("There is no such certificate.")),
};

/** The call as its provider would sign it at `now`, with keys of this run. */
export function signCall(provider: ProviderName, request: HookRequest, version: "1" | "2" = "2"): SignedCall {
  const seconds = String(Math.floor(request.now.getTime() / 1000));
  switch (provider) {
    case "resend": {
      const signature = standardSignature(secret, "msg_conformance", seconds, request.rawBody);
      const headers = { "svix-id": "msg_conformance", "svix-timestamp": seconds, "svix-signature": signature };
      return withHeaders(request, headers, { signingSecret: secret });
    }
    case "sendgrid": {
      const signed = Buffer.concat([Buffer.from(seconds), request.rawBody]);
      const signature = sign("sha256", signed, ecKeys.privateKey).toString("base64");
      const name = "x-twilio-email-event-webhook";
      const headers = { [`${name}-signature`]: signature, [`${name}-timestamp`]: seconds };
      return withHeaders(request, headers, { verificationKey });
    }
    case "mailgun":
      return signMailgun(request, seconds);
    case "ses":
      return signSns(request, version);
    default: {
      if (aboutProviders[provider].proof.by !== "credentials") throw new Error(`Say here how ${provider} signs.`);
      const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
      return withHeaders(request, { authorization: `Basic ${basic}` }, credentials);
    }
  }
}

function withHeaders(request: HookRequest, headers: Record<string, string>, secrets: HookSecrets): SignedCall {
  return { request: { ...request, headers: { ...request.headers, ...headers } }, secrets, tools: noTools };
}

const withBody = (request: HookRequest, body: string): HookRequest => ({ ...request, rawBody: Buffer.from(body) });

/** The signature stands in the body: JSON gets a new one, a form gets new values for its three fields. */
function signMailgun(request: HookRequest, timestamp: string): SignedCall {
  const token = "c0ffee".repeat(8);
  const values = { timestamp, token, signature: mailgunSignature(signingKey, timestamp, token) };
  const secrets = { signingSecret: signingKey };
  if (!/^multipart/.test(request.headers["content-type"] ?? "")) {
    const call = fields(parseJson(request.rawBody));
    return { request: withBody(request, JSON.stringify({ ...call, signature: values })), secrets, tools: noTools };
  }
  let body = Buffer.from(request.rawBody).toString("utf8");
  for (const [name, value] of Object.entries(values)) {
    // The last of its name is Mailgun's own.
    const field = new RegExp(`(name="${name}"\\r\\n\\r\\n)[^\\r]*(?![\\s\\S]*name="${name}")`);
    body = body.replace(field, (_all, start: string) => start + value);
  }
  return { request: withBody(request, body), secrets, tools: noTools };
}

/** Wraps a bare SES event in an envelope; completes and signs one that is there. */
function signSns(request: HookRequest, version: "1" | "2"): SignedCall {
  const reported = fields(parseJson(request.rawBody));
  const message = Buffer.from(request.rawBody).toString("utf8");
  const envelope: Fields = {
    ...(typeof reported.Type === "string" ? reported : { Type: "Notification", Message: message }),
    MessageId: typeof reported.MessageId === "string" ? reported.MessageId : "0b6dee70-c885-558a-be7d-bd48bbf5335e",
    TopicArn: topicArn,
    Timestamp: request.now.toISOString(),
    SignatureVersion: version,
    SigningCertURL: certificateUrl,
  };
  const algorithm = version === "1" ? "RSA-SHA1" : "RSA-SHA256";
  const signature = sign(algorithm, Buffer.from(snsSignedText(envelope) ?? ""), certificate.key);
  const body = JSON.stringify({ ...envelope, Signature: signature.toString("base64") });
  return { request: withBody(request, body), secrets: { topicArns: [topicArn] }, tools: ownCertificate };
}
