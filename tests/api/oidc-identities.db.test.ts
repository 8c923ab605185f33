import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DELETE } from "@/app/api/app/account/identities/route";
import { accountCtx } from "@/lib/account/account-ctx";
import { removePasskey } from "@/lib/account/factors/remove-factor";
import { hashPassword, noPassword } from "@/lib/base/auth/passwords";
import { readSession } from "@/lib/base/auth/session";
import { isFresh } from "@/lib/base/auth/step-up";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { confirmingProviders, findIdentities } from "@/lib/sign-in/oidc/queries";
import { AuthBrowser } from "@/tests/support/auth-browser";
import { testWorkspace } from "@/tests/support/db";
import { OidcPeer } from "@/tests/support/oidc-provider";
import { oidcSettings, vouched } from "@/tests/support/oidc-settings";
import { mailsTo } from "@/tests/support/system-mail";

// Settings are read once a process; here they change from test to test.
const changed = vi.hoisted((): Record<string, unknown> => ({}));
vi.mock("@/lib/base/env", async (original) => {
  const real = await original<typeof import("@/lib/base/env")>();
  const get = (_: object, name: string) => (name in changed ? changed[name] : real.env[name as keyof typeof real.env]);
  return { ...real, env: new Proxy({}, { get }) };
});

const peer = new OidcPeer();
const password = "correct horse battery";
const ctx = accountCtx();

beforeAll(() => peer.start());
afterAll(() => peer.close());
beforeEach(() => {
  for (const name of Object.keys(changed)) delete changed[name];
  Object.assign(changed, oidcSettings(peer));
});

type Claims = Record<string, unknown>;
const seconds = (ageMs = 0) => Math.floor((Date.now() - ageMs) / 1000);
const uniqueEmail = () => `p${randomBytes(6).toString("hex")}@acme.test`;

async function account(email = uniqueEmail(), passwordHash?: string) {
  return prisma.user.create({
    data: {
      id: newId(),
      email,
      name: "Pat",
      emailVerifiedAt: new Date(),
      passwordHash: passwordHash ?? (await hashPassword(password)),
    },
  });
}

/** A browser in which this account signed in with its password. */
async function signedIn(user: { email: string }) {
  const browser = new AuthBrowser();
  expect(await browser.signIn(user.email, password)).toBeNull();
  return browser;
}

const sessionOf = async (browser: AuthBrowser) => (await readSession(browser.cookieHeader))?.session;

async function age(browser: AuthBrowser) {
  const { id } = (await sessionOf(browser))!;
  await prisma.session.update({ where: { id }, data: { authenticatedAt: new Date(0) } });
}

interface Way {
  purpose?: string;
  /** What happens between the way out and the way back. */
  meanwhile?: (back: URL) => unknown;
}

/** Goes to the provider and back; gives what the page that follows is given. */
async function goAndComeBack(browser: AuthBrowser, claims: Claims, { purpose, meanwhile }: Way) {
  const begun = await browser.post("signin/oidc", { callbackUrl: "/acme/page?a=1", ...(purpose && { purpose }) });
  const answer = (await begun.json()) as { url: string; error?: { code: string } };
  if (answer.error) return { code: answer.error.code };
  const back = peer.letIn(answer.url, claims);
  await meanwhile?.(back);
  const response = await browser.call(`callback/oidc${back.search}`);
  const to = new URL(response.headers.get("location") ?? "", "http://homing.test");
  return { asked: new URL(answer.url).searchParams, path: to.pathname, code: to.searchParams.get("oidc"), to, back };
}

const link = (browser: AuthBrowser, claims: Claims, way: Way = {}) =>
  goAndComeBack(browser, claims, { purpose: "link", ...way });
const confirm = (browser: AuthBrowser, claims: Claims, way: Way = {}) =>
  goAndComeBack(browser, claims, { purpose: "confirm", ...way });

