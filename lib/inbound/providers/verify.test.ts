import { sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { mailgun, mailgunSignature } from "./mailgun/mailgun";
import { postmark } from "./postmark/postmark";
import type { HookRequest, HookSecrets, VerifyTools } from "./provider";
import { resend } from "./resend/resend";
import { sendgrid } from "./sendgrid/sendgrid";
import { ses } from "./ses/ses";
import { confirmationUrl, snsSignedText } from "./ses/sns";
import { standardSignature } from "./standard-webhooks";

const now = new Date("2026-11-23T12:00:00Z");
const seconds = String(now.getTime() / 1000);
const tools: VerifyTools = { fetchText: () => Promise.reject(new Error("no network")) };

function request(body: string, headers: Record<string, string> = {}, method = "POST"): HookRequest {
  return { method, url: "/", headers, rawBody: Buffer.from(body), now };
}
const reason = async (verdict: ReturnType<typeof resend.verify>) => {
  const answer = await verdict;
  return answer.ok ? "ok" : answer.refused;
};

describe("Resend", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const body = '{"type":"email.sent"}';
  const signed = (by = secret, at = seconds) => ({
    "svix-id": "msg_1",
    "svix-timestamp": at,
    "svix-signature": standardSignature(by, "msg_1", at, Buffer.from(body)),
  });
  const verify = (headers: Record<string, string>, secrets: HookSecrets = { signingSecret: secret }) =>
    reason(resend.verify(request(body, headers), secrets, tools));

  test("takes one of several signatures by one of two secrets", async () => {
    const other = "whsec_dGhlIG90aGVyIHNlY3JldA==";
    const both = { ...signed(), "svix-signature": `v1,AAAA v1a,BBBB ${signed(other)["svix-signature"]}` };
    expect(await verify(both)).toBe("bad_signature");
    expect(await verify(both, { signingSecret: `${secret} ${other}` })).toBe("ok");
    const verdict = await resend.verify(request(body, signed()), { signingSecret: secret }, tools);
    expect(verdict).toEqual({ ok: true, dedupeKey: "msg_1" });
  });

  test("keeps a window of five minutes in both directions", async () => {
    const at = (offset: number) => String(Number(seconds) + offset);
    expect(await verify(signed(secret, at(-300)))).toBe("ok");
    expect(await verify(signed(secret, at(-301)))).toBe("stale_timestamp");
    expect(await verify(signed(secret, at(301)))).toBe("stale_timestamp");
    expect(await verify({ ...signed(), "svix-timestamp": `${seconds}.0` })).toBe("bad_timestamp");
  });

  test("without a secret nothing passes, not even what an empty key signed", async () => {
    expect(await verify(signed(""), {})).toBe("not_configured");
    expect(await verify(signed(""), { signingSecret: "whsec_" })).toBe("not_configured");
  });
});

describe("SendGrid", () => {
  // The published vector of sendgrid-nodejs.
  const verificationKey =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==";
  const headers = {
    "x-twilio-email-event-webhook-signature":
      "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=",
    "x-twilio-email-event-webhook-timestamp": "1588788367",
  };
  const call = {
    ...request('{"category":"example_payload","event":"test_event","message_id":"message_id"}', headers),
    now: new Date(1588788367_000 + 60_000),
  };

  test("takes the key with and without PEM lines", async () => {
    const pem = `-----BEGIN PUBLIC KEY-----\n${verificationKey}\n-----END PUBLIC KEY-----`;
    expect(await reason(sendgrid.verify(call, { verificationKey }, tools))).toBe("ok");
    expect(await reason(sendgrid.verify(call, { verificationKey: pem }, tools))).toBe("ok");
    expect(await reason(sendgrid.verify(call, { verificationKey: "no key" }, tools))).toBe("not_configured");
  });

  test("ends after ten minutes", async () => {
    const late = { ...call, now: new Date(1588788367_000 + 601_000) };
    expect(await reason(sendgrid.verify(late, { verificationKey }, tools))).toBe("stale_timestamp");
  });
});

describe("Mailgun", () => {
  const secrets = { signingSecret: "key-of-the-test" };
  const signature = (timestamp = seconds, token = "t1") => ({
    timestamp,
    token,
    signature: mailgunSignature(secrets.signingSecret, timestamp, token),
  });
  const json = (given: object) => request(JSON.stringify({ signature: given, "event-data": { event: "opened" } }));

  test("is known by its token", async () => {
    expect(await mailgun.verify(json(signature()), secrets, tools)).toEqual({ ok: true, dedupeKey: "t1" });
    expect(await reason(mailgun.verify(json({ ...signature(), token: "t2" }), secrets, tools))).toBe("bad_signature");
    expect(await reason(mailgun.verify(json(signature("1588788367")), secrets, tools))).toBe("stale_timestamp");
    expect(await reason(mailgun.verify(json({}), secrets, tools))).toBe("missing_signature");
  });

  test("the older forms are verified by the last value of each name", async () => {
    const given = signature();
    const form = new URLSearchParams([["event", "opened"], ["token", "ours"], ...Object.entries(given)]);
    const call = request(form.toString(), { "content-type": "application/x-www-form-urlencoded" });
    expect(await mailgun.verify(call, secrets, tools)).toEqual({ ok: true, dedupeKey: "t1" });
    expect(mailgun.map(await mailgun.parse(call))).toMatchObject([{ kind: "event", type: "open" }]);
  });
});

