import { expect, test, vi } from "vitest";

vi.hoisted(() => {
  // A host that others can reach; the settings are read at first use.
  process.env.INBOUND_DOMAIN = "in.acme-hosting.com";
});

import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { open } from "@/lib/base/security/secret-box";
import { publicKeyOf } from "@/lib/mail/dkim/dkim-keys";
import { createDomain } from "@/lib/sending/domains/create-domain";
import { deleteDomain } from "@/lib/sending/domains/delete-domain";
import { domainKey, findDomains, findDueDomains, getDomain } from "@/lib/sending/domains/queries";
import { verifyDomain } from "@/lib/sending/domains/verify-domain";
import { createSender } from "@/lib/sending/transports/create-sender";
import { deleteSender } from "@/lib/sending/transports/delete-sender";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { findSenders, findTransports } from "@/lib/sending/transports/queries";
import { updateSender } from "@/lib/sending/transports/update-sender";
import { updateTransport } from "@/lib/sending/transports/update-transport";
import { testMember, testWorkspace } from "@/tests/support/db";
import type { DnsResolver } from "./check-record";

const gone = () => Promise.reject(Object.assign(new Error("gone"), { code: "ENOTFOUND" }));
const nothing: DnsResolver = { resolveTxt: gone, resolveCname: gone, resolveMx: gone };

/** A name server that answers with what this workspace is asked to publish for a name. */
async function publishedBy(ctx: Ctx, name: string): Promise<DnsResolver> {
  const records = (await findDomains(ctx)).find((domain) => domain.name === name)!.records;
  const published = (host: string) => records.filter((record) => record.host === host);
  return {
    resolveTxt: async (host) =>
      published(host).length ? published(host).map((record) => [record.value ?? ""]) : gone(),
    resolveCname: gone,
    resolveMx: async (host) =>
      published(host)
        .filter((record) => record.type === "MX")
        .map((record) => ({ priority: 10, exchange: record.value?.slice(3) ?? "" })),
  };
}

test("a new workspace can send at once, and asking twice changes nothing", async () => {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  await ensureDefaultSending(ctx);
  const [domain, ...others] = await findDomains(ctx);
  expect(others).toEqual([]);
  expect(domain).toMatchObject({ status: "local", senderCount: 1 });
  expect(domain?.name).toMatch(/\.test$/);
  expect(await findSenders(ctx)).toMatchObject([{ isDefault: true, email: `hello@${domain?.name}` }]);
  expect(await findTransports(ctx)).toMatchObject([{ kind: "mailbox", isDefault: true, problem: null }]);
});

test("a real domain waits for its records, is verified when they are right and says when they break", async () => {
  const ctx = await testWorkspace();
  const { id } = await createDomain(ctx, { name: "News.Acme.COM." });
  const domain = await getDomain(ctx, id);
  expect(domain).toMatchObject({ name: "news.acme.com", status: "pending" });
  expect(domain.dkimKeys.map((key) => key.algorithm).sort()).toEqual(["ed25519", "rsa"]);
  for (const key of domain.dkimKeys) {
    expect(key.privateKeySealed).not.toContain("PRIVATE KEY");
    expect(publicKeyOf(open(key.privateKeySealed))).toBe(key.publicKey);
  }

  const right = await publishedBy(ctx, "news.acme.com");
  expect(await verifyDomain(ctx, { domainId: id }, nothing)).toMatchObject({ status: "pending", verifiedAt: null });
  expect(await verifyDomain(ctx, { domainId: id }, right)).toMatchObject({
    status: "verified",
    verifiedAt: expect.any(Date),
  });
  expect(await verifyDomain(ctx, { domainId: id }, nothing)).toMatchObject({ status: "failing" });
  const timeout = () => Promise.reject(Object.assign(new Error("slow"), { code: "ETIMEOUT" }));
  await verifyDomain(ctx, { domainId: id }, right);
  const silent = { resolveTxt: timeout, resolveCname: timeout, resolveMx: timeout };
  expect(await verifyDomain(ctx, { domainId: id }, silent), "no answer changes nothing").toMatchObject({
    status: "verified",
  });
});

test("waiting domains are looked up again every hour, verified ones every day", async () => {
  const ctx = await testWorkspace();
  const { id } = await createDomain(ctx, { name: "again.acme.com" });
  const dueAfter = async (hours: number) => {
    const due = await findDueDomains({ ...ctx, now: () => new Date(Date.now() + hours * 3_600_000) });
    return due.some((domain) => domain.id === id);
  };
  expect(await dueAfter(1), "nobody has asked to check it yet").toBe(false);
  await verifyDomain(ctx, { domainId: id }, nothing);
  expect([await dueAfter(0), await dueAfter(1)]).toEqual([false, true]);
  await ctx.db.sendingDomain.update({ where: domainKey(ctx, id), data: { status: "verified" } });
  expect([await dueAfter(1), await dueAfter(25)]).toEqual([false, true]);
});

