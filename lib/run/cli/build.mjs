// Builds what is stale: Prisma client, the Node bundles in .build, and Next's production build. Runs on the pinned Node.
import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, hashOf, pinnedNode, root, run, say, whenStale } from "./install.mjs";
import { packScripts } from "./pack-scripts.mjs";
import { publish } from "./release.mjs";

const packages = ["package.json", "package-lock.json"];
const sources = [
  "app",
  "components",
  "emails",
  "lib",
  "public",
  "prisma/schema",
  "next.config.js",
  "proxy.ts",
  "instrumentation.ts",
  "tsconfig.json",
  "postcss.config.mjs",
];

/** Entry points of the processes and tools that run outside Next. */
const entries = {
  supervisor: "lib/run/cli/supervisor.ts",
  web: "lib/run/web/main.ts",
  worker: "lib/run/worker/main.ts",
  mailbox: "lib/run/mailbox/main.ts",
  thread: "lib/run/threads/main.ts",
  "demo-seed": "lib/demo/main.ts",
  "db-migrate": "lib/run/cli/db-migrate.ts",
  admin: "lib/run/cli/admin.ts",
};

async function generate() {
  // `prisma generate` looks for a native engine that it never runs; any file will do in its place.
  const stub = path.join(root, ".build/no-schema-engine");
  mkdirSync(path.dirname(stub), { recursive: true });
  writeFileSync(stub, "", { mode: 0o755 });
  await run(pinnedNode, ["node_modules/prisma/build/index.js", "generate", "--no-hints"], {
    env: { PRISMA_SCHEMA_ENGINE_BINARY: stub, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function bundle() {
  const flags = [
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node24",
    "--packages=external",
    "--jsx=automatic",
  ];
  const names = Object.entries(entries).map(([name, file]) => `${name}=${file}`);
  await run("esbuild", [...names, ...flags, "--outdir=.build", "--sourcemap=linked", "--log-level=warning"]);
}

export async function ensureGenerated() {
  const hash = hashOf(["prisma/schema", "prisma.config.ts", ...packages]);
  await whenStale("generate", hash, generate, () => existsSync(path.join(root, "lib/base/db/generated/client.ts")));
  const catalogs = hashOf(["lib/language/catalogs", "lib/language/make-catalogs.mjs", ...packages]);
  const made = () => existsSync(path.join(root, "lib/language/generated/de.json"));
  await whenStale(
    "catalogs",
    catalogs,
    async () => (await import("../../language/make-catalogs.mjs")).makeCatalogs(),
    made,
  );
}

/** The processes outside Next, as `npm start` runs them. */
export async function ensureBundled() {
  const bundled = () => Object.keys(entries).every((name) => existsSync(path.join(root, `.build/${name}.js`)));
  await whenStale("bundle", hashOf([...sources, ...packages]), bundle, bundled);
}

/**
 * Everything that `npm start` needs; nothing is done twice. What runs already is not touched: it has a release of its own, beside the one
 * that is made here.
 */
export async function ensureBuilt() {
  await ensureGenerated();
  const hash = hashOf([...sources, ...packages]);
  await ensureBundled();
  await whenStale(
    "next",
    hash,
    async () => {
      say("Building the app (a minute or two, only after changes)…");
      await run(pinnedNode, ["node_modules/next/dist/bin/next", "build"], {
        env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      });
      // Vercel packs what it sends by itself.
      if (!process.env.VERCEL) await packScripts(path.join(root, ".next/static"));
    },
    () => existsSync(path.join(root, ".next/BUILD_ID")),
  );
  // Vercel takes what it needs from .next by itself.
  if (!process.env.VERCEL) publish(root, hashOf([...sources, ...packages, "prisma/migrations"]));
}

/** Both as the file system knows them: a folder's name may hold spaces, and links may lead to it. */
const isCommand =
  existsSync(process.argv[1] ?? "") && realpathSync(process.argv[1]) === realpathSync(import.meta.filename);
if (isCommand) {
  await ensureInstalled();
  await ensureGenerated();
  if (process.argv.includes("--bundle-only")) await ensureBundled();
  else if (!process.argv.includes("--generate-only")) await ensureBuilt();
}
