import { readFileSync } from "node:fs";
import path from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "../../..");

/** What a start wrote into its data folder for the person at the terminal. */
export function startFile(data: string, name: "setup-link" | "demo-password"): string {
  return readFileSync(path.join(root, data, name), "utf8").trim();
}

/** The demo's account; its password is made at the first start. */
export const demoLogin = () => ({
  email: "demo@homing.test",
  password: startFile(".data/e2e-demo", "demo-password"),
});

/** Signs in by HTTP, as the form does; the cookie stays in the context. */
export async function signIn(request: APIRequestContext, login = demoLogin()): Promise<void> {
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const response = await request.post("/api/auth/callback/credentials", {
    form: { csrfToken, ...login, json: "true" },
  });
  expect(response.status()).toBe(200);
}
