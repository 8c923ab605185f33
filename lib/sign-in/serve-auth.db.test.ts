import { randomBytes } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { ownUrl } from "@/lib/base/auth/own-url";
import { hashPassword } from "@/lib/base/auth/passwords";
import { readSession } from "@/lib/base/auth/session";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { learnLanguages } from "@/lib/language/server";
import { AuthBrowser } from "@/tests/support/auth-browser";
import { serveAuth } from "./serve-auth";

const password = "correct horse battery";

async function person() {
  const email = `p${randomBytes(6).toString("hex")}@example.com`;
  return prisma.user.create({
    data: { id: newId(), email, name: "Pat", passwordHash: await hashPassword(password), emailVerifiedAt: new Date() },
  });
}

afterEach(() => vi.unstubAllEnvs());

test("a browser signs in and out, and the cookie only names a row", async () => {
  const user = await person();
  const browser = new AuthBrowser();
  expect(await browser.signIn(user.email, "wrong password")).toBe("CredentialsSignin");
  expect(await readSession(browser.cookieHeader)).toBeNull();
  expect(await browser.signIn(user.email, password)).toBeNull();
  expect(await readSession(browser.cookieHeader)).toMatchObject({ user: { id: user.id } });
  const stolen = browser.cookieHeader;
  await browser.post("signout", {});
  expect(await readSession(stolen)).toBeNull();
});

test("why nobody gets in is said in the language of the browser", async () => {
  learnLanguages();
  const user = await person();
  await prisma.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
  const browser = new AuthBrowser();
  expect(await browser.signIn(user.email, password)).toContain("This account is disabled");
  browser.cookies.set("homing-language", "de");
  const german = await browser.signIn(user.email, password);
  expect(german).toMatch(/ /);
  expect(german).not.toContain("disabled");
});

test("a browser in which somebody signs in speaks the language that they chose elsewhere, from its first page on", async () => {
  const user = await person();
  const browser = new AuthBrowser();
  await browser.signIn(user.email, password);
  expect(browser.cookies.get("homing-language"), "nothing chosen").toBeUndefined();
  await prisma.user.update({ where: { id: user.id }, data: { language: "pt-BR" } });
  await browser.signIn(user.email, password);
  expect(browser.cookies.get("homing-language")).toBe("pt-BR");
});

test("each sign-in has a session of its own, whatever cookie was there before", async () => {
  const user = await person();
  const browser = new AuthBrowser();
  await browser.signIn(user.email, password);
  const first = await readSession(browser.cookieHeader);
  await browser.signIn(user.email, password);
  const second = await readSession(browser.cookieHeader);
  expect(second?.session.id).not.toBe(first?.session.id);
});

test("without the token of the form nobody signs in", async () => {
  const user = await person();
  const browser = new AuthBrowser();
  await browser.post("callback/credentials", { email: user.email, password, csrfToken: "0".repeat(64) });
  expect(await readSession(browser.cookieHeader)).toBeNull();
});

test("only what is used is there, and nothing malformed is an error of ours", async () => {
  const browser = new AuthBrowser();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const json = { "content-type": "application/json" };
  const post = (path: string, body: string, headers: Record<string, string>) =>
    browser.call(path, { method: "POST", body, headers });
  for (const path of [
    "session",
    "verify-request",
    "signout",
    "callback/credentials",
    "callback/github",
    "a/b/c",
    "_log",
  ]) {
    expect((await browser.call(path)).status, path).toBe(404);
  }
  expect((await post("_log", "{}", json)).status).toBe(404);
  expect((await post("callback/credentials", "{", json)).status).toBe(422);
  expect((await post("callback/credentials", "[1]", json)).status).toBe(422);
  expect((await post("callback/credentials", '{"email":{"$gt":""},"password":1}', json)).status).toBe(422);
  expect((await post("callback/credentials", "x", { "content-type": "multipart/form-data" })).status).toBe(422);
  expect((await post("callback/credentials", `email=${"a".repeat(400_000)}`, form)).status).toBe(413);
  for (const path of [
    "csrf?callbackUrl=http://[",
    "csrf?callbackUrl=%00",
    "error?error=%E0%A4%A",
    "signin?callbackUrl=//x",
  ]) {
    expect((await browser.call(path)).status, path).toBeLessThan(500);
  }
  browser.cookies.set("homing.callback-url", "%E0%A4%A");
  browser.cookies.set("homing.csrf", "%%%|");
  browser.cookies.set("homing.session", "{}");
  expect((await browser.call("csrf")).status).toBe(200);
});

test("a form of another site is refused", async () => {
  const body = "email=a&password=b";
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" };
  const request = new Request("http://homing.test/api/auth/callback/credentials", { method: "POST", body, headers });
  expect((await serveAuth(request, ["callback", "credentials"])).status).toBe(403);
});

test("a call to another host is refused", async () => {
  const request = new Request("http://homing.test/api/auth/csrf", { headers: { host: "evil.example" } });
  expect((await serveAuth(request, ["csrf"])).status).toBe(403);
});

test("a forwarded host of somebody else's choice is in no link", async () => {
  for (const trusting of ["VERCEL", "AUTH_TRUST_HOST"]) {
    vi.stubEnv(trusting, "1");
    const headers = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
    for (const path of ["providers", "error?error=x", "signin?callbackUrl=/x"]) {
      const response = await new AuthBrowser().call(path, { headers });
      expect([...response.headers].join() + (await response.text()), path).not.toContain("evil.example");
    }
    vi.unstubAllEnvs();
  }
});

test.each([
  ["https://evil.example/", "http://homing.test"],
  ["http://homing.test.evil.example/a", "http://homing.test"],
  ["http://homing.test@evil.example/a", "http://homing.test"],
  ["//evil.example", "http://homing.test/"],
  ["/\\evil.example", "http://homing.test/"],
  ["javascript:alert(1)", "http://homing.test"],
  ["http://[", "http://homing.test"],
  ["/acme?tab=1#x", "http://homing.test/acme?tab=1#x"],
  ["http://homing.test/acme", "http://homing.test/acme"],
])("after signing in %s leads to %s", (url, expected) => {
  expect(ownUrl(url, "http://homing.test")).toBe(expected);
});

test.each(["second-step", "passkey"])("a proof that is none leaves a plain code in the address: %s", async (way) => {
  for (const proof of ["", "{", "[]", '{"code":"12 <b>"}', '{"id":5}', `"${"x".repeat(59_000)}"`]) {
    const response = await new AuthBrowser().post(`callback/${way}`, { proof });
    const { url } = (await response.json()) as { url: string };
    expect([...new URL(url).searchParams], proof.slice(0, 20)).toEqual([["error", "BadProof"]]);
  }
});

test("signing out tells the browser to forget what it kept, also where no session was", async () => {
  const response = await new AuthBrowser().post("signout", {});
  expect(response.headers.get("clear-site-data")).toBe('"storage"');
  expect((await new AuthBrowser().call("csrf")).headers.get("clear-site-data")).toBeNull();
});
