import path from "node:path";
import { z } from "zod";
import { classifyReply } from "@/lib/feedback/classify/classify";
import { type Judgement, type ModeOptions, percent, type Share } from "@/lib/run/conformance/figures";
import { readLines } from "@/lib/run/conformance/samples";
import { atLeast, atMost } from "@/lib/run/measure/report";

const Line = z.object({
  line: z.string(),
  source_repo: z.string().nullish(),
  expected: z.object({ kind: z.string().nullish(), category_raw: z.string().nullish() }),
  kind_firm: z.boolean().nullish(),
  kind_disputed: z.boolean().nullish(),
});
type Line = z.infer<typeof Line>;

interface Tally {
  lines: number;
  kind: Share;
  crashed: number;
  undetermined: number;
}

/** Classifies every reply line of a folder with the product's own tables. A block counts as soft. */
export function judgeReplies({ dir, say }: ModeOptions): Judgement {
  const lines = readLines(path.join(dir, "replies.jsonl"), Line);
  if (lines.length === 0) throw new Error(`${dir} holds no replies.jsonl with lines in it.`);
  say(`${lines.length} reply lines`);
  const all = emptyTally();
  const bySource = new Map<string, Tally>();
  const misread: string[] = [];
  let slowestMs = 0;
  for (const line of lines) {
    const source = line.source_repo ?? "unnamed";
    const tally = bySource.get(source) ?? emptyTally();
    bySource.set(source, tally);
    const start = performance.now();
    const verdict = judged(line);
    slowestMs = Math.max(slowestMs, performance.now() - start);
    for (const each of [all, tally]) count(each, line, verdict);
    if (verdict?.right === false)
      misread.push(
        `${line.line.slice(0, 160)}: expected ${line.expected.kind} (${line.expected.category_raw}), read as ${verdict.kind} (${verdict.category})`,
      );
  }
  return {
    figures: {
      all: shown(all),
      bySource: Object.fromEntries([...bySource].map(([source, tally]) => [source, shown(tally)])),
      slowestMs: Math.round(slowestMs * 10) / 10,
    },
    bars: [atLeast("right kind of reply lines, percent", percent(all.kind), 95), atMost("crashed", all.crashed, 0)],
    misread,
  };
}

function judged(line: Line): { kind: string; category: string; right: boolean | null } | null {
  try {
    const { kind, category } = classifyReply({ text: line.line, final: true });
    const asked = line.expected.kind && line.kind_firm !== false && !line.kind_disputed;
    return { kind, category, right: asked ? (kind === "block" ? "soft" : kind) === line.expected.kind : null };
  } catch {
    return null;
  }
}

function count(tally: Tally, _line: Line, verdict: ReturnType<typeof judged>): void {
  tally.lines += 1;
  if (!verdict) {
    tally.crashed += 1;
    return;
  }
  if (verdict.category === "undetermined") tally.undetermined += 1;
  if (verdict.right === null) return;
  tally.kind.of += 1;
  if (verdict.right) tally.kind.right += 1;
}

function emptyTally(): Tally {
  return { lines: 0, kind: { right: 0, of: 0 }, crashed: 0, undetermined: 0 };
}

function shown({ kind, ...tally }: Tally) {
  return { ...tally, rightKind: { ...kind, percent: percent(kind) }, misread: kind.of - kind.right };
}
