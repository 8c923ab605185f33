import { expect, test } from "vitest";
import { dkimSignatures } from "@/lib/mail/dkim/dkim";
import { generateDkimKey, loadDkimKey } from "@/lib/mail/dkim/dkim-keys";
import { verifyDkim } from "@/lib/run/mailbox/verify-dkim";

const headers = [
  "From: Acme <news@acme.test>",
  "To: Ada <ada@example.com>",
  "Subject: Spring  news",
  "List-Unsubscribe: <https://acme.test/u/x>",
  "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
  "",
].join("\r\n");
const body = "Hello  Ada \r\n\r\nSpring is here.\r\n\r\n\r\n";

async function signedMail(algorithm: "rsa-sha256" | "ed25519-sha256") {
  const pair = await generateDkimKey(algorithm);
  const key = loadDkimKey({ domain: "acme.test", selector: "h1", privateKeyPem: pair.privateKeyPem });
  const message = { headers, body: Buffer.from(body) } as Parameters<typeof dkimSignatures>[0];
  const signature = await dkimSignatures(message, [key], new Date());
  const lookup = async () => [{ algorithm, publicKey: pair.publicKey }];
  return { text: `${signature}${headers}\r\n${body}`, lookup };
}

test.each(["rsa-sha256", "ed25519-sha256"] as const)(
  "our own %s signature passes and covers both unsubscribe headers",
  async (algorithm) => {
    const { text, lookup } = await signedMail(algorithm);
    const [result] = await verifyDkim(Buffer.from(text), lookup);
    expect(result).toMatchObject({ status: "pass", domain: "acme.test", selector: "h1", algorithm });
    expect(result!.signed).toEqual(expect.arrayContaining(["list-unsubscribe", "list-unsubscribe-post"]));
  },
);

test("a changed body, a changed header and an added From fail", async () => {
  const { text, lookup } = await signedMail("rsa-sha256");
  for (const forged of [
    text.replace("Spring is here", "Winter is here"),
    text.replace("Spring  news", "Winter news"),
    text.replace("To: Ada", "From: Eve <eve@evil.test>\r\nTo: Ada"),
  ]) {
    expect((await verifyDkim(Buffer.from(forged), lookup))[0]).toMatchObject({ status: "fail" });
  }
});

test("a key that is not ours is not judged, an unsigned mail is said to be", async () => {
  const { text } = await signedMail("rsa-sha256");
  expect((await verifyDkim(Buffer.from(text), async () => []))[0]).toMatchObject({ status: "unknown" });
  expect((await verifyDkim(Buffer.from(`${headers}\r\n${body}`), async () => []))[0]).toMatchObject({ status: "none" });
});

test("thousands of signatures and of fields cost no more than their characters", async () => {
  const { text, lookup } = await signedMail("rsa-sha256");
  const long = "x".repeat(200_000);
  const many = Buffer.from(`${text.split("\r\nFrom:")[0]}\r\n`.repeat(1000) + headers + long);
  const before = process.threadCpuUsage();
  expect(await verifyDkim(many, lookup)).toHaveLength(8);
  const names = Array.from({ length: 20_000 }, (_, no) => `x${no}`);
  const field = (count: number) =>
    `DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; c=relaxed/relaxed; b=AA==; h=from:${names.slice(0, count).join(":")}; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`;
  for (const [listed, there] of [
    [20_000, 20_000],
    [1000, 20_000],
    [20_000, 400],
  ] as const) {
    const head = names.slice(0, there).map((name) => `${name}: y\r\n`);
    const mail = Buffer.from(`${field(listed)}\r\n${head.join("")}\r\n`);
    expect((await verifyDkim(mail, lookup))[0]).toMatchObject({ status: "unknown" });
  }
  const most = Buffer.from(`${`${field(1000)}\r\n`.repeat(8)}${"x: y\r\n".repeat(490)}\r\n`);
  expect(await verifyDkim(most, lookup)).toHaveLength(8);
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(3000);
});

test("of several keys under one name the one that signed counts; another's does not", async () => {
  const { text, lookup } = await signedMail("rsa-sha256");
  const other = await signedMail("rsa-sha256");
  const both = async () => [...(await other.lookup()), ...(await lookup())];
  expect((await verifyDkim(Buffer.from(text), both))[0]).toMatchObject({ status: "pass" });
  expect((await verifyDkim(Buffer.from(text), other.lookup))[0]).toMatchObject({ status: "fail" });
});

test("each signature is judged by itself, and a sender of another domain is named", async () => {
  const [rsa, ed25519] = [await signedMail("rsa-sha256"), await signedMail("ed25519-sha256")];
  const signature = ed25519.text.slice(0, ed25519.text.indexOf("From: Acme"));
  const keys = async () => [...(await rsa.lookup()), ...(await ed25519.lookup())];
  const forged = `${signature.replace(/bh=..../, "bh=AAAA")}${rsa.text}`;
  expect((await verifyDkim(Buffer.from(forged), keys)).map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
    expect.stringContaining("fail: The body"),
    expect.stringContaining("pass: The signature fits, and"),
  ]);
  expect((await verifyDkim(Buffer.from(`${signature}${rsa.text}`), keys)).map(({ status }) => status)).toEqual([
    "pass",
    "pass",
  ]);
});

/** The example of RFC 8463, appendix A: two signatures of football.example.com over one mail. */
test("the example of RFC 8463 passes with both of its keys", async () => {
  const mail = [
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;",
    " d=football.example.com; i=@football.example.com;",
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :",
    " subject : date : message-id : from : subject : date;",
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus",
    " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;",
    " d=football.example.com; i=@football.example.com;",
    " q=dns/txt; s=test; t=1528637909; h=from : to : subject :",
    " date : message-id : from : subject : date;",
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
    " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3",
    " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz",
    " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=",
    "From: Joe SixPack <joe@football.example.com>",
    "To: Suzie Q <suzie@shopping.example.net>",
    "Subject: Is dinner ready?",
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>",
    "",
    "Hi.",
    "",
    "We lost the game.  Are you hungry yet?",
    "",
    "Joe.",
    "",
  ].join("\r\n");
  const published: Record<string, { algorithm: string; publicKey: string }> = {
    brisbane: { algorithm: "ed25519-sha256", publicKey: "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" },
    test: {
      algorithm: "rsa-sha256",
      publicKey:
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
    },
  };
  const results = await verifyDkim(Buffer.from(mail), async (_domain, selector) => [published[selector]!]);
  expect(results.map(({ status }) => status)).toEqual(["pass", "pass"]);
  expect(results[0]?.signed).toEqual(["from", "to", "subject", "date", "message-id"]);
});

test("a header of many lines is not checked, whatever ends its lines", async () => {
  for (const end of ["\r\n", "\n"]) {
    const [result] = await verifyDkim(Buffer.from(`X: 1${end}`.repeat(20_000)), async () => []);
    expect(result).toMatchObject({ status: "unknown" });
  }
});
