import type { Share } from "./figures";

/** "left out": the label asks what the product has another rule for, or nothing at all. Else what is wrong, in words. */
export type Verdict = "right" | "left out" | { problem: string };

/** What the samples of one kind came to. */
export interface SamplesJudged {
  share: Share;
  leftOut: number;
  crashed: number;
  /** One line each about what was misread. */
  misread: string[];
}

/** Holds one sample after the other against its label; what a reader throws counts as crashed, and as wrong. */
export async function judgeEach<T>(
  samples: readonly T[],
  nameOf: (sample: T) => string,
  judge: (sample: T) => Verdict | Promise<Verdict>,
): Promise<SamplesJudged> {
  const judged: SamplesJudged = { share: { right: 0, of: 0 }, leftOut: 0, crashed: 0, misread: [] };
  for (const sample of samples) {
    const verdict = await verdictOf(sample, judge, judged);
    if (verdict === "left out") judged.leftOut++;
    else judged.share.of++;
    if (verdict === "right") judged.share.right++;
    else if (verdict !== "left out") judged.misread.push(`${nameOf(sample)}: ${verdict.problem}`);
  }
  return judged;
}

async function verdictOf<T>(
  sample: T,
  judge: (sample: T) => Verdict | Promise<Verdict>,
  judged: SamplesJudged,
): Promise<Verdict> {
  try {
    return await judge(sample);
  } catch (error) {
    judged.crashed++;
    return { problem: `crashed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Right where two values are the same; else both, shortened. */
export function same(got: unknown, wanted: unknown): Verdict {
  const [left, right] = [JSON.stringify(got), JSON.stringify(wanted)];
  return left === right ? "right" : { problem: `expected ${right?.slice(0, 200)}, read ${left?.slice(0, 200)}` };
}
