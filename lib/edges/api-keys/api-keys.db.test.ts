import { describe, expect, test } from "vitest";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { keyMayHave, permissionNames, requirePermission, roleCan, roles } from "@/lib/base/permissions.shared";
import { testMember, testWorkspace } from "@/tests/support/db";
import { changeApiKey } from "./change-api-key";
import { createApiKey } from "./create-api-key";
import { type KeyCtx, openKey } from "./open-key";
import { findApiKeys } from "./queries";
import { revokeApiKey } from "./revoke-api-key";
import { rotateApiKey } from "./rotate-api-key";
import { MAX_API_KEYS } from "./schema";
import { tellOfExpiry } from "./tell-of-expiry";

const DAY_MS = 86_400_000;
const later = (ctx: Ctx, ms: number): Ctx => ({ ...ctx, now: () => new Date(Date.now() + ms) });
const reading = { name: "Shop", scopes: ["contacts.read" as const] };

async function made(input: Parameters<typeof createApiKey>[1] = reading) {
  const workspace = await testWorkspace();
  const ctx = await testMember(workspace, "admin");
  return { ctx, ...(await createApiKey(ctx, input)) };
}

async function opened(key: string, ip?: string): Promise<KeyCtx> {
  const found = await openKey(key, ip);
  if (typeof found === "string") throw new Error(`refused: ${found}`);
  return found;
}

async function domainOf(ctx: Ctx, name: string): Promise<string> {
  const id = newId();
  await prisma.sendingDomain.create({
    data: { workspaceId: ctx.workspaceId, id, name, returnPathHost: `bounces.${name}`, status: "verified" },
  });
  return publicId("dom", id);
}

