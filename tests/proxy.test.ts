import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { dataPolicy, securityHeaders } from "@/lib/base/http/security-headers";
import nextConfig from "@/next.config.js";
import { config, proxy } from "@/proxy";

const covered = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));

test.each(["/", "/sign-in", "/acme/contacts", "/iconic-brands/contacts", "/favicon-shop", "/templates/campaigns"])(
  "the page %s has a content security policy",
  (path) => expect(covered(path)).toBe(true),
);

test.each(["/icon.svg", "/templates/welcome.png", "/templates/a.png", "/_next/static/a.js", "/t/o/x.gif", "/u/x"])(
  "%s is a file or brings its own",
  (path) => expect(covered(path)).toBe(false),
);

test("a page names its scripts by a nonce, has no base of others, sits in no frame and is kept nowhere", () => {
  const page = () =>
    proxy(new NextRequest("http://localhost:3000/sign-in", { headers: { host: "localhost:3000" } })).headers;
  const headers = page();
  const policy = headers.get("content-security-policy") ?? "";
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
    expect(policy.split("; ")).toContain(part);
  }
  expect(policy).toMatch(/script-src 'self' 'nonce-\w{32}' 'strict-dynamic'(;|$)/);
  expect(policy).not.toBe(page().get("content-security-policy"));
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
});

test.each([
  ["a foreign host", "/sign-in", "evil.example", 421],
  ["a method that no page has", "/sign-in", "localhost:3000", 405],
])("a refusal by the proxy (%s) has every header too, and sits in no frame", (_what, path, host, status) => {
  const answer = proxy(
    new NextRequest(`http://localhost:3000${path}`, { method: status === 405 ? "DELETE" : "GET", headers: { host } }),
  );
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    ...securityHeaders({ https: false }),
    "content-type": "text/plain; charset=utf-8",
  });
});

test("where Next answers without our host, data and built files have the same policy", async () => {
  const rules = await nextConfig.headers?.();
  const policies = rules?.flatMap(({ source, headers }) =>
    headers.filter(({ key }) => key === "content-security-policy").map(({ value }) => [source, value]),
  );
  expect(policies).toEqual([["/((?:api|_next/static)/(?!v1/reference$).*)", dataPolicy]]);
  const [source = ""] = policies?.[0] ?? [];
  const paths = [
    "/api/v1/me",
    "/api/health",
    "/_next/static/a.js",
    "/api/v1/reference",
    "/fernway",
    "/api/v1/reference/x",
  ];
  expect(paths.map((path) => new RegExp(`^${source}$`).test(path))).toEqual([true, true, true, false, false, true]);
});

test("browsers are told to stay with TLS for two years, subdomains too, where the product has it", () => {
  const name = "strict-transport-security";
  expect(securityHeaders({ https: true })[name]).toBe("max-age=63072000; includeSubDomains");
  expect(securityHeaders({ https: false })[name]).toBeUndefined();
});

test("a page of a workspace that moved is shown at its new address, nothing else is", () => {
  const answer = (path: string) =>
    proxy(new NextRequest(`http://localhost:3000${path}`, { headers: { host: "localhost:3000" } }));
  const old = answer("/acme/settings/domains?a=1");
  expect([old.status, old.headers.get("location")]).toEqual([308, "/acme/settings/sending?a=1"]);
  expect(old.headers.get("x-content-type-options")).toBe("nosniff");
  for (const path of ["/settings/domains", "/acme/settings/sending", "/acme/lists/settings/domains", "/acme"]) {
    expect(answer(path).headers.get("location")).toBeNull();
  }
});
