import { expect, test, vi } from "vitest";
import { parseCookies } from "./cookies";

async function namesUnder(appUrl: string) {
  vi.resetModules();
  vi.stubEnv("APP_URL", appUrl);
  const { authCookies } = await import("./cookies");
  const cookies = Object.values(authCookies() ?? {}) as { name: string; options: Record<string, unknown> }[];
  vi.unstubAllEnvs();
  return cookies;
}

test("where TLS is used every cookie of signing in bears __Host-, with what that name asks for", async () => {
  for (const { name, options } of await namesUnder("https://mail.example.com")) {
    expect(name).toMatch(/^__Host-homing\./);
    expect(options).toMatchObject({ secure: true, path: "/", httpOnly: true, sameSite: "lax" });
    expect(options).not.toHaveProperty("domain");
  }
});

test("on plain http browsers would not take that name", async () => {
  for (const { name, options } of await namesUnder("http://localhost:3000")) {
    expect(name).toMatch(/^homing\./);
    expect(options).toMatchObject({ secure: false });
  }
});

test("cookies are read however they are written; the first of a name counts", () => {
  expect(parseCookies("a=1; b=%7C; a=2; c=%E0%A4; d; __proto__=x")).toEqual(
    Object.assign(Object.create(null), { a: "1", b: "|", c: "%E0%A4", ["__proto__"]: "x" }),
  );
  expect(parseCookies(null)).toEqual({});
});
