import type { Findings } from "@/lib/run/measure/report";

/** How often something was right, of how often it was asked. */
export interface Share {
  right: number;
  of: number;
}

/** What one run of a mode found. */
export interface Judgement extends Findings {
  /** One line each about what was misread, for people. */
  misread: string[];
}

export interface ModeOptions {
  dir: string;
  /** Progress for people. */
  say: (line: string) => void;
}

export type Mode = (options: ModeOptions) => Promise<Judgement> | Judgement;

/** Percent with two decimals; 100 where nothing was asked. */
export function percent({ right, of }: Share): number {
  return of === 0 ? 100 : Math.round((right / of) * 10_000) / 100;
}