test("senders need a domain of the workspace, one of them is the default", async () => {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  await expect(createSender(ctx, { name: "X", email: "hello@elsewhere.com" })).rejects.toMatchObject({
    code: "invalid",
    fields: { email: expect.stringContaining("elsewhere.com") },
  });
  const [first] = await findSenders(ctx);
  const email = `news@${first!.domainName}`;
  const second = await createSender(ctx, { name: "News", email, replyTo: "", isDefault: true });
  await expect(createSender(ctx, { name: "Again", email })).rejects.toMatchObject({ code: "conflict" });
  expect((await findSenders(ctx)).map((sender) => [sender.email, sender.isDefault])).toEqual([
    [email, true],
    [first!.email, false],
  ]);
  await updateSender(ctx, { senderId: first!.id, replyTo: "help@acme.com", isDefault: true });
  expect((await findSenders(ctx))[0]).toMatchObject({ email: first!.email, replyTo: "help@acme.com", isDefault: true });
  const [domain] = await findDomains(ctx);
  await expect(deleteDomain(ctx, { domainId: domain!.id })).rejects.toMatchObject({ code: "conflict" });
  await deleteSender(ctx, { senderId: second.id });
  expect(await findSenders(ctx)).toHaveLength(1);
});

test("a sender's name shows no address of somebody else", async () => {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  const [first] = await findSenders(ctx);
  const email = `news@${first!.domainName}`;
  const refused = { code: "invalid", fields: { name: expect.stringMatching(/bank\.com/i) } };
  for (const name of ["ceo@bank.com", '"CEO <ceo@bank.com>"', "Boss @Bank.com", "ceo@bank.com."]) {
    await expect(createSender(ctx, { name, email }), name).rejects.toMatchObject(refused);
    await expect(updateSender(ctx, { senderId: first!.id, name }), name).rejects.toMatchObject(refused);
  }
  await createSender(ctx, { name: `Acme @ work, ${email}`, email });
  await updateSender(ctx, { senderId: first!.id, name: "Acme @acme" });
});

test("only admins change how mail is sent, and nobody reaches into another workspace", async () => {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  const marketer = await testMember(ctx, "marketer");
  const stranger = await testMember(await testWorkspace(), "owner");
  const [transport] = await findTransports(marketer);
  const change = { transportId: transport!.id, maxPerSecond: 10 };
  await expect(updateTransport(marketer, change)).rejects.toMatchObject({ code: "forbidden" });
  await expect(updateTransport(stranger, change)).rejects.toMatchObject({ code: "not_found" });
  await expect(updateTransport(ctx, { ...change, maxPerSecond: 0 })).rejects.toThrow();
  await updateTransport(ctx, change);
  expect((await findTransports(ctx))[0]).toMatchObject({ maxPerSecond: 10 });
});

test("a verified name belongs to one workspace until it is removed there or loses its records", async () => {
  const [squatter, owner] = [await testWorkspace(), await testWorkspace()];
  const name = `c${newId().slice(-10)}.acme.com`;
  const theirs = await createDomain(squatter, { name: `${name.toUpperCase()}.` });
  const ours = await createDomain(owner, { name });
  const [theirDns, ourDns] = [await publishedBy(squatter, name), await publishedBy(owner, name)];
  const nowHere = { status: "verified", heldElsewhere: false };
  const elsewhere = { status: "pending", verifiedAt: null, heldElsewhere: true };
  expect(await verifyDomain(owner, { domainId: ours.id }, ourDns), "a typed name holds nothing").toMatchObject(nowHere);
  expect((await findDomains(squatter))[0], "who else is here is not told").toMatchObject({ heldElsewhere: false });
  expect(await verifyDomain(squatter, { domainId: theirs.id }, theirDns)).toMatchObject(elsewhere);
  expect((await findDomains(squatter))[0]).toMatchObject({ status: "pending", heldElsewhere: true });

  const below = await createDomain(squatter, { name: `news.${name}` });
  const belowDns = await publishedBy(squatter, `news.${name}`);
  expect(await verifyDomain(squatter, { domainId: below.id }, belowDns), "a sub-domain").toMatchObject(nowHere);

  expect(await verifyDomain(owner, { domainId: ours.id }, nothing)).toMatchObject({ status: "failing" });
  expect(await verifyDomain(squatter, { domainId: theirs.id }, theirDns)).toMatchObject(nowHere);
  expect(await verifyDomain(owner, { domainId: ours.id }, ourDns)).toMatchObject(elsewhere);
  await deleteDomain(squatter, { domainId: theirs.id });
  expect(await verifyDomain(owner, { domainId: ours.id }, ourDns)).toMatchObject(nowHere);
});

test("of workspaces that verify one name at once, one has it", async () => {
  const name = `p${newId().slice(-10)}.acme.com`;
  const rows = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const ctx = await testWorkspace();
      const { id } = await createDomain(ctx, { name });
      return { ctx, id, dns: await publishedBy(ctx, name) };
    }),
  );
  const found = await Promise.all(rows.map(({ ctx, id, dns }) => verifyDomain(ctx, { domainId: id }, dns)));
  expect(found.map(({ status }) => status).sort()).toEqual(["pending", "pending", "pending", "verified"]);
});
