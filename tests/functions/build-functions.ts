import { globSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build, type Plugin } from "esbuild";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Packages stay where they are. The default of next-auth's modules, which are CommonJS, is where bundlers look for it and Node does not.
 */
const withDefaults: Plugin = {
  name: "with-defaults",
  setup({ onResolve, onLoad }) {
    const namespace = "with-defaults";
    onResolve({ filter: /^next-auth(\/|$)/ }, ({ path: name, namespace: within }) =>
      within === namespace ? { path: resolve(name), external: true } : { path: name, namespace },
    );
    onLoad({ filter: /.*/, namespace }, ({ path: name }) => ({
      contents: `import found from "${name}"; export * from "${name}"; export default found.default ?? found;`,
    }));
  },
};
const { resolve } = createRequire(path.join(root, "package.json"));

/** Bundles every route handler, each loaded when it is called, as a platform does. Answers the folder and its entry. */
export async function buildFunctions(): Promise<{ folder: string; entry: string }> {
  mkdirSync(path.join(root, ".build"), { recursive: true });
  const folder = mkdtempSync(path.join(root, ".build/functions-"));
  const handlers = globSync("app/**/route.ts", { cwd: root }).map((file) => [routeOf(file), path.join(root, file)]);
  const probes = ["writes", "never-ends", "remembers", "answers-much", "streams-much"];
  const given = probes.map((name) => [`/probes/${name}`, path.join(root, `tests/functions/probes/${name}.ts`)]);
  const routes = [...handlers, ...given].map(
    ([route, file]) => `[${JSON.stringify(route)}, () => import(${JSON.stringify(file)})]`,
  );
  const runtime = JSON.stringify(path.join(root, "tests/functions/run-function.ts"));
  const source = path.join(folder, "functions.ts");
  writeFileSync(source, `import { runFunction } from ${runtime};\nawait runFunction([\n${routes.join(",\n")}\n]);\n`);
  await build({
    entryPoints: [source],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    plugins: [withDefaults],
    jsx: "automatic",
    tsconfig: path.join(root, "tsconfig.json"),
    logLevel: "warning",
  });
  return { folder, entry: path.join(folder, "functions.mjs") };
}

/** `app/api/app/workspaces/[slug]/route.ts` → `/api/app/workspaces/[slug]`; folders in brackets are not in the address. */
const routeOf = (file: string) =>
  file
    .replace(/^app/, "")
    .replace(/\/\([^/]+\)/g, "")
    .replace(/\/route\.ts$/, "") || "/";
