import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { hashPassword, noPassword } from "@/lib/base/auth/passwords";
import { readSession } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { signInErrorWords } from "@/lib/sign-in/oidc/refusals";
import { AuthBrowser } from "@/tests/support/auth-browser";
import { OidcPeer } from "@/tests/support/oidc-provider";

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
  Object.assign(changed, {
    OIDC_ISSUER: peer.issuer,
    OIDC_CLIENT_ID: peer.clientId,
    OIDC_CLIENT_SECRET: peer.clientSecret,
    OIDC_NAME: "Acme",
    OIDC_ALLOWED_DOMAINS: ["acme.test"],
    OIDC_ROLES: [],
    OIDC_ONLY: false,
  });
});

afterEach(() => {
  peer.saidIssuer = undefined;
  peer.padding = 0;
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

const vouched = (email: string, more: Claims = {}): Claims => ({
  sub: `sub-${email}`,
  email,
  email_verified: true,
  name: "Sam Person",
  ...more,
});

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
  expect(signInErrorWords(errorOf(refused))).toMatch(/not finished|not accepted/);
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

test("a provider that says it is another is not believed", async () => {
  const user = await account();
  peer.saidIssuer = "https://accounts.google.com";
  const refused = await signIn(vouched(user.email, { iss: peer.saidIssuer }));
  expect([errorOf(refused), refused.userId]).toEqual(["OidcFailed", undefined]);
});

test("the sign-in page says known words only, never what stands in its address", () => {
  expect(signInErrorWords("OidcDomain")).toMatch(/domain/);
  for (const code of ["Call 555-0100 to unlock", "toString", "__proto__"]) {
    expect(signInErrorWords(code)).toBe("Signing in did not work. Try again.");
  }
  expect([signInErrorWords(undefined), signInErrorWords(["OidcDomain"])]).toEqual([null, null]);
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
  changed.OIDC_ALLOWED_DOMAINS = [];
  const refused = await signIn(vouched(user.email));
  expect([errorOf(refused), refused.userId]).toEqual(["OidcDomain", undefined]);
});

test("a second identity with the same address does not take the account over", async () => {
  const user = await account();
  await signIn(vouched(user.email));
  const other = await signIn(vouched(user.email, { sub: "somebody else" }));
  expect([errorOf(other), other.userId]).toEqual(["OidcOtherIdentity", undefined]);
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
