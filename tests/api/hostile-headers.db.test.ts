import { expect, test } from "vitest";
import { readSession, sessionCookieName } from "@/lib/base/auth/session";
import { accountRoute } from "@/lib/base/routes/app-route";

const route = accountRoute(async () => ({ ok: true }));
const call = (headers: Record<string, string>, method = "POST") =>
  route(new Request("http://homing.test/api", { method, headers }), { params: Promise.resolve({}) });

test("a cookie that is no session token counts as signed out, however it is written", async () => {
  for (const value of ["%", "%E0%A4%A", "a.b.c", "..", "{}", "x".repeat(5000)]) {
    expect(await readSession(`${sessionCookieName()}=${value}`), value.slice(0, 20)).toBeNull();
    expect((await call({ cookie: `${sessionCookieName()}=${value}` }, "GET")).status).toBe(401);
  }
});

test("an Origin header that is no origin is another site", async () => {
  for (const origin of ["null", "%", "http://", "javascript:alert(1)"]) {
    expect((await call({ origin })).status, origin).toBe(403);
  }
});
