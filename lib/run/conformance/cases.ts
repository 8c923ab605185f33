import fs from "node:fs";
import path from "node:path";
import { atLeast, atMost } from "@/lib/run/measure/report";
import { allCases } from "./cases/all-cases";
import type { Case, CaseOutcome } from "./cases/case";
import { withOwnDatabase } from "./cases/workspace";
import { type Judgement, type ModeOptions, percent } from "./figures";

/** A case whose reading takes longer is reported as slow; most take a few milliseconds. */
const SLOW_MS = 10_000;

interface JudgedCase extends CaseOutcome {
  name: string;
  files: readonly string[];
  ms: number;
}

/** Gives each small input to the product's own functions and compares with the right value. */
export async function judgeCases({ dir, say }: ModeOptions): Promise<Judgement> {
  const { asked, missing } = sortOut(dir);
  if (!asked.some(({ files }) => files.length > 0)) throw new Error(`${dir} holds no case.`);
  const run = async () => {
    const judged: JudgedCase[] = [];
    for (const each of asked) judged.push(await judgeCase(each, dir));
    return judged;
  };
  const judged = asked.some(({ database }) => database) ? await withOwnDatabase(run) : await run();
  for (const name of missing) say(`not asked, its file is not there: ${name}`);
  return findings(judged, missing);
}

function sortOut(dir: string): { asked: Case[]; missing: string[] } {
  const there = (each: Case) => each.files.every((file) => fs.existsSync(path.join(dir, file)));
  const missing = allCases.filter((each) => !there(each)).map(({ name }) => name);
  return { asked: allCases.filter(there), missing };
}

/** One case; an error of the product is a wrong value. */
export async function judgeCase(each: Case, dir: string): Promise<JudgedCase> {
  const { name, files } = each;
  const started = performance.now();
  try {
    const outcome = await each.run(dir);
    return { name, files, ...outcome, ms: Math.round(performance.now() - started) };
  } catch (error) {
    const got = `threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
    return { name, files, ok: false, got, want: "no error", ms: Math.round(performance.now() - started) };
  }
}

function findings(judged: JudgedCase[], missing: string[]): Judgement {
  const wrong = judged.filter(({ ok }) => !ok);
  const share = { right: judged.length - wrong.length, of: judged.length };
  const slowest = judged.reduce((most, { name, ms }) => (ms > most.ms ? { name, ms } : most), { name: "", ms: 0 });
  return {
    figures: { all: { ...share, notAsked: missing }, slowest, cases: judged },
    bars: [atLeast("right values, percent", percent(share), 100), atMost("slowest case, ms", slowest.ms, SLOW_MS)],
    misread: wrong.map(({ name, got, want }) => `${name}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`),
  };
}
