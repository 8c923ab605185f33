import { expect, test } from "vitest";
import { circles, type Import, importsIn, importsOf, roomOf, rooms, sourcesIn, textOf, upward } from "./support/house";

// Arrows point one way: app → components → lib/client; app → lib; inside lib only downwards. README, "Where things are".
const lib = sourcesIn(["lib/**/*.{ts,tsx,mjs}"]);
const imports = importsOf(lib);
const say = ({ file, of }: { file: string; of: string }) => `${file} imports ${of}`;

test("every file of lib stands in a room of the plan, and every room has files", () => {
  expect(lib.filter((file) => roomOf(file) === undefined)).toEqual([]);
  expect(rooms.filter((room) => !lib.some((file) => roomOf(file) === room))).toEqual([]);
});

test("no room imports one above it, types included", () => {
  expect(upward(imports).map(say)).toEqual([]);
});

test("an upward import is found, also of a type and inside a function", () => {
  const made = (of: string) => ({ file: "lib/mail/smtp/connect.ts", of, specifier: `@/${of}` });
  expect(upward([made("lib/campaigns/draft/schema.ts")])).toHaveLength(1);
  expect(upward([made("lib/mail/transports/resend.ts")])).toHaveLength(1);
  expect(upward([made("lib/mail/mime/mime.ts"), made("lib/base/env.ts")])).toEqual([]);
  const read = imports.filter(({ file }) => file === "lib/set-up/sample-data-job.ts").map(({ of }) => of);
  expect(read).toContain("lib/demo/seed-sample-data.ts");
});

test.each([
  'import { sweep } from "@/lib/campaigns/draft/sweep-tests";',
  'import {\n  // it\'s for tests\n  sweep,\n} from "@/lib/campaigns/draft/sweep-tests";',
  'import type { Sweep } from "../../campaigns/draft/sweep-tests";',
  'export type { Sweep } from "../../campaigns/draft/sweep-tests";',
  'export * from "@/lib/campaigns/draft/sweep-tests";',
  'type Sweep = import("@/lib/campaigns/draft/sweep-tests").Sweep;',
  "const sweep = () => import(`@/lib/campaigns/draft/sweep-tests`);",
  'const sweep = () => import(/* webpackIgnore: true */ "@/lib/campaigns/draft/sweep-tests");',
])("an import is read however it is written: %s", (text) => {
  expect(upward(importsIn("lib/mail/smtp/connect.ts", text))).toHaveLength(1);
});

test("no files import each other in a circle, types included", () => {
  expect(circles(imports)).toEqual([]);
  const components = sourcesIn(["{app,components,emails}/**/*.{ts,tsx}"]);
  expect(circles(importsOf(components))).toEqual([]);
});

test("a circle is found", () => {
  const arrow = (file: string, of: string) => ({ file, of, specifier: of });
  expect(circles([arrow("a", "b"), arrow("b", "c"), arrow("c", "a"), arrow("c", "d")])).toEqual([["a", "b", "c"]]);
});

test("lib knows nothing of pages and components", () => {
  const wrong = imports.filter(({ file, of }) => !file.startsWith("lib/client/") && /^(app|components)\//.test(of));
  expect(wrong.map(say)).toEqual([]);
});

test("only sign-in, route wrappers, the web host and the browser's side of lib know Next", () => {
  const allowed = /^lib\/(base\/auth|base\/http|base\/routes|sign-in|client|run\/web)\//;
  const wrong = imports.filter(({ file, of }) => !allowed.test(file) && /^next(-auth)?(\/|$)/.test(of));
  expect(wrong.map(say)).toEqual([]);
});

// What a browser may load bears it in its name. The two that everything stands on are the exception.
const browserSafe =
  /^lib\/((client|language)\/.*|(.*\/)?([\w-]*-)?schema\.ts|.*\.shared\.tsx?|base\/(errors|db\/ids)\.ts)$/;

/** Imports that reach the browser: those of types alone are gone by then. */
const loadedBy = (file: string) => {
  const types = new Set([...textOf(file).matchAll(/^import type [^;]* from "([^"]+)";/gm)].map((match) => match[1]));
  return importsOf([file]).filter(({ specifier }) => !types.has(specifier));
};

/** Components, whichever side renders them, and what else says that the browser loads it. */
const isForBrowser = (file: string) =>
  /^components\/|\.shared\.tsx?$/.test(file) || textOf(file).startsWith('"use client"');

/** All imports that follow from these files, without those of packages' own. */
function followed(entries: readonly string[]): Import[] {
  const seen = new Set<string>();
  const open = [...entries];
  const found: Import[] = [];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const arrow of loadedBy(file)) {
      found.push(arrow);
      if (/^(lib|components|app)\//.test(arrow.of)) open.push(arrow.of);
    }
  }
  return found;
}

test("what the browser loads of lib says so in its name", () => {
  const entries = sourcesIn(["{app,components,lib}/**/*.{ts,tsx}"]).filter(isForBrowser);
  const wrong = followed(entries).filter(({ of }) => of.startsWith("lib/") && !browserSafe.test(of));
  expect(entries.length).toBeGreaterThan(100);
  expect(wrong.map(say)).toEqual([]);
});

// What is read of requests is checked by the server, which says what is wrong: a page that loads zod for a list of words is 60 KB heavier.
test("no page loads what only the server needs", () => {
  const entries = sourcesIn(["{app,components}/**/*.tsx"]).filter(
    (file) => file.startsWith("components/") || textOf(file).startsWith('"use client"'),
  );
  const onServer = /^(zod|liquidjs|react-email|htmlparser2|pg|pg-boss|nodemailer|@prisma\/client)(\/|$)/;
  const found = followed(entries);
  expect(found.length).toBeGreaterThan(500);
  expect(found.filter(({ of }) => onServer.test(of)).map(say)).toEqual([]);
});

test("primitives know no domain and fetch nothing", () => {
  const wrong = importsOf(sourcesIn(["components/ui/**/*.tsx"])).filter(
    ({ specifier, of }) =>
      specifier.startsWith("@/") && !/^(components\/ui\/|lib\/client\/cn|lib\/language\/)/.test(of),
  );
  expect(wrong.map(say)).toEqual([]);
});

test("mail, tokens and parsers need no database", () => {
  const wrong = importsOf(
    sourcesIn(["lib/mail/**/*.ts", "lib/base/security/{tokens,secret-box}.ts", "emails/**/*.tsx"]),
  ).filter(({ of }) => /^lib\/base\/(db\/(client|pool|transaction)|context)\.ts$/.test(of));
  expect(wrong.map(say)).toEqual([]);
});