describe("a new key", () => {
  test("is shown once; neither table, audit, log nor list hold it", async () => {
    const { ctx, key, id } = await made();
    const row = await prisma.apiKey.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(publicId("key", row.id)).toBe(id);
    const audit = await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(audit).toMatchObject([
      {
        action: "api_key.created",
        actorId: ctx.userId,
        subjectId: row.id,
        after: { name: "Shop", keyHash: "(removed)" },
      },
    ]);
    const log = await prisma.securityEvent.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(log).toMatchObject([{ kind: "credentials.key_added", userId: ctx.userId, detail: { mode: "live" } }]);
    const notices = await prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(notices).toMatchObject([{ kind: "api_key.created", href: "/settings/api-keys" }]);
    const everywhere = JSON.stringify([row, audit, log, notices, await findApiKeys(ctx)]);
    expect(everywhere).toContain(row.prefix);
    expect(everywhere).not.toContain(key.slice(14, -6));
    expect(JSON.stringify([audit, log, notices, await findApiKeys(ctx)])).not.toContain(row.keyHash);
  });

  test("has no right that its maker lacks, and none that lets people in", async () => {
    const workspace = await testWorkspace();
    const admin = await testMember(workspace, "admin");
    const refused = (scopes: string[], more = {}) =>
      createApiKey(admin, { name: "x", scopes: scopes as never[], ...more }).then(
        () => "made",
        (error: { fields?: Record<string, string>; message: string }) => error.fields?.scopes ?? error.message,
      );
    expect(await refused([])).toBe("Choose at least one scope.");
    expect(await refused(["members.write"])).toBe("A live key cannot have members.write.");
    expect(await refused(["api-keys.manage"], { mode: "test" })).toBe("A test key cannot have api-keys.manage.");
    expect(await refused(["campaigns.send"], { mode: "test" })).toBe("A test key cannot have campaigns.send.");
    expect(await refused(["contacts.read"], { kind: "sending" })).toContain("A key of this kind has these scopes");
    expect(await refused(["everything"])).toContain("There is no scope");
    for (const role of roles.filter((name) => !roleCan(name, "api-keys.manage"))) {
      const member = await testMember(workspace, role);
      await expect(createApiKey(member, reading)).rejects.toMatchObject({ code: "forbidden" });
      await expect(findApiKeys(member)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await prisma.apiKey.count({ where: { workspaceId: workspace.workspaceId } })).toBe(0);
  });

  test("of the sending kind may send, from one domain where that is said, and nothing else", async () => {
    const workspace = await testWorkspace();
    const ctx = await testMember(workspace, "admin");
    const domainId = await domainOf(workspace, "mail.acme.test");
    await expect(createApiKey(ctx, { ...reading, domainId })).rejects.toMatchObject({ code: "invalid" });
    const { key } = await createApiKey(ctx, { name: "Server", kind: "sending", domainId });
    const { actor } = await opened(key);
    expect(actor).toMatchObject({ type: "key", scopes: ["emails.send"], domain: "mail.acme.test", mode: "live" });
    const stranger = await testMember(await testWorkspace(), "admin");
    const foreign = createApiKey(stranger, { name: "Server", kind: "sending", domainId });
    await expect(foreign).rejects.toMatchObject({ fields: { domainId: "This workspace has no such sending domain." } });
  });

  test("is refused beyond the limit of keys in force", async () => {
    const { ctx, key, id } = await made();
    const row = await prisma.apiKey.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    await prisma.apiKey.createMany({
      data: Array.from({ length: MAX_API_KEYS - 1 }, () => ({ ...row, id: newId(), keyHash: newId() })),
    });
    await expect(createApiKey(ctx, reading)).rejects.toMatchObject({ code: "conflict" });
    await revokeApiKey(ctx, { apiKeyId: id });
    expect(await openKey(key, undefined)).toBe("revoked");
    expect(await createApiKey(ctx, reading)).toMatchObject({ name: "Shop" });
  });
});

test("a key in force stays in the list however many ended after it", async () => {
  const { ctx, id } = await made();
  const row = await prisma.apiKey.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const ended = { ...row, revokedAt: new Date() };
  await prisma.apiKey.createMany({
    data: Array.from({ length: 501 }, () => ({ ...ended, id: newId(), keyHash: newId() })),
  });
  const keys = await findApiKeys(ctx);
  expect(keys[0]).toMatchObject({ id, status: "active" });
  expect(keys.slice(1).map(({ status }) => status)).toEqual(Array(500).fill("revoked"));
});

describe("who shows a key", () => {
  test("acts in its workspace with its scopes and no others", async () => {
    const { ctx, key } = await made({ name: "Shop", scopes: ["contacts.read", "contacts.write"] });
    const found = await opened(key, "203.0.113.7");
    expect(found).toMatchObject({ workspaceId: ctx.workspaceId, ip: "203.0.113.7", actor: { name: "Shop" } });
    const may = permissionNames.filter((name) => {
      try {
        requirePermission(found, name);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: "forbidden", message: `This key lacks the scope ${name}.` });
        return false;
      }
    });
    expect(may).toEqual(["contacts.read", "contacts.write"]);
  });

  test("a scope in the table that no key of its mode may have counts for nothing", async () => {
    const { ctx, key } = await made({ ...reading, mode: "test" });
    await prisma.apiKey.updateMany({
      where: { workspaceId: ctx.workspaceId },
      data: { scopes: [...permissionNames, "gone"] },
    });
    const found = await opened(key);
    const denied = permissionNames.filter((name) => !keyMayHave("test", name));
    expect(denied).toEqual(["members.write", "campaigns.send", "replies.write", "api-keys.manage"]);
    for (const name of denied) expect(() => requirePermission(found, name)).toThrow("lacks the scope");
  });

  test("is refused when it is unknown, expired, revoked or comes from elsewhere, and the log says so once an hour", async () => {
    const { ctx, key, id } = await made({ ...reading, allowedNetworks: ["198.51.100.0/24"], expiresInDays: 1 });
    expect(await opened(key, "198.51.100.9")).toMatchObject({ ip: "198.51.100.9" });
    for (let n = 0; n < 3; n++) expect(await openKey(key, "198.51.101.9")).toBe("address");
    expect(await openKey(key, undefined)).toBe("address");
    await prisma.apiKey.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { expiresAt: new Date() } });
    expect(await openKey(key, "198.51.100.9")).toBe("expired");
    await revokeApiKey(ctx, { apiKeyId: id });
    expect(await openKey(key, "198.51.100.9")).toBe("revoked");
    expect(await openKey(`${key.slice(0, -1)}!`, "192.0.2.77")).toBe("unknown");
    const log = await prisma.securityEvent.findMany({
      where: { workspaceId: ctx.workspaceId, kind: "key.refused" },
      orderBy: { id: "asc" },
    });
    expect(log.map(({ detail, ip }) => [(detail as { reason: string }).reason, ip])).toEqual([
      ["address", "198.51.101.9"],
      ["address", null],
      ["expired", "198.51.100.9"],
      ["revoked", "198.51.100.9"],
    ]);
    expect(JSON.stringify(log)).not.toContain(key.slice(14, -6));
  });

  test("is noted once a minute at most", async () => {
    const { ctx, key } = await made();
    const where = { workspaceId: ctx.workspaceId };
    await opened(key, "203.0.113.7");
    const first = await prisma.apiKey.findFirstOrThrow({ where });
    expect(first).toMatchObject({ lastUsedIp: "203.0.113.7" });
    await opened(key, "203.0.113.8");
    expect(await prisma.apiKey.findFirstOrThrow({ where })).toEqual(first);
    await prisma.apiKey.updateMany({ where, data: { lastUsedAt: new Date(Date.now() - 61_000) } });
    await opened(key, "203.0.113.8");
    expect(await prisma.apiKey.findFirstOrThrow({ where })).toMatchObject({ lastUsedIp: "203.0.113.8" });
  });

  test("with the key of one workspace nobody reaches another, and changing names the key in the audit log", async () => {
    const { key } = await made({ name: "Shop", scopes: ["suppressions.read", "suppressions.write"] });
    const other = await made();
    const found = await opened(key);
    await expect(revokeApiKey(found, { apiKeyId: other.id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeApiKey(systemCtx(found.workspaceId, "test"), { apiKeyId: other.id })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await opened(other.key)).toMatchObject({ workspaceId: other.ctx.workspaceId });
  });
});

