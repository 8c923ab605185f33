import { type Fields, fields, parseJson } from "@/lib/inbound/providers/payload";
import type { HookRequest } from "@/lib/inbound/providers/provider";
import type { ProviderName } from "@/lib/inbound/providers/schema";
import type { SignedCall } from "./webhook-signer";

export interface Variant {
  kind: "forged" | "replayed" | "truncated";
  name: string;
  call: SignedCall;
}

type Change = (request: HookRequest) => HookRequest | null;

const headerOf: Partial<Record<ProviderName, string>> = {
  resend: "svix-signature",
  sendgrid: "x-twilio-email-event-webhook-signature",
};
const timeOf: Partial<Record<ProviderName, string>> = {
  resend: "svix-timestamp",
  sendgrid: "x-twilio-email-event-webhook-timestamp",
};

/** Everything an attacker or a bad line may make of a call that was rightly signed. Not one of them may pass. */
export function variantsOf(provider: ProviderName, call: SignedCall): Variant[] {
  const make = (kind: Variant["kind"], changes: Record<string, Change>): Variant[] =>
    Object.entries(changes).flatMap(([name, change]) => {
      const request = change(call.request);
      return request ? [{ kind, name, call: { ...call, request } }] : [];
    });
  // SNS signs the fields of its envelope (see there), Mailgun signs nothing of the event.
  const signsBody = provider === "resend" || provider === "sendgrid";
  return [
    ...make("forged", { ...forgeriesOf(provider), ...(signsBody && { "another body": changeBody }) }),
    ...make("replayed", replaysOf(provider)),
    ...make("truncated", { ...truncationsOf(provider), "half the body": halfBody, "no body": noBody }),
  ];
}

const after = (request: HookRequest, seconds: number): HookRequest => ({
  ...request,
  now: new Date(request.now.getTime() + seconds * 1000),
});
const changeHeader = (name: string, change: (value: string) => string | null): Change => {
  return (request) => {
    const { [name]: value, ...others } = request.headers;
    if (value === undefined) return null;
    const changed = change(value);
    return { ...request, headers: changed === null ? others : { ...others, [name]: changed } };
  };
};
/** Another octet in the middle of a base64 or hex text. */
const flip = (text: string) => {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === "1" ? "2" : "1") + text.slice(at + 1);
};

const changeBody: Change = (request) => {
  const body = Buffer.from(request.rawBody).toString("utf8");
  const changed = body.replace(/@example\.(com|org)/, "@attacker.example");
  return { ...request, rawBody: Buffer.from(changed === body ? `${body.slice(0, -1)} ${body.slice(-1)}` : changed) };
};
const halfBody: Change = (request) => ({
  ...request,
  rawBody: request.rawBody.subarray(0, Math.floor(request.rawBody.length / 2)),
});
const noBody: Change = (request) => ({ ...request, rawBody: new Uint8Array() });

function changeJson(change: (call: Fields) => Fields): Change {
  return (request) => {
    if (/^multipart/.test(request.headers["content-type"] ?? "")) return null;
    return { ...request, rawBody: Buffer.from(JSON.stringify(change(fields(parseJson(request.rawBody))))) };
  };
}
const changeSignature = (change: (signature: Record<string, string>) => Fields): Change =>
  changeJson((call) => ({ ...call, signature: change(call.signature as Record<string, string>) }));
const changeEnvelope = (change: (envelope: Record<string, string>) => Fields): Change =>
  changeJson((envelope) => ({ ...envelope, ...change(envelope as Record<string, string>) }));

function forgeriesOf(provider: ProviderName): Record<string, Change> {
  const signature = headerOf[provider];
  if (signature) {
    return {
      "another signature": changeHeader(signature, flip),
      "another signed time": changeHeader(timeOf[provider]!, (time) => String(Number(time) + 1)),
    };
  }
  if (provider === "mailgun") {
    return {
      "another signature": changeSignature((given) => ({ ...given, signature: flip(given.signature ?? "") })),
      "another token": changeSignature((given) => ({ ...given, token: flip(given.token ?? "") })),
      "another signed time": changeSignature((given) => ({ ...given, timestamp: String(Number(given.timestamp) + 1) })),
    };
  }
  if (provider === "ses") {
    return {
      "another signature": changeEnvelope((given) => ({ Signature: flip(given.Signature ?? "") })),
      "another message": changeEnvelope((given) => ({ Message: `${given.Message} ` })),
      "another topic": changeEnvelope(() => ({ TopicArn: "arn:aws:sns:eu-west-1:999999999999:foreign" })),
      "a certificate of somebody else": changeEnvelope((given) => ({
        SigningCertURL: (given.SigningCertURL ?? "").replace("amazonaws.com", "amazonaws.com.attacker.example"),
      })),
      "another signature version": changeEnvelope((given) => ({
        SignatureVersion: given.SignatureVersion === "1" ? "2" : "1",
      })),
    };
  }
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  return {
    "another password": changeHeader("authorization", () => basic("homing:guessed")),
    "no password": changeHeader("authorization", () => basic("homing:")),
    "no credentials": changeHeader("authorization", () => null),
  };
}

/** For those who sign no time, a repeat is known by the call itself; see the caller. */
function replaysOf(provider: ProviderName): Record<string, Change> {
  if (provider === "ses") return { "a day later": (request) => after(request, 86_400) };
  if (provider === "mailgun" || headerOf[provider]) {
    return {
      "eleven minutes later": (request) => after(request, 660),
      "from the future": (request) => after(request, -660),
    };
  }
  return {};
}

function truncationsOf(provider: ProviderName): Record<string, Change> {
  const cut = (text: string) => text.slice(0, Math.floor(text.length / 2));
  const signature = headerOf[provider];
  if (signature) {
    return {
      "half the signature": changeHeader(signature, cut),
      "no signature": changeHeader(signature, () => null),
      "half the signed time": changeHeader(timeOf[provider]!, cut),
      "no signed time": changeHeader(timeOf[provider]!, () => null),
    };
  }
  if (provider === "mailgun") {
    return {
      "half the signature": changeSignature((given) => ({ ...given, signature: cut(given.signature ?? "") })),
      "no signature": changeSignature(({ signature: _gone, ...given }) => given),
      "no token": changeSignature(({ token: _gone, ...given }) => given),
    };
  }
  if (provider === "ses") {
    return {
      "half the signature": changeEnvelope((given) => ({ Signature: cut(given.Signature ?? "") })),
      "no signature": changeEnvelope(() => ({ Signature: null })),
      "no certificate": changeEnvelope(() => ({ SigningCertURL: null })),
    };
  }
  return { "half the credentials": changeHeader("authorization", (value) => value.slice(0, value.length - 8)) };
}
