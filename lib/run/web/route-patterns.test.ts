import { expect, test } from "vitest";
import { builtPatterns, patternFinder } from "./route-patterns";

const find = patternFinder([
  "/",
  "/[slug]",
  "/[slug]/campaigns/[campaignId]",
  "/[slug]/campaigns/new",
  "/sign-in",
  "/api/app/workspaces/[slug]/lists",
  "/api/hooks/[provider]/[token]",
  "/api/hooks/inbound/[token]",
  "/api/auth/[...nextauth]",
  "/t/[...path]",
]);

test.each([
  ["/", "/"],
  ["/acme", "/[slug]"],
  ["/sign-in", "/sign-in"],
  ["/acme/campaigns/new", "/[slug]/campaigns/new"],
  ["/acme/campaigns/cmp_123/", "/[slug]/campaigns/[campaignId]"],
  ["/api/app/workspaces/acme/lists", "/api/app/workspaces/[slug]/lists"],
  ["/api/hooks/inbound/secret", "/api/hooks/inbound/[token]"],
  ["/api/hooks/resend/secret", "/api/hooks/[provider]/[token]"],
  ["/api/auth/callback/credentials", "/api/auth/[...nextauth]"],
  ["/t/c/secret", "/t/c/[token]"],
  ["/t/else/secret", "/t/[...path]"],
  ["/u/secret/preferences", "/u/[token]/preferences"],
  ["/_next/static/chunks/a.js", "/_next/static"],
  ["/api/app/workspaces/acme/nothing", "other"],
  ["/api/v1/lists/lst_1", "/api/v1/lists/[list_id]"],
  ["/api/v1/contacts/ada@example.com", "/api/v1/contacts/[contact]"],
  ["/api/v1/contacts/batch", "/api/v1/contacts/batch"],
  ["/wp-admin/setup.php", "other"],
  ["/[slug]/campaigns/[...]", "/[slug]/campaigns/[campaignId]"],
  ["/__proto__/constructor", "other"],
])("%s is %s", (path, pattern) => {
  expect(find(path)).toBe(pattern);
});

test("a thousand strange paths make no label of their own", () => {
  const labels = new Set(Array.from({ length: 1000 }, (_, index) => find(`/a${index}/b${index}/c${index}`)));
  expect([...labels]).toEqual(["other"]);
});

test("before there is a build there are no patterns", () => {
  expect(builtPatterns("/nowhere/manifest.json")).toEqual([]);
});