describe("rotation", () => {
  test("goes on with both keys until the overlap is over, and shows whether the old one is still in use", async () => {
    const { ctx, key: old, id } = await made();
    const { key } = await rotateApiKey(ctx, { apiKeyId: id, overlapHours: 1 });
    expect(key).not.toBe(old);
    expect((await findApiKeys(ctx))[0]).toMatchObject({ previous: { usedAt: null } });
    expect((await opened(key)).actor.keyId).toBe((await opened(old)).actor.keyId);
    expect((await findApiKeys(ctx))[0]?.previous?.usedAt).toEqual(expect.any(String));
    const where = { workspaceId: ctx.workspaceId };
    await prisma.apiKey.updateMany({ where, data: { previousUntil: new Date(Date.now() - 1) } });
    expect(await openKey(old, undefined)).toBe("unknown");
    await opened(key);
    expect((await findApiKeys(ctx))[0]).toMatchObject({ previous: null });
  });

  test("without overlap, and a second one, end the key before at once; revoking ends both", async () => {
    const { ctx, key: first, id } = await made();
    const { key: second } = await rotateApiKey(ctx, { apiKeyId: id, overlapHours: 0 });
    expect(await openKey(first, undefined)).toBe("unknown");
    const { key: third } = await rotateApiKey(ctx, { apiKeyId: id });
    await opened(second);
    const { key: fourth } = await rotateApiKey(ctx, { apiKeyId: id });
    expect(await openKey(second, undefined)).toBe("unknown");
    await opened(third);
    await revokeApiKey(ctx, { apiKeyId: id });
    await revokeApiKey(ctx, { apiKeyId: id });
    expect([await openKey(third, undefined), await openKey(fourth, undefined)]).toEqual(["unknown", "revoked"]);
    await expect(rotateApiKey(ctx, { apiKeyId: id })).rejects.toMatchObject({
      code: "conflict",
      message: "This key is revoked. Make a new one.",
    });
    const actions = await prisma.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId },
      orderBy: { id: "asc" },
      select: { action: true },
    });
    expect(actions.map(({ action }) => action)).toEqual([
      "api_key.created",
      ...Array.from({ length: 3 }, () => "api_key.rotated"),
      "api_key.revoked",
    ]);
  });
});