async function unlink(browser: AuthBrowser, body: unknown = { issuer: peer.issuer }) {
  const headers = { cookie: browser.cookieHeader, "content-type": "application/json" };
  const init = { method: "DELETE", headers, body: JSON.stringify(body) };
  return DELETE(new Request("http://homing.test/api/app/account/identities", init), { params: Promise.resolve({}) });
}

const signInThere = async (claims: Claims) => {
  const browser = new AuthBrowser();
  const { to } = await goAndComeBack(browser, claims, {});
  return { error: to?.searchParams.get("error") ?? null, session: await sessionOf(browser) };
};

const eventsOf = async (userId: string) =>
  (await prisma.securityEvent.findMany({ where: { userId }, orderBy: { id: "asc" } })).map(({ kind }) => kind);

test("somebody who is signed in links an identity with another address; log and mail say so; it signs in then", async () => {
  const user = await account();
  const browser = await signedIn(user);
  const there = vouched(uniqueEmail());
  const linked = await link(browser, there);
  expect([linked.path, linked.code, linked.to?.searchParams.get("a")]).toEqual(["/acme/page", "done", "1"]);
  expect([linked.asked?.get("prompt"), linked.asked?.get("max_age")]).toEqual(["login", "0"]);
  const { linked: rows, linkable } = await findIdentities(ctx, user.id);
  expect(rows).toMatchObject([{ provider: "Acme", address: there.email, offered: true, workspaces: [] }]);
  expect(linkable).toEqual([]);
  expect(await eventsOf(user.id)).toContain("identity.linked");
  expect(await mailsTo(user.email, "factor-notice")).toMatchObject([
    { props: { what: `Signing in with Acme as ${there.email} was linked to your account.` } },
  ]);
  expect((await signInThere(there)).session?.userId).toBe(user.id);
  // The same once more is fine and news to nobody.
  expect((await link(browser, there)).code).toBe("done");
  expect(await mailsTo(user.email, "factor-notice")).toHaveLength(1);
});

test("linking asks for a fresh sign-in here, and for being signed in", async () => {
  const browser = await signedIn(await account());
  await age(browser);
  expect((await link(browser, vouched(uniqueEmail()))).code).toBe("step_up_required");
  expect((await link(new AuthBrowser(), vouched(uniqueEmail()))).code).toBe("unauthenticated");
  expect((await goAndComeBack(browser, {}, { purpose: "take over" })).code).toBe("invalid");
});

test("an answer links in the session that asked for it only, once", async () => {
  const user = await account();
  const there = vouched(uniqueEmail());
  const browser = await signedIn(user);
  const ended = await link(browser, there, {
    meanwhile: () => prisma.session.updateMany({ where: { userId: user.id }, data: { revokedAt: new Date() } }),
  });
  expect(ended.code).toBe("OidcSessionEnded");
  const other = await signedIn(await account());
  const stolen = await link(await signedIn(user), there, {
    meanwhile: async (back) => {
      // Somebody else's browser, which went nowhere, is given the answer.
      await other.call(`callback/oidc${back.search}`);
      back.searchParams.set("code", "gone");
    },
  });
  expect(stolen.code).toBe("OAuthCallback");
  expect(await prisma.externalIdentity.count({ where: { issuer: peer.issuer, subject: String(there.sub) } })).toBe(0);
  expect(await eventsOf(user.id)).toContain("identity.refused");
});

test("what belongs to another account, or a second of the same provider, is not linked", async () => {
  const there = vouched(uniqueEmail());
  const [one, two] = [await account(), await account()];
  expect((await link(await signedIn(one), there)).code).toBe("done");
  const browser = await signedIn(two);
  expect((await link(browser, there)).code).toBe("OidcTaken");
  expect((await link(browser, vouched("pat@example.com"))).code).toBe("OidcDomain");
  expect((await link(browser, vouched(uniqueEmail()))).code).toBe("done");
  expect((await link(browser, vouched(uniqueEmail()))).code).toBe("OidcLinkedAlready");
});

