import { expect, test } from "vitest";
import {
  movedPages,
  movedTo,
  outerPath,
  pathIn,
  pathUnder,
  routePath,
  storedPath,
  workspacePages,
  workspacePath,
} from "./paths";

test("what a pattern names goes into the path, the rest into the query, and empty values are left out", () => {
  expect(outerPath("/sign-in", { next: "/acme/lists?q=a", email: "a+b@example.org" })).toBe(
    "/sign-in?next=%2Facme%2Flists%3Fq%3Da&email=a%2Bb%40example.org",
  );
  expect(pathIn("acme", "/contacts", { list: "lst_1", q: "", after: null, before: undefined, days: 7 })).toBe(
    "/acme/contacts?list=lst_1&days=7",
  );
  expect(pathIn("acme", "/campaigns/[campaignId]/report", { campaignId: "cmp_1" })).toBe(
    "/acme/campaigns/cmp_1/report",
  );
  expect(routePath("/api/app/workspaces/[slug]/contacts/export", { slug: "acme", q: "x" })).toBe(
    "/api/app/workspaces/acme/contacts/export?q=x",
  );
});

test("a value cannot lead to another page", () => {
  expect(outerPath("/invite/[token]", { token: "../sign-in?x#y" })).toBe("/invite/..%2Fsign-in%3Fx%23y");
});

test("the dashboard is the workspace's own address", () => {
  expect(pathIn("acme", "/")).toBe("/acme");
  expect(pathIn("acme", "/", { days: 30 })).toBe("/acme?days=30");
  expect(pathUnder("acme", workspacePath("/lists"))).toBe("/acme/lists");
});

test("a page that is not there, and a page without its id, are no addresses", () => {
  // @ts-expect-error: no page
  workspacePath("/settings/domains");
  // @ts-expect-error: which campaign?
  expect(workspacePath("/campaigns/[campaignId]", {})).toContain("undefined");
});

test("a stored address leads to its page, a moved one to where it is now, a dead one nowhere", () => {
  expect(storedPath("/campaigns?tab=scheduled")).toBe("/campaigns?tab=scheduled");
  expect(storedPath("/campaigns/cmp_1")).toBe("/campaigns/cmp_1");
  expect(storedPath("/settings/domains")).toBe("/settings/sending");
  expect(storedPath("/")).toBe("/");
  expect(storedPath("/settings/nothing")).toBeNull();
  expect(storedPath("//evil.example")).toBeNull();
  expect(storedPath(null)).toBeNull();
});

test("no moved page is one that is there, and what follows it is kept", () => {
  expect(movedPages.filter(([old]) => (workspacePages as readonly string[]).includes(old))).toEqual([]);
  expect(movedTo("/settings/domains?a=1")).toBe("/settings/sending?a=1");
  expect(movedTo("/settings/domainsx")).toBeNull();
});
