// Runs a TypeScript script of this project on the pinned Node, with what it imports in place: node lib/run/cli/run.mjs FILE [ARGUMENTS]
import { spawn } from "node:child_process";
import { ensureGenerated } from "./build.mjs";
import { ensureInstalled, pinnedNode, root } from "./install.mjs";
import { untilEnded } from "./pass-on.mjs";

/** Measurements, and the command that writes migrations. */
const ofDevelopers = /^tests\/|\/db-migration\.ts$/;

await ensureInstalled({ development: ofDevelopers.test(process.argv[2] ?? "") });
await ensureGenerated();
const child = spawn(pinnedNode, ["--import", "tsx", ...process.argv.slice(2)], { stdio: "inherit", cwd: root });
const { status } = await untilEnded(child, { terminal: true });
process.exit(status);
