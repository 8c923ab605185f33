import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { oidcProviders, sharedDomainsWarning } from "@/lib/account/oidc-providers";
import { hashPassword, noPassword } from "@/lib/base/auth/passwords";
import { readSession } from "@/lib/base/auth/session";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { oidcForNextAuth } from "@/lib/sign-in/oidc";
import { signInErrorText } from "@/lib/sign-in/oidc/refusals";
import { readOidcMetadata } from "@/lib/sign-in/oidc-metadata";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";
import { AuthBrowser } from "@/tests/support/auth-browser";
import { OidcPeer } from "@/tests/support/oidc-provider";
import { oidcSettings, vouched } from "@/tests/support/oidc-settings";

// Settings are read once a process; here they change from test to test.
const changed = vi.hoisted((): Record<string, unknown> => ({}));
vi.mock("@/lib/base/env", async (original) => {
  const real = await original<typeof import("@/lib/base/env")>();
  const get = (_: object, name: string) => (name in changed ? changed[name] : real.env[name as keyof typeof real.env]);
  return { ...real, env: new Proxy({}, { get }) };
});

const peer = new OidcPeer();
const password = "correct horse battery";
const unique = () => randomBytes(6).toString("hex");

beforeAll(() => peer.start());
afterAll(() => peer.close());

beforeEach(() => {
  for (const name of Object.keys(changed)) delete changed[name];
  Object.assign(changed, oidcSettings(peer));
});

afterEach(() => {
  peer.saidIssuer = undefined;
  peer.padding = 0;
  peer.extra = {};
});

async function account(values: { email?: string; disabledAt?: Date; emailVerifiedAt?: Date | null } = {}) {
  const email = values.email ?? `p${unique()}@acme.test`;
  const passwordHash = await hashPassword(password);
  return prisma.user.create({
    data: { emailVerifiedAt: new Date(), ...values, id: newId(), email, name: "Pat", passwordHash },
  });
}

async function workspace() {
  const slug = `w-${unique()}`;
  const made = await prisma.workspace.create({ data: { id: newId(), slug, name: "Acme" } });
  const owner = await account();
  await prisma.member.create({ data: { workspaceId: made.id, id: newId(), userId: owner.id, role: "owner" } });
  return { ...made, owner };
}

type Claims = Record<string, unknown>;
interface Way {
  browser?: AuthBrowser;
  signedBy?: "own" | "stranger" | "nobody";
  /** Changes the way back, as somebody in between could. */
  meddle?: (back: URL) => void;
}

/** Goes to the provider and back. Gives where the browser is sent then, and whose session it has. */
async function signIn(claims: Claims, { browser = new AuthBrowser(), signedBy, meddle }: Way = {}) {
  const begun = await browser.post("signin/oidc", { callbackUrl: "/acme" });
  const { url } = (await begun.json()) as { url: string };
  if (!url.startsWith(peer.issuer)) return { to: url, userId: undefined, browser };
  const back = peer.letIn(url, claims, signedBy);
  meddle?.(back);
  const response = await browser.call(`callback/oidc${back.search}`);
  const session = await readSession(browser.cookieHeader);
  return { to: response.headers.get("location") ?? "", userId: session?.user.id, browser };
}

const errorOf = ({ to }: { to: string }) => new URL(to, "http://homing.test").searchParams.get("error");

test("somebody whose address is confirmed signs in to their account, and is told of the link", async () => {
  const user = await account();
  const first = await signIn(vouched(user.email));
  expect(first).toMatchObject({ to: "http://homing.test/acme", userId: user.id });
  expect((await signIn(vouched(user.email))).userId).toBe(user.id);
  const events = await prisma.securityEvent.findMany({ where: { userId: user.id }, orderBy: { at: "asc" } });
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["identity.linked", "sign-in.succeeded", "sign-in.succeeded"]),
  );
  expect(events.find(({ kind }) => kind === "sign-in.succeeded")?.detail).toMatchObject({ provider: "oidc" });
  // The subject is who they are: a new address at the provider is the same account.
  const renamed = await signIn(vouched(`new-${user.email}`, { sub: `sub-${user.email}` }));
  expect(renamed.userId).toBe(user.id);
});

