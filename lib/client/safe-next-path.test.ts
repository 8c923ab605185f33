import { expect, test } from "vitest";
import { safeNextPath } from "./safe-next-path";

test("a path of ours is kept", () => {
  expect(safeNextPath("/acme/campaigns?status=draft#top")).toBe("/acme/campaigns?status=draft#top");
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
  "",
  null,
  ["/a"],
])("%j leads home", (next) => expect(safeNextPath(next)).toBe("/"));
