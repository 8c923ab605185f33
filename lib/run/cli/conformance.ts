/** Holds the product's own parsers against labelled samples: npm run conformance -- bounces --dir ../shared/corpora/bounces [--json] */
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Findings, machine } from "@/lib/run/conformance/figures";
import { modes } from "@/lib/run/conformance/modes";

const usage = `Usage: npm run conformance -- ${Object.keys(modes).join("|")} --dir DIR [--json]`;
const say = (line: string) => process.stderr.write(`${line}\n`);

function fail(words: string): never {
  say(`${words}\n${usage}`);
  process.exit(2);
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { dir: { type: "string" }, json: { type: "boolean", default: false } },
    });
    return { mode: positionals[0] ?? "", dir: values.dir, json: values.json };
  } catch (error) {
    return fail(error instanceof Error ? error.message : "The options could not be read.");
  }
}

function show({ figures, bars, misread }: Findings): void {
  for (const line of misread) say(`  ${line}`);
  say(JSON.stringify(figures, null, 2));
  for (const { name, value, bar, ok } of bars) say(`${ok ? "ok   " : "SHORT"} ${name}: ${value} (bar ${bar})`);
}

const { mode, dir, json } = options();
const judge = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
if (!judge) fail(mode ? `There is no ${mode} to judge.` : "Say what to judge.");
if (!dir) fail("Say which folder: --dir DIR.");
const folder = path.resolve(dir);
if (!fs.existsSync(folder)) fail(`${folder} does not exist.`);

try {
  const findings = await judge({ dir: folder, say });
  show(findings);
  const { figures, bars } = findings;
  if (json) process.stdout.write(`${JSON.stringify({ figures, bars, machine: machine() })}\n`);
  process.exitCode = bars.every((bar) => bar.ok) ? 0 : 1;
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
