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
  const field = `DKIM-Signature: c=relaxed/relaxed; h=${names.join(":")}; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`;
  await verifyDkim(Buffer.from(`${field}\r\n${names.map((name) => `${name}: y\r\n`).join("")}\r\n`), lookup);
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(1500);
});
