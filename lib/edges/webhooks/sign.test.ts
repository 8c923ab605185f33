import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { expect, test } from "vitest";
import { newSigningSecret, signedHeaders } from "./sign";

const message = () => ({
  id: "evt_1CYQ3p4p2zGq5n3Zt8mXwD",
  at: new Date(),
  body: JSON.stringify({ type: "contact.created", said: "é𝒳" }),
});

test("the packages of Standard Webhooks and Svix take what is signed, and refuse every other body, secret and time", () => {
  const secret = newSigningSecret();
  const told = message();
  const headers = signedHeaders(told, [secret]);
  for (const Verifier of [Webhook, SvixWebhook]) {
    expect(() => new Verifier(secret).verify(told.body, headers)).not.toThrow();
    expect(() => new Verifier(secret).verify(`${told.body} `, headers)).toThrow();
    expect(() => new Verifier(newSigningSecret()).verify(told.body, headers)).toThrow();
    const old = signedHeaders({ ...told, at: new Date(Date.now() - 600_000) }, [secret]);
    expect(() => new Verifier(secret).verify(told.body, old)).toThrow();
  }
});

test("a receiver that knows one of two secrets is content, whichever names of headers it reads", () => {
  const [now, before] = [newSigningSecret(), newSigningSecret()];
  const told = message();
  const headers = signedHeaders(told, [now, before]);
  expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  for (const family of ["webhook", "svix"]) {
    const own = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith(`${family}-`)));
    const verify = family === "svix" ? SvixWebhook : Webhook;
    for (const secret of [now, before]) expect(() => new verify(secret).verify(told.body, own)).not.toThrow();
  }
});

test("a secret is whsec_ and 32 octets, never the same twice", () => {
  const secrets = Array.from({ length: 20 }, newSigningSecret);
  expect(new Set(secrets).size).toBe(20);
  for (const secret of secrets) expect(Buffer.from(secret.replace(/^whsec_/, ""), "base64")).toHaveLength(32);
});