test.each<[string, Claims, Way]>([
  ["a nonce of another sign-in", { nonce: "x" }, {}],
  ["another state", {}, { meddle: (back) => back.searchParams.set("state", "x") }],
  ["no state", {}, { meddle: (back) => back.searchParams.delete("state") }],
  ["a key of somebody else's", {}, { signedBy: "stranger" }],
  ["no signature", {}, { signedBy: "nobody" }],
  ["another audience", { aud: "another" }, {}],
  ["another issuer", { iss: "https://evil.test" }, {}],
  ["a token that ran out", { exp: 1_000 }, {}],
  ["a refusal of the provider", {}, { meddle: (back) => back.searchParams.set("error", "access_denied") }],
])("an answer with %s is not accepted", async (_, claims, way) => {
  const user = await account();
  const before = await prisma.securityEvent.count({ where: { kind: "sign-in.failed" } });
  const refused = await signIn(vouched(user.email, claims), way);
  expect(refused.userId).toBeUndefined();
  expect(signInErrorText(errorOf(refused))).toMatch(/not finished|not accepted/);
  expect(await prisma.securityEvent.count({ where: { kind: "sign-in.failed" } })).toBe(before + 1);
  expect(await prisma.externalIdentity.count({ where: { userId: user.id } })).toBe(0);
});

test("an answer counts once, and only in the browser that asked", async () => {
  const user = await account();
  const browser = new AuthBrowser();
  let back = "";
  const keep = (url: URL) => {
    back = url.search;
  };
  await signIn(vouched(user.email), { browser, meddle: keep });
  const again = await browser.call(`callback/oidc${back}`);
  expect(again.headers.get("location")).toContain("error=OAuthCallback");
  const stranger = new AuthBrowser();
  const { url } = (await (await new AuthBrowser().post("signin/oidc", {})).json()) as { url: string };
  await stranger.call(`callback/oidc${peer.letIn(url, vouched(user.email)).search}`);
  expect(await readSession(stranger.cookieHeader)).toBeNull();
});

test("the address of the sign-in says nothing to the provider", async () => {
  const browser = new AuthBrowser();
  const begun = await browser.post("signin/oidc?redirect_uri=https://evil.test/&scope=all&prompt=none", {});
  const { searchParams } = new URL(((await begun.json()) as { url: string }).url);
  expect(searchParams.get("redirect_uri")).toBe("http://homing.test/api/auth/callback/oidc");
  expect([searchParams.get("scope"), searchParams.get("prompt")]).toEqual(["openid email profile", null]);
  expect(searchParams.get("code_challenge_method")).toBe("S256");
});

test("metadata of another issuer, to the letter, is refused before the browser is sent anywhere", async () => {
  const user = await account();
  for (const said of ["https://accounts.google.com", `${peer.issuer}/`]) {
    peer.saidIssuer = said;
    const refused = await signIn(vouched(user.email, { iss: said }));
    expect([refused.to, refused.userId]).toEqual(["/sign-in?error=OidcIssuer", undefined]);
  }
});

test("metadata that turns into another's between way out and way back costs no code", async () => {
  const user = await account();
  const before = peer.exchanges;
  const refused = await signIn(vouched(user.email), {
    meddle: () => {
      peer.saidIssuer = "https://accounts.google.com";
    },
  });
  expect([errorOf(refused), refused.userId, peer.exchanges]).toEqual(["OidcIssuer", undefined, before]);
});

test("who answers is checked before the code is exchanged (RFC 9207)", async () => {
  const user = await account();
  const says = (iss: string | null) => async () => {
    const before = peer.exchanges;
    const meddle = (back: URL) => (iss === null ? undefined : back.searchParams.set("iss", iss));
    const outcome = await signIn(vouched(user.email), { meddle });
    return { in: outcome.userId === user.id, error: errorOf(outcome), exchanged: peer.exchanges - before };
  };
  const refused = { in: false, error: "OAuthCallback", exchanged: 0 };
  const accepted = { in: true, error: null, exchanged: 1 };
  expect(await says("https://evil.test")()).toEqual(refused);
  expect(await says(`${peer.issuer}/`)()).toEqual(refused);
  expect(await says(peer.issuer)()).toEqual(accepted);
  expect(await says(null)()).toEqual(accepted);
  peer.extra = { authorization_response_iss_parameter_supported: true };
  expect(await says(null)()).toEqual(refused);
  expect(await says(peer.issuer)()).toEqual(accepted);
});

test("an address of the provider that is no page of the web is not gone to", async () => {
  peer.extra = { authorization_endpoint: "javascript:alert(1)" };
  await expect(readOidcMetadata(peer)).rejects.toThrow();
});

