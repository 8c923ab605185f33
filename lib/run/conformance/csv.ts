import { atLeast, atMost } from "@/lib/run/measure/report";
import { judgeFiles } from "./csv-files";
import { judgeHeaders } from "./csv-headers";
import { readCsvSamples } from "./csv-samples";
import { judgeParsing, judgeWriting } from "./csv-vectors";
import { type Judgement, type ModeOptions, percent } from "./figures";
import type { SamplesJudged } from "./judge-each";

/** Reads the CSV files of a folder, maps the headers of real exports, and parses and writes test vectors, with the product's own functions. */
export async function judgeCsv({ dir, say }: ModeOptions): Promise<Judgement> {
  const samples = readCsvSamples(dir);
  say(`${samples.files.length} files, ${samples.headers.length} headers`);
  const parts = {
    files: await judgeFiles(dir, samples.files),
    headerColumns: await judgeHeaders(samples.headers),
    parsing: await judgeParsing(samples.parse),
    writing: await judgeWriting(samples.unparse),
  };
  return findingsOf(parts, {
    files: "files read right, percent",
    headerColumns: "columns of known exports mapped right, percent",
    parsing: "texts parsed right, percent",
    writing: "tables that come back as they were written, percent",
  });
}

/** Every part has to be right for 98 of 100, and nothing may crash. */
export function findingsOf<Name extends string>(
  parts: Readonly<Record<Name, SamplesJudged>>,
  names: Readonly<Record<Name, string>>,
): Judgement {
  const all = Object.entries(parts) as [Name, SamplesJudged][];
  return {
    figures: Object.fromEntries(
      all.map(([name, { share, leftOut }]) => [name, { ...share, percent: percent(share), leftOut }]),
    ),
    bars: [
      ...all.map(([name, { share }]) => atLeast(names[name], percent(share), 98)),
      atMost(
        "crashed",
        all.reduce((sum, [, { crashed }]) => sum + crashed, 0),
        0,
      ),
    ],
    misread: all.flatMap(([, { misread }]) => misread),
  };
}
