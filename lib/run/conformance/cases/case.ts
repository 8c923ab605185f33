import { isDeepStrictEqual } from "node:util";

/** What the product made of one input. */
export interface CaseOutcome {
  ok: boolean;
  got: unknown;
  want: unknown;
}

/** A kind of input with the right value: the product's own functions read it, nothing else. */
export interface Case {
  /** In words, as a table shows it. */
  name: string;
  /** Files of the folder that it reads; a case whose files are not there is not asked. None: it needs no file. */
  files: readonly string[];
  /** Runs on a migrated database of its own; `freshWorkspace` gives a place in it. */
  database?: true;
  run(dir: string): CaseOutcome | Promise<CaseOutcome>;
}

/** Questions by name, each with what came and what is right. Right when all are; what is shown are those that are not. */
export function compare(questions: Record<string, readonly [got: unknown, want: unknown]>): CaseOutcome {
  const entries = Object.entries(questions);
  const wrong = entries.filter(([, [got, want]]) => !isDeepStrictEqual(got, want));
  const shown = wrong.length > 0 ? wrong : entries;
  return {
    ok: wrong.length === 0,
    got: Object.fromEntries(shown.map(([name, [got]]) => [name, got])),
    want: Object.fromEntries(shown.map(([name, [, want]]) => [name, want])),
  };
}
