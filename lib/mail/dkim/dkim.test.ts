import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { beforeAll, expect, test } from "vitest";
import { composeMessage, toRawMessage } from "@/lib/mail/mime/mime";
import { dkimSignatures } from "./dkim";
import { type DkimKeyPair, dkimDnsRecord, generateDkimKey, loadDkimKey, publicKeyOf } from "./dkim-keys";

const DOMAIN = "mail.acme.test";
const SIGNED_AT = new Date("2026-11-22T10:00:00Z");
const pairs: Record<string, DkimKeyPair> = {};

beforeAll(async () => {
  pairs.rsa = await generateDkimKey("rsa-sha256");
  pairs.ed = await generateDkimKey("ed25519-sha256");
});

const mail = (text = "Hi  there \n\n\n") =>
  composeMessage({
    id: "0198c0de-0000-7000-8000-000000000001",
    domain: DOMAIN,
    from: { name: "Ämme", address: "news@mail.acme.test" },
    to: { address: "ada@example.com" },
    subject: "Grüße ".repeat(30),
    html: `<p>  ${text}</p>\n   \n`,
    text,
    date: SIGNED_AT,
    listUnsubscribe: { oneClickUrl: "https://acme.test/u/token", mailto: "unsubscribe+t@mail.acme.test" },
    feedbackId: "c:w:bulk:homing01",
  });

async function sign(selectors: string[], message = mail()): Promise<Buffer> {
  const keys = selectors.map((selector) =>
    loadDkimKey({ domain: DOMAIN, selector, privateKeyPem: pairs[selector]!.privateKeyPem }),
  );
  return toRawMessage(message, await dkimSignatures(message, keys, SIGNED_AT));
}

/** mailauth, an independent verifier, with our DNS records instead of the network. */
async function verify(raw: Buffer): Promise<string[]> {
  const resolver = async (name: string, type: string) => {
    for (const [selector, pair] of Object.entries(pairs)) {
      const record = dkimDnsRecord({ domain: DOMAIN, selector, ...pair });
      if (type === "TXT" && name === record.name) return [record.value.match(/.{1,255}/g) ?? []];
    }
    throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
  };
  const { results } = await dkimVerify(raw, { resolver });
  return results.map((result: { status: { result: string } }) => result.status.result);
}

test("RSA-2048, Ed25519 and both together verify", async () => {
  expect(await verify(await sign(["rsa"]))).toEqual(["pass"]);
  expect(await verify(await sign(["ed"]))).toEqual(["pass"]);
  expect(await verify(await sign(["rsa", "ed"]))).toEqual(["pass", "pass"]);
});

test("white space that mail servers change does not matter, content does", async () => {
  const raw = (await sign(["rsa", "ed"])).toString("latin1");
  const changed = (from: string | RegExp, to: string) => Buffer.from(raw.replace(from, to), "latin1");
  expect(await verify(changed("\r\nTo: ada", "\r\nTO:   ada"))).toEqual(["pass", "pass"]);
  expect(await verify(Buffer.from(`${raw}\r\n\r\n`, "latin1"))).toEqual(["pass", "pass"]);
  expect(await verify(changed("Hi ", "Ho "))).toEqual(["neutral", "neutral"]);
  expect(await verify(changed("To: ada@", "To: eve@"))).toEqual(["fail", "fail"]);
  expect(await verify(changed("https://acme.test/u/token", "https://evil.test/u/token"))).toEqual(["fail", "fail"]);
  expect(await verify(changed("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click"))).toEqual(["fail", "fail"]);
  expect(await verify(changed("Feedback-ID: c:w", "Feedback-ID: d:w"))).toEqual(["fail", "fail"]);
});

test("a second From, Subject, To or Date breaks the signature", async () => {
  const raw = (await sign(["rsa"])).toString("latin1");
  for (const header of ["From: eve@evil.test", "Subject: x", "To: x@example.com", `Date: ${SIGNED_AT.toUTCString()}`]) {
    expect(await verify(Buffer.from(`${header}\r\n${raw}`, "latin1")), header).not.toEqual(["pass"]);
  }
});

test("headers that one-click unsubscribe needs are named in h=", async () => {
  const header = (await sign(["rsa"])).toString("latin1").split("\r\n b=")[0]?.replace(/\r\n /g, "") ?? "";
  const names = /h=([^;]+)/.exec(header)?.[1]?.split(":") ?? [];
  expect(names).toEqual(
    expect.arrayContaining(["list-unsubscribe", "list-unsubscribe-post", "feedback-id", "mime-version"]),
  );
  for (const name of ["from", "subject", "to", "date"]) expect(names.filter((each) => each === name)).toHaveLength(2);
});

test("a body of nothing but line ends verifies", async () => {
  expect(await verify(await sign(["rsa", "ed"], { ...mail(), body: Buffer.from("\r\n\r\n") }))).toEqual([
    "pass",
    "pass",
  ]);
});

test("the published key is the one the private key belongs to", () => {
  for (const pair of Object.values(pairs)) expect(publicKeyOf(pair.privateKeyPem)).toBe(pair.publicKey);
});