test("the sign-in page says known words only, never what stands in its address", () => {
  expect(signInErrorText("OidcDomain")).toMatch(/domain/);
  for (const code of ["Call 555-0100 to unlock", "toString", "__proto__"]) {
    expect(signInErrorText(code)).toBe("Signing in did not work. Try again.");
  }
  expect([signInErrorText(undefined), signInErrorText(["OidcDomain"])]).toEqual([null, null]);
});

test("a key set without end is given up", async () => {
  const user = await account();
  peer.padding = 3_000_000;
  expect(errorOf(await signIn(vouched(user.email)))).toBe("OAuthCallback");
});

test.each<[string, Claims]>([
  ["OidcEmail", { email_verified: false }],
  ["OidcEmail", { email_verified: undefined }],
  ["OidcEmail", { email: undefined }],
])("without a confirmed address: %s", async (code, claims) => {
  const user = await account();
  const refused = await signIn(vouched(user.email, claims));
  expect([errorOf(refused), refused.userId]).toEqual([code, undefined]);
});

test("domains are asked at every sign-in, and without any nobody signs in", async () => {
  const user = await account();
  expect((await signIn(vouched(user.email))).userId).toBe(user.id);
  expect(errorOf(await signIn(vouched(user.email, { email: "pat@evil-acme.test" })))).toBe("OidcDomain");
  expect(errorOf(await signIn(vouched(user.email, { email: "pat@sub.acme.test" })))).toBe("OidcDomain");
  changed.OIDC_ISSUER_ALLOWED_DOMAINS = ["acme.test"];
  changed.OIDC_ALLOWED_DOMAINS = [];
  expect((await signIn(vouched(user.email))).userId).toBe(user.id);
  changed.OIDC_ISSUER_ALLOWED_DOMAINS = ["example.com"];
  changed.OIDC_ALLOWED_DOMAINS = ["acme.test"];
  expect(errorOf(await signIn(vouched(user.email)))).toBe("OidcDomain");
  delete changed.OIDC_ISSUER_ALLOWED_DOMAINS;
  changed.OIDC_ALLOWED_DOMAINS = undefined;
  const refused = await signIn(vouched(user.email));
  expect([errorOf(refused), refused.userId]).toEqual(["OidcDomain", undefined]);
});

test("a second identity with the same address does not take the account over", async () => {
  const user = await account();
  await signIn(vouched(user.email));
  const other = await signIn(vouched(user.email, { sub: "somebody else" }));
  expect([errorOf(other), other.userId]).toEqual(["OidcOtherIdentity", undefined]);
});

test("the same subject of another issuer is somebody else", async () => {
  const user = await account();
  const stranger = await account({ email: `q${unique()}@acme.test` });
  await prisma.externalIdentity.create({
    data: {
      issuer: "https://id.other.test",
      subject: `sub-${user.email}`,
      userId: stranger.id,
      createdAt: new Date(),
      lastUsedAt: new Date(),
    },
  });
  expect((await signIn(vouched(user.email))).userId).toBe(user.id);
});

test("a second provider does not link itself to an account that signs in with one already", async () => {
  const user = await account();
  const issuer = `https://login.microsoftonline.com/${randomUUID()}/v2.0`;
  const dates = { createdAt: new Date(), lastUsedAt: new Date() };
  await prisma.externalIdentity.create({ data: { issuer, subject: "a", userId: user.id, ...dates } });
  Object.assign(changed, {
    OIDC_MICROSOFT_TENANT: issuer.split("/")[3],
    OIDC_MICROSOFT_CLIENT_ID: "a",
    OIDC_MICROSOFT_CLIENT_SECRET: "b",
  });
  const refused = await signIn(vouched(user.email));
  expect([errorOf(refused), refused.userId]).toEqual(["OidcOtherProvider", undefined]);
  expect(sharedDomainsWarning()).toMatch(/Microsoft and Acme.*OIDC_MICROSOFT_ALLOWED_DOMAINS/);
  // The other is not in the settings any more: the installation moved to this one.
  delete changed.OIDC_MICROSOFT_CLIENT_ID;
  expect((await signIn(vouched(user.email))).userId).toBe(user.id);
  expect(sharedDomainsWarning()).toBeNull();
});

