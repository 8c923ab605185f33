import { readFileSync } from "node:fs";
import path from "node:path";
import { fields, parseJson } from "@/lib/inbound/providers/payload";
import type { HookSecrets, VerifyTools } from "@/lib/inbound/providers/provider";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import type { Vector, WebhookSample } from "./webhook-samples";
import { noTools, type SignedCall, signCall } from "./webhook-signer";

function looseBody(rawBody: Uint8Array): unknown {
  try {
    return parseJson(rawBody);
  } catch {
    return null;
  }
}

const signedTime: Partial<Record<ProviderName, (sample: WebhookSample) => string | undefined>> = {
  resend: ({ request }) => request.headers["svix-timestamp"],
  mailgun: ({ request }) => {
    const body = Buffer.from(request.rawBody).toString("utf8");
    const inForm = [...body.matchAll(/name="timestamp"\r\n\r\n(\d+)/g)].at(-1)?.[1];
    return inForm ?? String(fields(fields(looseBody(request.rawBody)).signature).timestamp ?? "");
  },
};

/** The call as it was recorded, where its keys are published; else signed with keys of this run. */
export function recordedCall(sample: WebhookSample, provider: ProviderName): SignedCall {
  const { settings } = sample;
  const seconds = Number(signedTime[provider]?.(sample));
  const request = { ...sample.request, now: seconds > 0 ? new Date(seconds * 1000) : sample.request.now };
  const given = (secrets: HookSecrets): SignedCall => ({ request, secrets, tools: noTools });
  const resendSecret = settings.ANYMAIL_RESEND_SIGNING_SECRET ?? settings.ANYMAIL_RESEND_INBOUND_SECRET;
  if (provider === "resend" && resendSecret) return given({ signingSecret: resendSecret });
  const mailgunKey = settings.ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY;
  if (provider === "mailgun" && mailgunKey) return given({ signingSecret: mailgunKey });
  const [username, password] = (settings.basic_auth ?? "").split(":");
  const signsNothing = aboutProviders[provider].proof.by === "credentials";
  if (signsNothing && username && password) return given({ username, password });
  if ((sample.expected?.http_status ?? 0) >= 400) {
    // Must be refused as it is: with whatever key, because its own was never published.
    return { ...signCall(provider, { ...request, rawBody: Buffer.from("[]") }), request };
  }
  return signCall(provider, isForm(sample) && provider === "sendgrid" ? request : { ...request, now: new Date() });
}

const isForm = ({ request }: WebhookSample) => /^multipart/.test(request.headers["content-type"] ?? "");

/** The call of a published signature, with the key it was made by. */
export function vectorCall(dir: string, provider: ProviderName, vector: Vector): SignedCall {
  const rawBody = vectorBody(dir, vector);
  const headers = Object.fromEntries(
    Object.entries(vector.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const reported = fields(looseBody(rawBody));
  const signedAt = headers["x-twilio-email-event-webhook-timestamp"];
  const clock = vector.clock ?? signedAt;
  const now = clock ? new Date(Number(clock) * 1000) : new Date(String(reported.Timestamp ?? 0));
  const certificate = vector.certificate_file ? readFileSync(path.join(dir, vector.certificate_file), "utf8") : null;
  const tools: VerifyTools = certificate ? { fetchText: async () => certificate } : noTools;
  const secrets: HookSecrets = {
    signingSecret: vector.secret,
    verificationKey: vector.public_key_base64_der,
    topicArns: provider === "ses" ? [String(reported.TopicArn)] : undefined,
  };
  return { request: { method: "POST", url: "/", headers, rawBody, now }, secrets, tools };
}

function vectorBody(dir: string, { body, body_file, change }: Vector): Uint8Array {
  const given = body_file ? readFileSync(path.join(dir, body_file)) : Buffer.from(body ?? "", "utf8");
  if (!change) return given;
  const reported = fields(parseJson(given));
  return Buffer.from(
    JSON.stringify({ ...reported, [change.json_field]: `${reported[change.json_field]}${change.append}` }),
  );
}
