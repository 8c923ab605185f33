import { expect, test } from "vitest";
import { POST as authenticate } from "@/app/api/auth/[...nextauth]/route";
import type { AppRoute } from "@/lib/base/routes/app-route";

const modules = import.meta.glob<Record<string, AppRoute>>("../../app/api/app/**/route.ts", { eager: true });
const routes = Object.entries(modules).flatMap(([file, exports]) =>
  (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).flatMap((verb) => {
    const route = exports[verb];
    return route ? [{ name: `${verb} ${file.replace("../../app", "")}`, verb, route }] : [];
  }),
);
const call = (route: AppRoute, method: string, headers: Record<string, string>) =>
  route(new Request("http://homing.test/api", { method, headers }), { params: Promise.resolve({}) });

test("no route of the app answers at a name that leads here without being ours", async () => {
  expect(routes.length).toBeGreaterThan(60);
  for (const { name, verb, route } of routes) {
    const response = await call(route, verb, { host: "rebound.example" });
    expect(response.status, name).toBe(403);
    expect(await response.text(), name).toContain("is not an address of this installation");
  }
});

test("no route of the app takes a write that another site made a browser send", async () => {
  for (const { name, verb, route } of routes.filter((each) => each.verb !== "GET")) {
    const response = await call(route, verb, { host: "homing.test", origin: "https://evil.example" });
    expect(response.status, name).toBe(403);
    expect(await response.text(), name).toContain("came from another site");
  }
});

test("neither does sign-in", async () => {
  const context = { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) };
  const foreign: Record<string, string>[] = [{ host: "rebound.example" }, { origin: "https://evil.example" }];
  for (const headers of foreign) {
    const request = new Request("http://homing.test/api/auth/callback/credentials", { method: "POST", headers });
    expect((await authenticate(request as never, context)).status).toBe(403);
  }
});