test("unlinking: it opens the account no more, other sessions end, log and mail say so, and it comes back only by hand", async () => {
  const user = await account();
  const there = vouched(user.email);
  const { session: elsewhere } = await signInThere(there);
  const browser = await signedIn(user);
  await age(browser);
  expect((await unlink(browser)).status).toBe(403);
  await prisma.session.updateMany({ where: { userId: user.id }, data: { authenticatedAt: new Date() } });
  expect((await unlink(browser, { issuer: "https://id.other.test" })).status).toBe(404);
  expect((await unlink(browser, { issuer: peer.issuer, all: true })).status).toBe(422);
  expect((await unlink(browser)).status).toBe(204);
  expect((await unlink(browser)).status).toBe(404);
  expect(await prisma.session.findUnique({ where: { id: elsewhere?.id } })).toMatchObject({
    revokedAt: expect.any(Date),
  });
  expect(await sessionOf(browser)).toBeTruthy();
  expect(await eventsOf(user.id)).toContain("identity.unlinked");
  const mails = await mailsTo(user.email, "factor-notice");
  expect(mails.map(({ props }) => props)).toContainEqual(
    expect.objectContaining({ what: `Signing in with Acme as ${user.email} was unlinked from your account.` }),
  );
  // Its address is still the account's: it must not link itself again, nor another identity of that provider.
  expect(await signInThere(there)).toEqual({ error: "OidcUnlinked", session: undefined });
  expect((await signInThere({ ...there, sub: "a new one" })).error).toBe("OidcUnlinked");
  expect((await findIdentities(ctx, user.id)).linkable).toEqual([{ id: "oidc", name: "Acme" }]);
  expect((await link(browser, { ...there, sub: "a new one" })).code).toBe("done");
  expect((await signInThere({ ...there, sub: "a new one" })).session?.userId).toBe(user.id);
  // What one let go another may take, who proves that it is theirs.
  expect((await link(await signedIn(await account()), there)).code).toBe("done");
});

test("what its claims gave goes with it; what was given by hand stays", async () => {
  const [given, byHand] = [await testWorkspace({ name: "Given" }), await testWorkspace()];
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: given.workspaceId } });
  for (const { workspaceId } of [given, byHand]) {
    const owner = await account();
    await prisma.member.create({ data: { workspaceId, id: newId(), userId: owner.id, role: "owner" } });
  }
  changed.OIDC_ROLES = [{ claim: "groups", value: "it", slug, role: "admin" }];
  const user = await account();
  const role = "analyst" as const;
  await prisma.member.create({ data: { workspaceId: byHand.workspaceId, id: newId(), userId: user.id, role } });
  const browser = await signedIn(user);
  await link(browser, vouched(user.email, { groups: ["it"] }));
  expect((await findIdentities(ctx, user.id)).linked).toMatchObject([{ workspaces: ["Given"] }]);
  expect(await prisma.member.count({ where: { userId: user.id } })).toBe(2);
  expect((await unlink(browser)).status).toBe(204);
  expect(await prisma.member.findMany({ where: { userId: user.id } })).toMatchObject([
    { workspaceId: byHand.workspaceId },
  ]);
});

test("no account is left without a way to sign in", async () => {
  const user = await account(undefined, noPassword);
  const { session } = await signInThere(vouched(user.email, { auth_time: seconds() }));
  const browser = new AuthBrowser();
  await goAndComeBack(browser, vouched(user.email, { auth_time: seconds() }), {});
  const refused = await unlink(browser);
  expect([refused.status, JSON.stringify(await refused.json())]).toEqual([409, expect.stringContaining("only way")]);
  expect(await prisma.externalIdentity.count({ where: { userId: user.id, unlinkedAt: null } })).toBe(1);
  expect(session).toBeTruthy();
  // A password helps, but not where passwords are for operators only.
  await prisma.user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(password) } });
  changed.OIDC_ONLY = true;
  expect((await unlink(browser)).status).toBe(409);
  await prisma.user.update({ where: { id: user.id }, data: { isOperator: true } });
  expect((await unlink(browser)).status).toBe(204);
});

