import { type APIRequestContext, expect } from "@playwright/test";

export const demoLogin = { email: "demo@homing.test", password: "homing-demo-2026" };

/** Signs in by HTTP, as the form does; the cookie stays in the context. */
export async function signIn(request: APIRequestContext, login = demoLogin): Promise<void> {
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const response = await request.post("/api/auth/callback/credentials", {
    form: { csrfToken, ...login, json: "true" },
  });
  expect(response.status()).toBe(200);
}
