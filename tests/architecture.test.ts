import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// Arrows point one way: app → components → lib/client; app → lib/<domain> → lib/base/db. README, "How it is built".
const root = path.resolve(import.meta.dirname, "..");

interface Import {
  file: string;
  from: string;
}

/** Value imports of the files (type imports leave nothing behind at run time). */
function importsOf(patterns: string[]): Import[] {
  const files = globSync(patterns, { cwd: root }).filter(
    (file) => !/\.test\.tsx?$/.test(file) && !file.includes("generated"),
  );
  return files.flatMap((file) => {
    const source = readFileSync(path.join(root, file), "utf8");
    const found = source.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm);
    return [...found].map((match) => ({ file, from: match[1]! }));
  });
}

const say = ({ file, from }: Import) => `${file} imports ${from}`;

test("lib knows nothing of pages and components", () => {
  const wrong = importsOf(["lib/**/*.{ts,tsx}"]).filter(
    ({ file, from }) => !file.startsWith("lib/client/") && /^@\/(app|components)\//.test(from),
  );
  expect(wrong.map(say)).toEqual([]);
});

test("only sign-in, route wrappers, the web host and the browser's side of lib know Next", () => {
  const allowed = /^lib\/(auth|http|client|web)\//;
  const wrong = importsOf(["lib/**/*.{ts,tsx}"]).filter(
    ({ file, from }) => !allowed.test(file) && /^next(-auth)?(\/|$)/.test(from),
  );
  expect(wrong.map(say)).toEqual([]);
});

test("components reach the server through schemas and lib/client only", () => {
  // The table of mailbox providers is data and says so.
  const browserSafe = /^@\/lib\/(client\/|.*\/(schema|[\w-]*-schema|views)$|errors$|sending\/pacing\/providers$)/;
  const clientFiles = importsOf(["components/**/*.{ts,tsx}"]).filter(({ file }) =>
    readFileSync(path.join(root, file), "utf8").startsWith('"use client"'),
  );
  const serverOnly =
    /^@\/lib\/(db|http|sending|mail|jobs|security|env|context|audit|suppressions|inbound|worker|web|cli)(\/|$)/;
  const wrong = clientFiles.filter(({ from }) => serverOnly.test(from) && !browserSafe.test(from));
  expect(wrong.map(say)).toEqual([]);
});

test("primitives know no domain and fetch nothing", () => {
  const wrong = importsOf(["components/ui/**/*.tsx"]).filter(
    ({ from }) => from.startsWith("@/") && !/^@\/(components\/ui\/|lib\/client\/cn$)/.test(from),
  );
  expect(wrong.map(say)).toEqual([]);
});

test("mail, tokens and parsers need no database", () => {
  const wrong = importsOf(["lib/mail/**/*.ts", "lib/base/security/{tokens,secret-box}.ts", "emails/**/*.tsx"]).filter(
    ({ from }) => /^@\/lib\/(db\/(client|pool|transaction)|context)$/.test(from),
  );
  expect(wrong.map(say)).toEqual([]);
});

test("people are below the lists they are on", () => {
  const wrong = importsOf(["lib/people/contacts/**/*.ts"]).filter(({ from }) => from.startsWith("@/lib/people/lists/"));
  expect(wrong.map(say)).toEqual([]);
});
