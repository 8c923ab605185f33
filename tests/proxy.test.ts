import { expect, test } from "vitest";
import { config } from "@/proxy";

const covered = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));

test.each(["/", "/sign-in", "/acme/contacts", "/iconic-brands/contacts", "/favicon-shop", "/templates/campaigns"])(
  "the page %s has a content security policy",
  (path) => expect(covered(path)).toBe(true),
);

test.each([
  "/icon.svg",
  "/templates/welcome.png",
  "/templates/thumbs/a.png",
  "/_next/static/a.js",
  "/t/o/x.gif",
  "/u/x",
])("%s is a file or brings its own", (path) => expect(covered(path)).toBe(false));
