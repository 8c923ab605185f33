import { expect, test, vi } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import type { Env } from "@/lib/base/env";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { testTransport } from "@/lib/sending/tests/test-transport";
import { testMember, testWorkspace } from "@/tests/support/db";

vi.mock("@/lib/base/env", async (original) => {
  const real = await original<{ env: Env }>();
  const get = (env: Env, name: string) => (name === "MAILBOX" ? "off" : Reflect.get(env, name));
  return { ...real, env: new Proxy(real.env, { get: (env, name) => get(env, String(name)) }) };
});

test("a row of the embedded mailbox opens no way around the gate once the mailbox is off", async () => {
  const system = await testWorkspace();
  const key = () => ({ workspaceId: system.workspaceId, id: newId() });
  const name = `m${newId().slice(-10)}.acme-mail.com`;
  const domain = await prisma.sendingDomain.create({
    data: { ...key(), name, status: "pending", returnPathHost: name },
  });
  await prisma.sender.create({ data: { ...key(), name: "Boss", email: `ceo@${name}`, domainId: domain.id } });
  const row = await prisma.transport.create({ data: { ...key(), name: "Mailbox", kind: "mailbox", isDefault: true } });
  const peer = new MemoryTransport();
  const ctx = await testMember(system, "admin");
  const test = testTransport(ctx, { transportId: row.id, to: "victim@elsewhere.com" }, () => peer);
  await expect(test).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("not verified") });
  expect(peer.messages).toEqual([]);
});
