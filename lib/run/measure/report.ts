import { cpus, loadavg, platform, release, totalmem } from "node:os";

/** A line that a measurement has to reach: `value` is compared with the number in `bar`. Null: it could not be measured. */
export interface Bar {
  name: string;
  value: number | null;
  /** Such as "≥ 0.8" or "≤ 300". */
  bar: string;
  ok: boolean;
}

/** Numbers and words, nested as it suits the measurement; units are in the names (`perSecond`, `memoryMb`). */
export type Figures = { [name: string]: number | string | boolean | null | Figures | Figures[] };

/** What a measurement found. */
export interface Findings {
  figures: Readonly<Record<string, unknown>>;
  bars: Bar[];
}

/** What `--json` prints: the form that all measuring commands share. */
export interface Report extends Findings {
  machine: Machine;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryMb: number;
  system: string;
  node: string;
  /** Load average of the last minute when the command began: above zero, somebody else was at work too. */
  loadBefore: number;
}

/** Passes when `value` is `limit` or more. */
export function atLeast(name: string, value: number | null, limit: number): Bar {
  return { name, value: besideBar(value), bar: `≥ ${limit}`, ok: value !== null && value >= limit };
}

/** Passes when `value` is `limit` or less. */
export function atMost(name: string, value: number | null, limit: number): Bar {
  return { name, value: besideBar(value), bar: `≤ ${limit}`, ok: value !== null && value <= limit };
}

/** Two places behind the point: what falls a little short must not look as if it reached the bar. */
function besideBar(value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  return Math.abs(value) >= 1 ? Math.round(value * 100) / 100 : rounded(value);
}

/** Three significant digits behind the point are enough for a figure; whole numbers stay whole. */
export function rounded(value: number): number;
export function rounded(value: number | null): number | null;
export function rounded(value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** The computer that measures. Call it before the work begins. */
export function describeMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryMb: Math.round(totalmem() / 1_048_576),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    loadBefore: rounded(loadavg()[0] ?? 0),
  };
}

/**
 * Prints the report, as one JSON object on stdout with `json`, else as text, and returns the exit status: 1 when a bar
 * falls short.
 */
export function printReport(report: Report, { json }: { json: boolean }): 0 | 1 {
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
  return report.bars.every((bar) => bar.ok) ? 0 : 1;
}

function textOf({ figures, bars, machine }: Report): string {
  const { cpu, cores, memoryMb, system, node, loadBefore } = machine;
  const width = Math.max(0, ...bars.map((bar) => bar.name.length));
  return [
    "",
    ...linesOf(figures, ""),
    "",
    ...bars.map(
      ({ name, value, bar, ok }) => `${ok ? "✓" : "✗"} ${name.padEnd(width)}  ${value ?? "not measured"}  (${bar})`,
    ),
    "",
    `${cores} × ${cpu}, ${memoryMb} MB, ${system}, Node ${node}, load before ${loadBefore}`,
    "",
  ].join("\n");
}

function linesOf(figures: object, indent: string): string[] {
  return Object.entries(figures).flatMap(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [`${indent}${name}`, ...value.map((row) => `${indent}  ${inOneLine(row)}`)];
    if (typeof value === "object" && value !== null) return [`${indent}${name}`, ...linesOf(value, `${indent}  `)];
    return [`${indent}${name}: ${value ?? "–"}`];
  });
}

function inOneLine(row: unknown): string {
  if (typeof row !== "object" || row === null) return String(row);
  return Object.entries(row)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}
