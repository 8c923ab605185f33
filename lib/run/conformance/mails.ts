import { type Judgement, type ModeOptions, percent, type Share } from "@/lib/run/conformance/figures";
import { type Reading, readSample } from "@/lib/run/conformance/read-sample";
import { readSamples, type Sample } from "@/lib/run/conformance/samples";
import { expectedOf, score } from "@/lib/run/conformance/score";
import { atLeast, atMost, type Bar } from "@/lib/run/measure/report";

interface Tally {
  files: number;
  recipients: Share;
  kind: Share;
  enhanced: Share;
  /** Mails for which anything that was asked came out wrong. */
  misread: number;
  crashed: number;
  slowestMs: number;
  slowestFile: string | null;
}

interface Run {
  tallies: Map<string, Tally>;
  all: Tally;
  misread: string[];
}

const slowestAllowedMs = 50;

/** Reads every mail of a folder of the corpora and holds what comes out against the labels. */
export function judgeMails({ dir, say }: ModeOptions): Judgement {
  const { labelled, twins, unlabelled } = readSamples(dir);
  const run: Run = { tallies: new Map(), all: emptyTally(), misread: [] };
  say(`${labelled.length} labelled mails, ${twins.length} with other line ends, ${unlabelled.length} without a label`);
  for (const sample of labelled) judge(run, dir, sample, true);
  for (const sample of unlabelled) judge(run, dir, sample, false);
  const different = twins.filter((twin) => !sameAsTwin(run, dir, twin));
  for (const { file } of different)
    run.misread.push(`${file}: reads differently from the same mail with other line ends`);
  const figures = {
    all: shown(run.all),
    bySource: Object.fromEntries([...run.tallies].map(([source, tally]) => [source, shown(tally)])),
    lineEndTwins: { compared: twins.length, different: different.length },
  };
  return { figures, bars: bars(run.all, twins.length, different.length), misread: run.misread };
}

function judge(run: Run, dir: string, sample: Sample, asked: boolean): void {
  const source = sample.source_repo ?? "unnamed";
  const tally = run.tallies.get(source) ?? emptyTally();
  run.tallies.set(source, tally);
  const reading = readOrNull(dir, sample);
  for (const each of [tally, run.all]) count(each, sample, reading, asked);
  if (!reading) run.misread.push(`${sample.file}: crashed`);
  else if (asked) explain(run, sample, reading);
}

function readOrNull(dir: string, sample: Sample): Reading | null {
  try {
    const reading = readSample(dir, sample.file);
    // The parser turns an exception into a reason; for this command that is a crash all the same.
    return reading.report.type === "unreadable" &&
      /undefined|not a function|regular expression|stack/i.test(reading.report.reason)
      ? null
      : reading;
  } catch {
    return null;
  }
}

function count(tally: Tally, sample: Sample, reading: Reading | null, asked: boolean): void {
  tally.files += 1;
  if (!reading) {
    tally.crashed += 1;
    return;
  }
  if (reading.ms > tally.slowestMs) {
    tally.slowestMs = reading.ms;
    tally.slowestFile = sample.file;
  }
  if (!asked) return;
  const result = score(sample, reading);
  for (const key of ["recipients", "kind", "enhanced"] as const) {
    if (result[key] === null) continue;
    tally[key].of += 1;
    if (result[key]) tally[key].right += 1;
  }
  if (Object.values(result).includes(false)) tally.misread += 1;
}

function explain(run: Run, sample: Sample, reading: Reading): void {
  const wrong = Object.entries(score(sample, reading)).flatMap(([what, right]) => (right === false ? [what] : []));
  if (wrong.length === 0) return;
  const wanted = expectedOf(sample).map(
    (each) => `${each.recipient} ${each.kind} ${each.enhanced_status} (${each.reason_raw})`,
  );
  const found = reading.recipients.map((each) => `${each.address} ${each.kind} ${each.enhanced} (${each.category})`);
  run.misread.push(
    `${sample.file}: ${wrong.join(", ")}; expected ${wanted.join(" | ")}; read as ${reading.report.type} ${found.join(" | ")}`,
  );
}

function sameAsTwin(run: Run, dir: string, twin: Sample): boolean {
  if (!twin.same_message_as) return true;
  const [one, other] = [twin.file, twin.same_message_as].map((file) => readOrNull(dir, { ...twin, file }));
  if (!one || !other) {
    run.all.crashed += 1;
    return false;
  }
  return JSON.stringify([one.kind, one.recipients]) === JSON.stringify([other.kind, other.recipients]);
}

function bars(all: Tally, twins: number, different: number): Bar[] {
  return [
    atLeast("right kind, percent", percent(all.kind), 97),
    atLeast("right recipients, percent", percent(all.recipients), 98),
    ...(all.enhanced.of > 0 ? [atLeast("right enhanced code, percent", percent(all.enhanced), 97)] : []),
    ...(twins > 0 ? [atMost("line-end twins that differ", different, 0)] : []),
    atMost("crashed", all.crashed, 0),
    atMost("slowest file, ms", Math.round(all.slowestMs * 10) / 10, slowestAllowedMs),
  ];
}

function emptyTally(): Tally {
  const none = () => ({ right: 0, of: 0 });
  return {
    files: 0,
    recipients: none(),
    kind: none(),
    enhanced: none(),
    misread: 0,
    crashed: 0,
    slowestMs: 0,
    slowestFile: null,
  };
}

function shown(tally: Tally) {
  const share = (each: Share) => ({ ...each, percent: percent(each) });
  return {
    files: tally.files,
    rightRecipients: share(tally.recipients),
    rightKind: share(tally.kind),
    rightEnhancedCode: share(tally.enhanced),
    misread: tally.misread,
    crashed: tally.crashed,
    slowest: { file: tally.slowestFile, ms: Math.round(tally.slowestMs * 10) / 10 },
  };
}
