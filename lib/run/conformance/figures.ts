import os from "node:os";

/** How often something was right, of how often it was asked. */
export interface Share {
  right: number;
  of: number;
}

export interface ShareBar {
  name: string;
  value: number;
  /** What the value must reach, or stay at or under where the name says "slowest", "crashed" or "different". */
  bar: number;
  ok: boolean;
}

/** What one run of a mode found. */
export interface Findings {
  figures: Record<string, unknown>;
  bars: ShareBar[];
  /** One line each about what was misread, for people. */
  misread: string[];
}

export interface ModeOptions {
  dir: string;
  /** Progress for people. */
  say: (line: string) => void;
}

export type Mode = (options: ModeOptions) => Promise<Findings> | Findings;

/** Percent with two decimals; 100 where nothing was asked. */
export function percent({ right, of }: Share): number {
  return of === 0 ? 100 : Math.round((right / of) * 10_000) / 100;
}

export function shareAtLeast(name: string, value: number, bar: number): ShareBar {
  return { name, value, bar, ok: value >= bar };
}

export function countAtMost(name: string, value: number, bar: number): ShareBar {
  return { name, value, bar, ok: value <= bar };
}

/** The machine that the times were taken on. */
export function machine(): Record<string, string | number> {
  const cpus = os.cpus();
  return {
    node: process.version,
    platform: `${os.platform()} ${os.arch()}`,
    cpu: cpus[0]?.model ?? "unknown",
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
  };
}