test("the last passkey stays where nothing else opens the account", async () => {
  changed.APP_URL = "https://homing.test";
  const user = await account(undefined, noPassword);
  const dates = { createdAt: new Date() };
  const passkeys = [newId(), newId()];
  for (const id of passkeys) {
    const key = { credentialId: id, publicKey: Buffer.from("k"), counter: 0n, transports: [], backedUp: false };
    await prisma.passkey.create({ data: { id, userId: user.id, name: "Key", ...key, ...dates } as never });
  }
  const owner = { user, session: { id: newId() } };
  const remove = (id: string) => removePasskey(ctx, owner, { passkeyId: publicId("psk", id) });
  await remove(passkeys[0]!);
  await expect(remove(passkeys[1]!)).rejects.toMatchObject({ code: "conflict" });
  expect(await prisma.passkey.count({ where: { userId: user.id } })).toBe(1);
});

test("who has nothing here confirms at the provider: asked anew there, and believed by auth_time only", async () => {
  const user = await account(undefined, noPassword);
  const browser = new AuthBrowser();
  await goAndComeBack(browser, vouched(user.email), {});
  expect(isFresh((await sessionOf(browser))!)).toBe(false);
  const silent = await confirm(browser, vouched(user.email, { auth_time: seconds(5 * 60_000) }));
  expect([silent.path, silent.code]).toEqual(["/acme/page", "OidcNotFresh"]);
  expect([silent.asked?.get("prompt"), silent.asked?.get("max_age")]).toEqual(["login", "0"]);
  expect((await confirm(browser, vouched(user.email))).code).toBe("OidcNotFresh");
  expect((await confirm(browser, vouched(uniqueEmail(), { auth_time: seconds() }))).code).toBe("OidcOtherPerson");
  const before = await sessionOf(browser);
  expect(isFresh(before!)).toBe(false);
  const proved = await confirm(browser, vouched(user.email, { auth_time: seconds(), amr: ["hwk"] }));
  expect(proved.code).toBe("done");
  const after = await sessionOf(browser);
  expect([isFresh(after!), after?.id === before?.id, after?.userId]).toEqual([true, false, user.id]);
  expect(await prisma.session.findUnique({ where: { id: before?.id } })).toMatchObject({
    revokedAt: expect.any(Date),
  });
  const kinds = await eventsOf(user.id);
  expect(kinds.filter((kind) => kind === "step-up.failed")).toHaveLength(3);
  const event = await prisma.securityEvent.findFirst({ where: { userId: user.id, kind: "step-up.succeeded" } });
  expect(event?.detail).toMatchObject({ method: "oidc", provider: "oidc", amr: '["hwk"]' });
});

test("with a second factor on the account the provider does not confirm", async () => {
  const user = await account();
  const there = vouched(user.email, { auth_time: seconds() });
  await signInThere(there);
  const browser = await signedIn(user);
  expect(await confirmingProviders(ctx, user)).toEqual([{ id: "oidc", name: "Acme" }]);
  await prisma.user.update({ where: { id: user.id }, data: { secondFactorAt: new Date() } });
  expect((await confirm(browser, there)).code).toBe("OidcFailed");
  expect(await confirmingProviders(ctx, { ...user, secondFactorAt: new Date() })).toEqual([]);
});

test("an answer that the provider refused leads back to the page, not to the sign-in", async () => {
  const browser = await signedIn(await account());
  const refused = await link(browser, {}, { meanwhile: (back) => back.searchParams.set("error", "access_denied") });
  expect([refused.path, refused.code]).toEqual(["/acme/page", "Callback"]);
  expect(await sessionOf(browser)).toBeTruthy();
});