test("a sign-in is as fresh as the provider says, and not at all when it does not say", async () => {
  const user = await account();
  const ageOf = async (auth_time?: number) => {
    const { browser } = await signIn(vouched(user.email, { auth_time }));
    const { authenticatedAt } = (await readSession(browser.cookieHeader))!.session;
    return Math.round((Date.now() - authenticatedAt.getTime()) / 60_000);
  };
  const now = Math.floor(Date.now() / 1000);
  expect(await ageOf(now)).toBe(0);
  expect(await ageOf(now + 3600)).toBe(0);
  expect(await ageOf(now - 3600)).toBe(60);
  expect(await ageOf()).toBeGreaterThan(1_000_000);
});

test("the provider is asked to let nobody in who proved it longer ago than a session lasts, and is held to it", async () => {
  const user = await account();
  const { url } = (await (await new AuthBrowser().post("signin/oidc", {})).json()) as { url: string };
  expect(new URL(url).searchParams.get("max_age")).toBe(String(30 * 24 * 3600));
  const stale = Math.floor(Date.now() / 1000) - 31 * 24 * 3600;
  expect(errorOf(await signIn(vouched(user.email, { auth_time: stale })))).toBe("OidcStale");
});

test("Google is asked for what it knows, and for no confirmation", async () => {
  Object.assign(changed, { OIDC_GOOGLE_CLIENT_ID: "a", OIDC_GOOGLE_CLIENT_SECRET: "b" });
  const google = oidcProviders().find(({ id }) => id === "google")!;
  const metadata = await readOidcMetadata(peer);
  const ask = { purpose: "link", provider: "google", sessionId: "", askedAt: new Date() } as const;
  const asked = (how: typeof ask | null) => oidcForNextAuth(google, { id: "google", metadata, ask: how }).authorization;
  expect(asked(null)).toMatchObject({ params: { claims: '{"id_token":{"auth_time":{"essential":true}}}' } });
  expect(asked(ask)).toMatchObject({ params: { prompt: "select_account" } });
  for (const how of [null, ask]) expect(asked(how)).not.toMatchObject({ params: { max_age: expect.anything() } });
  const refused = await new AuthBrowser().post("signin/google", { purpose: "confirm" });
  expect(refused.status).toBe(422);
});

test("how it was proved there is kept as it came", async () => {
  const user = await account();
  await signIn(vouched(user.email, { acr: "urn:phr", amr: ["pwd", "mfa"] }));
  const event = await prisma.securityEvent.findFirst({ where: { userId: user.id, kind: "sign-in.succeeded" } });
  expect(event?.detail).toMatchObject({ acr: "urn:phr", amr: '["pwd","mfa"]' });
});

test("signing in again ends the session that the browser had, whoever it was of", async () => {
  const [one, other] = [await account(), await account()];
  const { browser } = await signIn(vouched(one.email));
  const first = browser.cookieHeader;
  expect((await signIn(vouched(other.email), { browser })).userId).toBe(other.id);
  expect(await readSession(first)).toBeNull();
  expect(await browser.signIn(one.email, password)).toBeNull();
  const open = { revokedAt: null, userId: { in: [one.id, other.id] } };
  expect(await prisma.session.findMany({ where: open })).toMatchObject([{ userId: one.id }]);
});

test("an account whose address was never confirmed is not shared with the address's owner", async () => {
  const user = await account({ emailVerifiedAt: null });
  expect(errorOf(await signIn(vouched(user.email)))).toBe("OidcUnconfirmed");
});

test("a disabled account stays out and its roles as they are", async () => {
  const { slug } = await workspace();
  changed.OIDC_ROLES = [{ claim: "groups", value: "it", slug, role: "admin" }];
  const user = await account({ disabledAt: new Date() });
  const refused = await signIn(vouched(user.email, { groups: ["it"] }));
  expect([errorOf(refused), refused.userId]).toEqual(["OidcDisabled", undefined]);
  expect(await prisma.member.count({ where: { userId: user.id } })).toBe(0);
});

test("an account with a second factor is asked for it", async () => {
  const user = await account();
  await prisma.user.update({ where: { id: user.id }, data: { secondFactorAt: new Date() } });
  const started = await signIn(vouched(user.email));
  expect([started.to, started.userId]).toEqual(["/sign-in/second-step?next=%2Facme", undefined]);
  expect(await prisma.pendingSignIn.findFirst({ where: { userId: user.id } })).toMatchObject({ method: "oidc" });
  expect(started.browser.cookies.get("homing.second-step")).toBeTruthy();
});

test("a stranger of an allowed domain gets no account without a workspace", async () => {
  const email = `s${unique()}@acme.test`;
  expect(errorOf(await signIn(vouched(email)))).toBe("OidcNoAccess");
  expect(await prisma.user.count({ where: { email } })).toBe(0);
});

