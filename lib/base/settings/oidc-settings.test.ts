import { expect, test } from "vitest";
import { parseEnv } from "@/lib/base/env";

const secret = {
  HOMING_SECRET: "a secret of forty characters for the tests",
  DATABASE_URL: "postgresql://localhost/homing",
};
const generic = { ...secret, OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" };

test("roles and domains are read", () => {
  const settings = parseEnv({
    ...secret,
    OIDC_ALLOWED_DOMAINS: "Acme.test, example.com",
    OIDC_ROLES: "groups:marketing=acme:marketer, https%3A%2F%2Fx.test%2Froles:a%2Cb%3Dc=acme:owner",
  });
  expect(settings.OIDC_ALLOWED_DOMAINS).toEqual(["acme.test", "example.com"]);
  expect(settings.OIDC_ISSUER_ALLOWED_DOMAINS).toBeUndefined();
  expect(settings.OIDC_ROLES).toEqual([
    { claim: "groups", value: "marketing", slug: "acme", role: "marketer" },
    { claim: "https://x.test/roles", value: "a,b=c", slug: "acme", role: "owner" },
  ]);
});

test.each(["https://id.acme.test/realms/a", "http://127.0.0.1:8080", "http://localhost:9000/"])(
  "%s may be an issuer",
  (url) => {
    expect(parseEnv({ ...generic, OIDC_ISSUER: url }).OIDC_ISSUER).toBe(url);
  },
);

test.each([
  [{ ...generic, OIDC_ISSUER: "http://id.acme.test" }, "OIDC_ISSUER"],
  [{ ...generic, OIDC_ISSUER: "https://id.acme.test/?a=b" }, "OIDC_ISSUER"],
  [{ ...secret, OIDC_ISSUER: "https://id.acme.test" }, "OIDC_CLIENT_ID"],
  [{ ...secret, OIDC_GOOGLE_CLIENT_ID: "a" }, "OIDC_GOOGLE_CLIENT_SECRET"],
  [{ ...secret, OIDC_MICROSOFT_TENANT: "common" }, "OIDC_MICROSOFT_TENANT"],
  [{ ...secret, OIDC_MICROSOFT_TENANT: "organizations" }, "OIDC_MICROSOFT_TENANT"],
  [{ ...secret, OIDC_ROLES: "groups:a=acme:king" }, "OIDC_ROLES"],
  [{ ...secret, OIDC_ROLES: "groups=acme:owner" }, "OIDC_ROLES"],
  [{ ...secret, OIDC_ALLOWED_DOMAINS: "*" }, "OIDC_ALLOWED_DOMAINS"],
  [
    { ...generic, OIDC_ISSUER: "https://id.acme.test", OIDC_ISSUER_ALLOWED_DOMAINS: "*" },
    "OIDC_ISSUER_ALLOWED_DOMAINS",
  ],
  [{ ...secret, OIDC_GOOGLE_ALLOWED_DOMAINS: "acme.test" }, "OIDC_GOOGLE_ALLOWED_DOMAINS"],
  [{ ...secret, OIDC_ONLY: "true" }, "OIDC_ONLY"],
])("%j stops the start", (settings, name) => {
  expect(() => parseEnv(settings)).toThrow(new RegExp(`${name}:`));
});
