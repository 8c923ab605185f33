/** Holds the product's own parsers against labelled samples: npm run conformance -- bounces --dir ../shared/corpora/bounces [--json] */
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { modes } from "@/lib/run/conformance/modes";
import { exitWith, measure } from "@/lib/run/measure/measure";

const usage = `Usage: npm run conformance -- ${Object.keys(modes).join("|")} --dir DIR [--json]`;

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { dir: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const mode = positionals[0] ?? "";
  const judge = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
  if (!judge) throw new Error(mode ? `There is no ${mode} to judge.` : "Say what to judge.");
  if (!values.dir) throw new Error("Say which folder: --dir DIR.");
  const dir = path.resolve(values.dir);
  if (!fs.existsSync(dir)) throw new Error(`${dir} does not exist.`);
  return { judge, dir, json: values.json };
}

async function main(): Promise<number> {
  const { judge, dir, json } = readOptions();
  return measure(
    async (progress) => {
      const { misread, ...findings } = await judge({ dir, say: (line) => progress.say(line) });
      for (const line of misread) progress.say(`  ${line}`);
      return findings;
    },
    { json },
  );
}

exitWith(
  main().catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(`${text}\n${usage}`, { cause: error });
  }),
);
