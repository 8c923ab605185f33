import { shareFormat } from "@/lib/client/share-format";

/** What happened to a domain's mail in the last 24 hours. */
export interface WarmupStats {
  /** Messages that were tried. */
  tried: number;
  bounced: number;
  complained: number;
  /** Messages put off at least once, greylisting not counted: that is how some servers greet everybody. */
  deferred: number;
}

export const HOLD_MS = 24 * 3_600_000;
/** Fewer messages than this prove nothing. */
export const MINIMUM_TRIED = 50;

const limits = [
  { of: "bounced", most: 0.05, text: "bounced" },
  { of: "complained", most: 0.001, text: "were reported as spam" },
  { of: "deferred", most: 0.1, text: "were put off" },
] as const;

const { percent, setPercent } = shareFormat("en");

/** Why a warm-up has to hold, in words, or null while all is well. Pure. */
export function judgeWarmup(stats: WarmupStats): string | null {
  if (stats.tried < MINIMUM_TRIED) return null;
  const passed = limits.find(({ of, most }) => stats[of] / stats.tried > most);
  if (!passed) return null;
  const share = percent(stats[passed.of] / stats.tried);
  return `${share} of the last day's ${stats.tried.toLocaleString("en")} messages ${passed.text}; the limit is ${setPercent(passed.most)}.`;
}
