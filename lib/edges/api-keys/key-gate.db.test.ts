import { expect, test } from "vitest";
import type { Ctx, KeyActor } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import type { Transport } from "@/lib/base/db/generated/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { deleteDomain } from "@/lib/sending/domains/delete-domain";
import { judgeAuthor } from "@/lib/sending/engine/may-leave";
import { testTransport } from "@/lib/sending/tests/test-transport";
import { sealConfig } from "@/lib/sending/transports/transport-config";
import { claimNames } from "@/tests/support/claim-names";
import { testMember, testWorkspace } from "@/tests/support/db";
import { createApiKey } from "./create-api-key";
import { revokeApiKey } from "./revoke-api-key";

// Whatever sends for a key asks the gate with the key as its actor: here the mark of a test key and the domain of a sending key hold.
const name = () => `k${newId().slice(-10)}.acme-mail.com`;

async function workspace() {
  const ctx = await testWorkspace();
  const key = () => ({ workspaceId: ctx.workspaceId, id: newId() });
  const [first, second] = [name(), name()];
  const domains = [];
  for (const each of [first, second]) {
    const data = { ...key(), name: each, status: "verified" as const, returnPathHost: `bounce.${each}` };
    domains.push(await prisma.sendingDomain.create({ data }));
  }
  await claimNames(ctx.workspaceId);
  await prisma.sender.create({
    data: { ...key(), name: "News", email: `news@${first}`, domainId: domains[0]!.id, isDefault: true },
  });
  const smtp = { host: "mail.acme-mail.com", port: 587, security: "starttls" as const };
  const configSealed = sealConfig({ kind: "smtp", settings: smtp });
  const relay = await prisma.transport.create({ data: { ...key(), name: "Relay", kind: "smtp", configSealed } });
  const mailbox = await prisma.transport.create({ data: { ...key(), name: "Mailbox", kind: "mailbox" } });
  return { ctx, first, second, domainId: domains[0]!.id, relay, mailbox };
}

const asKey = (ctx: Ctx, more: Partial<KeyActor>): Ctx => ({
  ...ctx,
  actor: { type: "key", keyId: newId(), name: "Shop", mode: "live", scopes: ["sending.write"], domain: null, ...more },
});
const codeOf = async (ctx: Ctx, row: Transport, author: string) => (await judgeAuthor(ctx, row, author))?.code ?? null;

test("mail of a test key leaves to the embedded mailbox and nowhere else", async () => {
  const { ctx, first, relay, mailbox } = await workspace();
  const author = `news@${first}`;
  expect(await codeOf(asKey(ctx, {}), relay, author)).toBeNull();
  expect(await codeOf(asKey(ctx, { mode: "test" }), relay, author)).toBe("test_key");
  const staysHere = await codeOf(ctx, mailbox, author);
  expect(await codeOf(asKey(ctx, { mode: "test" }), mailbox, author)).toBe(
    process.env.MAILBOX === "off" ? "test_key" : staysHere,
  );
});

test("mail of a key with a domain leaves from that one only, to the embedded mailbox too", async () => {
  const { ctx, first, second, relay, mailbox } = await workspace();
  const key = asKey(ctx, { domain: first });
  expect(await codeOf(key, relay, `a@${first}`)).toBeNull();
  expect(await codeOf(key, relay, `a@${second}`)).toBe("key_domain");
  expect(await codeOf(key, relay, `a@sub.${first}`)).toBe("key_domain");
  expect(await codeOf(key, mailbox, `a@${second}`)).toBe("key_domain");
});

test("what sends today holds to it: no test of a transport leaves by a test key", async () => {
  const { ctx, relay } = await workspace();
  const memory = new MemoryTransport();
  const input = { transportId: publicId("trp", relay.id), to: "somebody@example.com" };
  await expect(testTransport(asKey(ctx, { mode: "test" }), input, () => memory)).rejects.toThrow("A test key sends");
  expect(memory.messages).toEqual([]);
  expect(await testTransport(asKey(ctx, {}), input, () => memory)).toMatchObject({ accepted: true });
});

test("a domain goes no earlier than the keys that may send from it alone", async () => {
  const { ctx, domainId } = await workspace();
  await prisma.sender.deleteMany({ where: { workspaceId: ctx.workspaceId } });
  const admin = await testMember(ctx, "admin");
  const made = await createApiKey(admin, { name: "Server", kind: "sending", domainId });
  await expect(deleteDomain(admin, { domainId })).rejects.toMatchObject({ code: "conflict" });
  await revokeApiKey(admin, { apiKeyId: made.id });
  await deleteDomain(admin, { domainId });
  expect(await prisma.apiKey.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});