describe("changing a key", () => {
  test("sets name and limits, keeps what is left out, and holds the next call to them", async () => {
    const { ctx, key, id } = await made({ ...reading, expiresInDays: 30 });
    const [before] = await findApiKeys(ctx);
    await changeApiKey(ctx, {
      apiKeyId: id,
      name: " Till ",
      scopes: ["lists.read"],
      allowedNetworks: ["203.0.113.9/24"],
    });
    const [after] = await findApiKeys(ctx);
    expect(after).toEqual({ ...before, name: "Till", scopes: ["lists.read"], allowedNetworks: ["203.0.113.0/24"] });
    expect(await openKey(key, "198.51.100.1")).toBe("address");
    const { actor } = await opened(key, "203.0.113.7");
    expect([actor.name, actor.scopes]).toEqual(["Till", ["lists.read"]]);
    await changeApiKey(ctx, { apiKeyId: id, expiresInDays: null, allowedNetworks: [] });
    expect((await findApiKeys(ctx))[0]).toMatchObject({ name: "Till", expiresAt: null, allowedNetworks: [] });
    await changeApiKey(ctx, { apiKeyId: id, expiresInDays: 1 });
    await expect(changeApiKey(later(ctx, 2 * DAY_MS), { apiKeyId: id, name: "x" })).rejects.toMatchObject({
      message: "This key is expired. Make a new one.",
    });
    const audit = await prisma.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, action: "api_key.changed" },
      orderBy: { id: "asc" },
    });
    expect(audit[0]).toMatchObject({ before: { name: "Shop" }, after: { name: "Till", scopes: ["lists.read"] } });
    const where = { workspaceId: ctx.workspaceId, kind: "credentials.key_changed" } as const;
    expect(await prisma.securityEvent.count({ where })).toBe(3);
  });

  test("gives nothing that its kind, its mode or who changes it does not have", async () => {
    const { ctx, id } = await made();
    const change = (input: object) =>
      changeApiKey(ctx, { apiKeyId: id, ...input }).then(
        () => "changed",
        (error: { fields?: Record<string, string>; message: string }) =>
          Object.values(error.fields ?? {})[0] ?? error.message,
      );
    expect(await change({ scopes: [] })).toBe("Choose at least one scope.");
    expect(await change({ scopes: ["members.write"] })).toBe("A live key cannot have members.write.");
    expect(await change({ allowedNetworks: ["nowhere"] })).toContain('"nowhere" is no address or network');
    const domainId = await domainOf(ctx, `${newId().slice(-10)}.example`);
    expect(await change({ domainId })).toBe("Only a sending key can be limited to a domain.");
    const sending = await createApiKey(ctx, { name: "Server", kind: "sending" });
    await changeApiKey(ctx, { apiKeyId: sending.id, domainId });
    expect(await opened(sending.key)).toMatchObject({ actor: { domain: expect.stringMatching(/\.example$/) } });
    await expect(changeApiKey(ctx, { apiKeyId: sending.id, scopes: ["contacts.read"] })).rejects.toMatchObject({
      code: "invalid",
    });
    const { ctx: stranger } = await made();
    await expect(changeApiKey(stranger, { apiKeyId: id, name: "Mine" })).rejects.toMatchObject({ code: "not_found" });
    expect((await findApiKeys(ctx)).map(({ name }) => name)).toEqual(["Server", "Shop"]);
  });
});

test("admins are told once, a week before a key ends", async () => {
  const { ctx } = await made({ ...reading, expiresInDays: 8 });
  const job = systemCtx("", "api-keys.tell-of-expiry");
  const told = () => prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId, kind: "api_key.expires" } });
  await tellOfExpiry(job);
  expect(await told()).toEqual([]);
  await tellOfExpiry(later(job, 1.5 * DAY_MS));
  await tellOfExpiry(later(job, 2 * DAY_MS));
  expect(await told()).toMatchObject([{ severity: "warning", title: expect.stringContaining("“Shop” ends on") }]);
  await tellOfExpiry(later(job, 9 * DAY_MS));
  expect(await told()).toHaveLength(1);
});
