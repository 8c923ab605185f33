import { createPrivateKey, X509Certificate } from "node:crypto";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { expect, test } from "vitest";
import { selfSignedCertificate } from "./self-signed";

const DAY_MS = 86_400_000;

test.each(["ec", "rsa"] as const)(
  "a certificate with a key of kind %s stands for its host and signs itself",
  (kind) => {
    const { key, cert } = selfSignedCertificate("mx.example.org", { kind });
    const read = new X509Certificate(cert);
    expect(read.checkHost("mx.example.org")).toBe("mx.example.org");
    expect(read.checkHost("other.example.org")).toBeUndefined();
    expect(read.subject).toBe("CN=mx.example.org");
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.publicKey.asymmetricKeyType).toBe(kind);
    expect(Date.parse(read.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now() + 3000 * DAY_MS);
  },
);

test("two certificates of a host have their own keys and serial numbers", () => {
  const [one, other] = [1, 2].map(() => new X509Certificate(selfSignedCertificate("mx.example.org").cert));
  expect(one!.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  expect(one!.serialNumber).not.toBe(other!.serialNumber);
  expect(one!.fingerprint256).not.toBe(other!.fingerprint256);
});

test("it holds for the time that was asked for, and a long name is whole where it counts", () => {
  const host = `${"a".repeat(60)}.${"b".repeat(60)}.example.org`;
  const [from, until] = [new Date("2020-01-01T00:00:00Z"), new Date("2049-12-31T23:59:59Z")];
  const read = new X509Certificate(selfSignedCertificate(host, { from, until }).cert);
  expect([new Date(read.validFrom), new Date(read.validTo)]).toEqual([from, until]);
  expect(read.checkHost(host)).toBe(host);
});

test("a client that trusts it speaks TLS with whoever holds its key", async () => {
  const pair = selfSignedCertificate("mx.example.org");
  const server = createServer(pair, (socket) => socket.end("hello")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const heard = await new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", ca: pair.cert, servername: "mx.example.org" });
    socket.once("data", (data) => resolve(data.toString())).once("error", reject);
  });
  expect(heard).toBe("hello");
  await new Promise((resolve) => server.close(resolve));
});