describe("those who sign nothing", () => {
  const secrets = { username: "homing", password: "päss:wörd" };
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
  const verify = (headers: Record<string, string>, given: HookSecrets = secrets) =>
    reason(postmark.verify(request("{}", headers), given, tools));

  test("are known by their credentials", async () => {
    expect(await verify(basic("homing:päss:wörd"))).toBe("ok");
    expect(await verify({ authorization: "bearer  päss:wörd" })).toBe("ok");
    expect(await verify(basic("homing:päss"))).toBe("bad_credentials");
    expect(await verify({ authorization: "Digest homing" })).toBe("bad_credentials");
    expect(await verify({})).toBe("missing_credentials");
    expect(await verify(basic(":"), { username: "", password: "" })).toBe("not_configured");
    expect(await reason(postmark.verify(request("", basic("homing:päss:wörd"), "GET"), secrets, tools))).toBe(
      "wrong_method",
    );
  });
});

describe("Amazon SNS", () => {
  const topic = "arn:aws:sns:eu-west-1:123456789012:ses-events";
  const url = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
  const { cert: pem, key: privateKey } = selfSignedCertificate("sns.amazonaws.com", { kind: "rsa" });
  const secrets = { topicArns: [topic] };
  const serving = (): VerifyTools & { calls: string[] } => {
    const calls: string[] = [];
    const fetchText = async (address: string) => {
      calls.push(address);
      return pem;
    };
    return { calls, fetchText };
  };
  const envelope = (values: Record<string, string> = {}, version = "2") => {
    const content = {
      Type: "Notification",
      MessageId: "m-1",
      TopicArn: topic,
      Message: '{"eventType":"Send"}',
      Timestamp: now.toISOString(),
      SignatureVersion: version,
      SigningCertURL: url,
      ...values,
    };
    const algorithm = version === "1" ? "RSA-SHA1" : "RSA-SHA256";
    const Signature = sign(algorithm, Buffer.from(snsSignedText(content) ?? ""), privateKey).toString("base64");
    return JSON.stringify({ ...content, Signature });
  };
  const verify = (body: string, given = serving(), headers = {}) =>
    reason(ses.verify(request(body, { "content-type": "text/plain", ...headers }), secrets, given));

  test("takes both versions, with and without a subject, and fetches the certificate once", async () => {
    const own = serving();
    expect(await verify(envelope({}, "1"), own)).toBe("ok");
    expect(await verify(envelope({ Subject: "Amazon SES Email Event Notification" }), own)).toBe("ok");
    expect(own.calls).toEqual([url]);
  });

  test("takes certificates from Amazon SNS only", async () => {
    for (const address of [
      url.replace("https:", "http:"),
      url.replace("amazonaws.com", "amazonaws.com.evil.example"),
      url.replace("sns.eu-west-1", "evil.sns.eu-west-1"),
      url.replace("/Simple", "/evil/Simple"),
      `${url}?x=1`,
      url.replace("sns.eu-west-1.amazonaws.com", "sns.eu-west-1.amazonaws.com@evil.example"),
    ]) {
      const own = serving();
      expect(await verify(envelope({ SigningCertURL: address }), own), address).toBe("bad_certificate");
      expect(own.calls, address).toEqual([]);
    }
  });

  test("a certificate that cannot be fetched now may be asked for again", async () => {
    expect(await reason(ses.verify(request(envelope()), secrets, { fetchText: tools.fetchText }))).toBe(
      "certificate_unavailable",
    );
    const broken = { fetchText: async () => "not a certificate" };
    expect(await reason(ses.verify(request(envelope()), secrets, broken))).toBe("bad_certificate");
  });

  test("another topic, another type in the header, raw delivery and a field changed are refused", async () => {
    expect(await verify(envelope({ TopicArn: `${topic}-2` }))).toBe("wrong_topic");
    expect(await verify(envelope(), serving(), { "x-amz-sns-message-type": "SubscriptionConfirmation" })).toBe(
      "bad_signature",
    );
    expect(await verify('{"eventType":"Send"}')).toBe("unreadable");
    expect(await verify(envelope().replace("m-1", "m-2"))).toBe("bad_signature");
    expect(await verify(envelope({ Timestamp: "2026-11-20T12:00:00.000Z" }))).toBe("stale_timestamp");
    expect(await verify(envelope({}, "3"))).toBe("bad_signature");
  });

  test("a subscription is confirmed at an address of SNS and for its own topic only", () => {
    const at = (address: string) => confirmationUrl({ TopicArn: topic, SubscribeURL: address });
    const right = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=abc`;
    expect(at(right)).toBe(new URL(right).href);
    expect(at(right.replace("https", "http"))).toBeNull();
    expect(at(right.replace("amazonaws.com", "amazonaws.com.evil.example"))).toBeNull();
    expect(at(right.replace("sns.eu", "evil@sns.eu"))).toBeNull();
    expect(at(right.replace(".com/", ".com:8443/"))).toBeNull();
    expect(at(right.replace("ConfirmSubscription", "Unsubscribe"))).toBeNull();
    expect(at(right.replace("ses-events", "foreign"))).toBeNull();
    expect(at(right.replace("&Token=abc", ""))).toBeNull();
  });
});
