import { shareFormat } from "@/lib/client/share-format";
import { sayAgain, toKeep } from "@/lib/language/say-again";
import { msg } from "@/lib/language/t";

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
  { of: "bounced", most: 0.05, text: msg("{share} of the last day's {count} messages bounced; the limit is {limit}.") },
  {
    of: "complained",
    most: 0.001,
    text: msg("{share} of the last day's {count} messages were reported as spam; the limit is {limit}."),
  },
  {
    of: "deferred",
    most: 0.1,
    text: msg("{share} of the last day's {count} messages were put off; the limit is {limit}."),
  },
] as const;

/** What `judgeWarmup` said, in the language of whoever is asking. */
export const sayHoldReason = (kept: string): string =>
  sayAgain(
    kept,
    limits.map(({ text }) => text),
  );

const { percent, setPercent } = shareFormat("en");

/** Why a warm-up has to hold, in words, or null while all is well. Pure. */
export function judgeWarmup(stats: WarmupStats): string | null {
  if (stats.tried < MINIMUM_TRIED) return null;
  const passed = limits.find(({ of, most }) => stats[of] / stats.tried > most);
  if (!passed) return null;
  const share = percent(stats[passed.of] / stats.tried);
  const count = stats.tried.toLocaleString("en");
  return toKeep(passed.text, { share, count, limit: setPercent(passed.most) });
}
