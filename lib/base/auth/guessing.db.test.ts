import { randomBytes } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { requestPasswordReset } from "@/lib/account/request-password-reset";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { startSession } from "@/lib/sign-in/start-session";
import { AuthBrowser } from "@/tests/support/auth-browser";
import { mailsTo } from "@/tests/support/system-mail";
import { hashPassword } from "./passwords";
import { readSession } from "./session";

const password = "correct horse battery";
const wait = vi.hoisted(() => vi.fn(async (_ms: number) => {}));
vi.mock("node:timers/promises", async (load) => ({ ...(await load<object>()), setTimeout: wait }));

beforeEach(async () => {
  wait.mockClear();
  await prisma.rateLimitHit.deleteMany();
});

async function person() {
  const email = `p${randomBytes(6).toString("hex")}@example.com`;
  return prisma.user.create({
    data: { id: newId(), email, name: "Pat", passwordHash: await hashPassword(password), emailVerifiedAt: new Date() },
  });
}

const eventsOf = (userId: string, kind: string) => prisma.securityEvent.count({ where: { userId, kind } });
const guess = (email: string, ip: string) => startSession({ email, password: "a wrong password", ip });

async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    (result) => (result ? "in" : "wrong"),
    (error: { code?: string }) => error.code ?? "broken",
  );
}

test("one attacker has ten tries and is stopped; the owner elsewhere signs in", async () => {
  const owner = await person();
  const tries = [];
  for (let n = 0; n < 12; n++) tries.push(await outcome(guess(owner.email, "198.51.100.7")));
  expect(tries.filter((word) => word === "wrong")).toHaveLength(10);
  expect(tries.slice(10)).toEqual(["rate_limited", "rate_limited"]);
  expect(await outcome(startSession({ email: owner.email, password, ip: "203.0.113.9" }))).toBe("in");
  expect(await eventsOf(owner.id, "sign-in.failed")).toBe(10);
  expect(await eventsOf(owner.id, "sign-in.throttled")).toBe(1);
});

test("many attackers at once do not keep the owner out of a browser they used before, nor guess without end", async () => {
  const owner = await person();
  const home = new AuthBrowser("203.0.113.9");
  expect(await home.signIn(owner.email, password)).toBeNull();
  const answers: string[] = [];
  for (let n = 0; n < 80; n++) answers.push(await outcome(guess(owner.email, `10.${n}.0.1`)));
  expect(answers.filter((word) => word === "wrong").length).toBeLessThan(45);
  expect(answers.filter((word) => word === "rate_limited").length).toBeGreaterThan(30);
  for (const [ms] of wait.mock.calls) expect(ms).toBeLessThanOrEqual(10_000);
  expect(await home.signIn(owner.email, password)).toBeNull();
  expect(await readSession(home.cookieHeader)).not.toBeNull();
});

test("the way of a known browser is its own: a copied cookie in another kind of browser has none of it", async () => {
  const owner = await person();
  const home = new AuthBrowser("203.0.113.9");
  await home.signIn(owner.email, password);
  const copy = new AuthBrowser("203.0.113.9", "curl/8.5.0");
  for (const [name, value] of home.cookies) copy.cookies.set(name, value);
  for (let n = 0; n < 11; n++) await copy.signIn(owner.email, "a wrong password");
  expect(await copy.signIn(owner.email, password)).toContain("too often");
  expect(await home.signIn(owner.email, password)).toBeNull();
});

test("one network that tries many addresses is stopped, and its neighbours' known browsers are not", async () => {
  const owner = await person();
  const neighbour = new AuthBrowser("192.0.2.200");
  await neighbour.signIn(owner.email, password);
  const answers: string[] = [];
  for (let n = 0; n < 55; n++) answers.push(await outcome(guess(`nobody${n}@example.com`, "192.0.2.66")));
  expect(answers.filter((word) => word === "wrong")).toHaveLength(50);
  expect(await neighbour.signIn(owner.email, password)).toBeNull();
});

test("right passwords never count", async () => {
  const owner = await person();
  for (let n = 0; n < 12; n++) {
    expect(await outcome(startSession({ email: owner.email, password, ip: "203.0.113.9" }))).toBe("in");
  }
});

test("an address without an account is answered and counted alike, and a typed password is not written down", async () => {
  const owner = await person();
  const stranger = `x${randomBytes(6).toString("hex")}@example.com`;
  for (const email of [owner.email, stranger]) {
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push(await outcome(guess(email, "198.51.100.9")));
    expect(answers).toEqual([...Array(10).fill("wrong"), "rate_limited"]);
  }
  const secret = `typed ${randomBytes(8).toString("hex")}`;
  await guess(secret, "198.51.100.10");
  const log = JSON.stringify(await prisma.securityEvent.findMany({ orderBy: { id: "desc" }, take: 5 }));
  expect(log).not.toContain(secret);
  expect(log).not.toContain("a wrong password");
});

test("a new device is reported by mail, the first and a known one are not", async () => {
  const owner = await person();
  const home = new AuthBrowser("203.0.113.9");
  await home.signIn(owner.email, password);
  await home.signIn(owner.email, password);
  expect(await eventsOf(owner.id, "device.new")).toBe(0);
  await new AuthBrowser("203.0.113.9").signIn(owner.email, password);
  const mails = await mailsTo(owner.email, "account-notice");
  expect(mails).toMatchObject([{ props: { title: "A new device signed in", ip: "203.0.113.9" } }]);
  expect(await eventsOf(owner.id, "device.new")).toBe(1);
  const stored = JSON.stringify(await prisma.knownDevice.findMany({ where: { userId: owner.id } }));
  expect(stored).not.toContain(home.cookies.get("homing.device"));
});

test("what others ask for does not stop the owner's own request for a new password, and mails are bounded", async () => {
  const owner = await person();
  for (let n = 0; n < 30; n++) await requestPasswordReset(accountCtx(`10.1.${n}.1`), { email: owner.email });
  await expect(requestPasswordReset(accountCtx("203.0.113.9"), { email: owner.email })).resolves.toBeUndefined();
  expect(await mailsTo(owner.email, "reset-password")).toHaveLength(10);
});
