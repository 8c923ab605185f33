import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { parseTrustedProxies } from "@/lib/base/settings/trusted-proxies";
import { SmtpClient } from "../support/smtp-client";
import { authPlain, handOver, mailOf, submitter, testSubmission } from "../support/submission";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function started(...options: Parameters<typeof testSubmission>) {
  const server = await testSubmission(...options);
  ends.push(() => server.close());
  return server;
}

function connected(port: number): SmtpClient {
  const client = new SmtpClient(port);
  ends.push(() => client.socket.destroy());
  return client;
}

test("behind a balancer the client is whom the PROXY protocol names", async () => {
  const { starttls, plain } = await started({ proxies: parseTrustedProxies("loopback") });
  const { key, from, scope, id } = await submitter();
  await prisma.apiKey.updateMany({ where: { ...scope, id }, data: { allowedNetworks: ["10.1.0.0/16"] } });
  const talk = async (address: string, port = plain) => {
    const client = connected(port);
    client.socket.write(`PROXY TCP4 ${address} 127.0.0.1 4000 587\r\n`);
    return { client, greeting: await client.reply() };
  };
  expect((await talk("203.0.113.9")).greeting).toMatch(/^421 4\.7\.0 This port is for private networks only/);
  expect((await talk("203.0.113.9", starttls)).greeting).toMatch(/^220/);
  const { client: other } = await talk("10.2.0.1");
  await other.say("EHLO a");
  expect(await other.say(authPlain(key))).toMatch(/^535 5\.7\.1 .*not be used from this address/);
  const { client } = await talk("10.1.0.1");
  await client.say("EHLO a");
  expect(await client.say(authPlain(key))).toMatch(/^235/);
  expect(await handOver(client, mailOf(from))).toMatch(/^250 2\.0\.0/);
});

test("where a balancer is named nobody else may connect, and it has to say who its client is", async () => {
  const { plain } = await started({ proxies: parseTrustedProxies("10.0.0.0/8") });
  expect(await connected(plain).reply()).toBe("closed");
  const trusted = await started({ proxies: parseTrustedProxies("loopback") });
  const client = connected(trusted.plain);
  client.socket.write("EHLO a\r\n");
  expect(await client.reply().catch((error: Error) => error.message)).not.toMatch(/^220/);
});

test("a renewed certificate is shown without a restart, at both kinds of TLS", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-submission-"));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const tls = { certFile: path.join(folder, "a.crt"), keyFile: path.join(folder, "a.key") };
  const write = (name: string) => {
    const { cert, key } = selfSignedCertificate(name);
    writeFileSync(tls.certFile, cert);
    writeFileSync(tls.keyFile, key);
  };
  write("first.example");
  const server = await started({ tls, renewalCheckMs: 20 });
  const shown = () =>
    new Promise<string | undefined>((resolve, reject) => {
      const socket = connectTls({ host: "127.0.0.1", port: server.tls, rejectUnauthorized: false }, () => {
        resolve(`${socket.getPeerCertificate().subject.CN}`);
        socket.destroy();
      });
      socket.on("error", reject);
    });
  expect(await shown()).toBe("first.example");
  write("second.example");
  await expect.poll(shown, { timeout: 5_000 }).toBe("second.example");
  const upgraded = connected(server.starttls);
  await upgraded.reply();
  await upgraded.say("EHLO a");
  await upgraded.say("STARTTLS");
  await upgraded.startTls();
  expect((upgraded.socket as TLSSocket).getPeerCertificate().subject.CN).toBe("second.example");
});
