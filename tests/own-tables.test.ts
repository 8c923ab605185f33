import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { frameText } from "@/emails/frame-text";
import { providerNamed } from "@/lib/base/addresses/mailbox-providers.shared";

const root = path.resolve(import.meta.dirname, "..");
const inherited = Object.getOwnPropertyNames(Object.prototype);

test("a table that any text may ask is one of its own entries only", () => {
  const files = globSync("{lib,app,components,emails}/**/*.{ts,tsx}", { cwd: root });
  const sources = files.filter((file) => !/\.test\.|generated|lib\/run\/conformance\//.test(file));
  const plain = sources.flatMap((file) =>
    [
      ...readFileSync(path.join(root, file), "utf8").matchAll(
        /^(?:export )?const (\w+):[^=\n]*Record<string,[^=\n]*= \{/gm,
      ),
    ].map(([, name]) => `${file}: ${name}`),
  );
  expect(sources.length).toBeGreaterThan(900);
  expect(plain).toEqual([]);
});

test.each(inherited)("%s is no mailbox provider and no language", (name) => {
  expect(providerNamed(name)).toBeNull();
  expect(frameText(name).unsubscribe).toBe("Unsubscribe");
});
