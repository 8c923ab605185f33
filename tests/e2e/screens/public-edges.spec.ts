import { randomBytes } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect, test } from "@playwright/test";
import { productDatabase, rowCounts } from "../support/product-database";

const forged = randomBytes(48).toString("base64url");
const garbage = ["x", "%00", "..%2f..%2fetc%2fpasswd", "%F0%28%8C%28", "'%20or%201=1--", forged, "A".repeat(4000)];
const recipientPaths = garbage.flatMap((token) => [
  `/t/o/${token}.gif`,
  `/t/c/${token}`,
  `/t/v/${token}`,
  `/t/${token}`,
  `/u/${token}`,
  `/u/${token}/preferences`,
]);
const accountWrites = [
  ["POST", "setup"],
  ["POST", "password-reset"],
  ["PUT", "password-reset"],
  ["PUT", "email-verification"],
  ["POST", "invitations/account"],
  ["POST", "invitations/membership"],
] as const;
const megabytes = (count: number) => "x".repeat(count * 1_000_000);

async function expectPlainRefusal(response: APIResponse, what: string): Promise<void> {
  const body = await response.text();
  expect(response.status(), `${what}: ${body.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
  expect(response.status(), `${what}: ${body.slice(0, 200)}`).toBeLessThan(500);
  expect(body, what).not.toMatch(/\bat .+\(.+:\d+:\d+\)|node_modules|prisma|ECONN|SELECT /i);
  expect(body.trim().length, `${what} says nothing`).toBeGreaterThan(0);
}

async function bombard(request: APIRequestContext): Promise<void> {
  for (const path of recipientPaths) {
    await expectPlainRefusal(await request.get(path, { maxRedirects: 0 }), `GET ${path.slice(0, 60)}`);
    await expectPlainRefusal(
      await request.post(path, { form: { "List-Unsubscribe": "One-Click" }, maxRedirects: 0 }),
      `POST ${path.slice(0, 60)}`,
    );
  }
  const headers = { "content-type": "application/json" };
  for (const [method, path] of accountWrites) {
    const url = `/api/app/account/${path}`;
    for (const text of ["{", "[]", '"text"', '{"email":5}', '{"__proto__":{"x":1}}', megabytes(3)]) {
      const response = await request.fetch(url, { method, data: Buffer.from(text), headers });
      await expectPlainRefusal(response, `${method} ${url} ${text.slice(0, 30)}`);
    }
  }
}

test("public endpoints refuse garbage, oversize bodies and forged tokens in words, and store nothing", async ({
  request,
}) => {
  const database = await productDatabase(".data/e2e-demo");
  // Heartbeats and the counters of the rate limit move by themselves, and the security log says what was refused.
  const besides = ["worker_heartbeat", "rate_limit_hit", "security_event"];
  const before = await rowCounts(database, besides);
  await bombard(request);
  await expectPlainRefusal(await request.post(`/u/${forged}`, { data: megabytes(1) }), "oversize unsubscribe");
  await expectPlainRefusal(await request.get("/api/cron", { headers: { authorization: "Bearer wrong" } }), "cron");
  await expectPlainRefusal(await request.get(`/assets/${forged}/${forged}.png`), "asset");
  await expectPlainRefusal(await request.get("/api/app/workspaces/fernway/contacts"), "contacts without a session");
  await expectPlainRefusal(
    await request.get("/api/app/workspaces/fernway/contacts", { headers: { cookie: `homing.session=${forged}` } }),
    "contacts with a forged session",
  );
  expect(await rowCounts(database, besides)).toEqual(before);
  await database.end();
});

test("health and readiness say whether all is well, and to nobody without the token what is wrong", async ({
  request,
}) => {
  expect(await (await request.get("/api/health")).json()).toEqual({ ok: true });
  const ready = await request.get("/api/ready");
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toEqual({ ready: true });
});