test("an open invitation gives a new account its workspace, an ended one does not", async () => {
  const { id: workspaceId } = await workspace();
  const email = `s${unique()}@acme.test`;
  const invite = (more: object) => {
    const data = {
      workspaceId,
      id: newId(),
      email,
      role: "analyst" as const,
      invitedByName: "Pat",
      tokenHash: unique(),
    };
    return prisma.invitation.create({ data: { ...data, expiresAt: new Date(Date.now() + 60_000), ...more } });
  };
  await invite({ revokedAt: new Date() });
  await invite({ expiresAt: new Date(0) });
  expect(errorOf(await signIn(vouched(email)))).toBe("OidcNoAccess");
  const open = await invite({});
  const { userId } = await signIn(vouched(email));
  const user = await prisma.user.findUniqueOrThrow({ where: { email }, include: { members: true } });
  expect(user).toMatchObject({ id: userId, passwordHash: noPassword, members: [{ workspaceId, role: "analyst" }] });
  const { id } = open;
  const taken = await prisma.invitation.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
  expect(taken.acceptedAt).not.toBeNull();
});

test("roles follow the claims at each sign-in: given, changed and taken away", async () => {
  const { id: workspaceId, slug } = await workspace();
  changed.OIDC_ROLES = [
    { claim: "groups", value: "marketing", slug, role: "marketer" },
    { claim: "groups", value: "it", slug, role: "admin" },
  ];
  const email = `s${unique()}@acme.test`;
  const roleAfter = async (groups: unknown) => {
    const { userId = "" } = await signIn(vouched(email, { groups }));
    expect(userId).not.toBe("");
    const where = { workspaceId_userId: { workspaceId, userId } };
    return (await prisma.member.findUnique({ where }))?.role;
  };
  expect(await roleAfter(["marketing"])).toBe("marketer");
  expect(await roleAfter(["marketing", "it"])).toBe("admin");
  expect(await roleAfter("marketing")).toBe("marketer");
  expect(await roleAfter(["marketing-and-more"])).toBeUndefined();
  const actions = await prisma.auditEntry.findMany({ where: { workspaceId }, orderBy: { createdAt: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual([
    "member.joined",
    "member.role_changed",
    "member.role_changed",
    "member.removed",
  ]);
});

test("a rule that names a workspace by its former slug holds on", async () => {
  const { id: workspaceId, slug } = await workspace();
  changed.OIDC_ROLES = [{ claim: "groups", value: "it", slug, role: "admin" }];
  const email = `s${unique()}@acme.test`;
  const { userId = "" } = await signIn(vouched(email, { groups: ["it"] }));
  const member = () => prisma.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId } } });
  const before = await member();
  expect(before).toMatchObject({ role: "admin" });
  await updateWorkspace(systemCtx(workspaceId, "test"), { slug: `w-${unique()}` });
  await signIn(vouched(email, { groups: ["it"] }));
  expect(await member()).toEqual(before);
  await signIn(vouched(email, { groups: [] }));
  expect(await member()).toBeNull();
});

test("what was given by hand stays without a claim, and an owner by hand stays owner", async () => {
  const { id: workspaceId, slug, owner } = await workspace();
  changed.OIDC_ROLES = [{ claim: "groups", value: "it", slug, role: "analyst" }];
  const user = await account();
  await prisma.member.create({ data: { workspaceId, id: newId(), userId: user.id, role: "marketer" } });
  await signIn(vouched(user.email, { groups: [] }));
  await signIn(vouched(owner.email, { groups: ["it"] }));
  const members = await prisma.member.findMany({ where: { workspaceId } });
  expect(members.map(({ role }) => role).sort()).toEqual(["marketer", "owner"]);
});

test("with OIDC_ONLY a right password lets operators in and nobody else", async () => {
  changed.OIDC_ONLY = true;
  const user = await account();
  const browser = new AuthBrowser();
  expect(await browser.signIn(user.email, password)).toMatch(/organisation's account/);
  expect(await browser.signIn(user.email, "wrong password")).toBe("CredentialsSignin");
  expect(await readSession(browser.cookieHeader)).toBeNull();
  expect((await signIn(vouched(user.email))).userId).toBe(user.id);
  await prisma.user.update({ where: { id: user.id }, data: { isOperator: true } });
  expect(await new AuthBrowser().signIn(user.email, password)).toBeNull();
});
