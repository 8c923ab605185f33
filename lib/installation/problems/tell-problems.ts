import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { mailOperators } from "@/lib/installation/mail-operators";
import { maybeMsg, t } from "@/lib/language/t";
import type { Problem } from "./problem.shared";

/** A problem that is over sooner is told nobody by mail, in milliseconds. */
export const TOLD_AFTER_MS = 10 * 60_000;
/** Failing jobs have a mail of their own: `tellFailingJobs`. */
const toldElsewhere: readonly string[] = ["jobs"];

/**
 * Notes what is wrong now and what is no longer, and mails the operators once about what has lasted for ten minutes, one mail for all.
 * Answers how many problems were told.
 */
export async function tellProblems(ctx: Ctx, found: readonly Problem[]): Promise<number> {
  const problems = found.filter(({ key }) => !toldElsewhere.includes(key));
  const now = ctx.now();
  return inTransaction(ctx, async (tx) => {
    // Two workers that look at once: the later one waits, and finds what the first has told.
    await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended('installation-problems', 0))`;
    await tx.db.installationProblem.deleteMany({ where: { key: { notIn: problems.map(({ key }) => key) } } });
    for (const { key, text } of problems) {
      await tx.db.installationProblem.upsert({ where: { key }, create: { key, text, since: now }, update: { text } });
    }
    const since = { lte: new Date(now.getTime() - TOLD_AFTER_MS) };
    const due = await tx.db.installationProblem.findMany({ where: { since, toldAt: null }, orderBy: { key: "asc" } });
    if (due.length === 0) return 0;
    await tx.db.installationProblem.updateMany({
      where: { key: { in: due.map(({ key }) => key) } },
      data: { toldAt: now },
    });
    const told = problems.filter(({ key }) => due.some((row) => row.key === key));
    const [first] = told;
    await mailOperators(tx, () => ({
      title:
        told.length === 1 && first
          ? said(first.title)
          : t("{count, plural, one {# problem needs somebody} other {# problems need somebody}}", {
              count: told.length,
            }),
      body: told
        .map(({ title, text }) => (told.length === 1 ? said(text) : `${said(title)}: ${said(text)}`))
        .join("\n"),
    }));
    return told.length;
  });
}

/** Problems are found in English, by a job; what holds values stays so. */
const said = (text: string): string => t(maybeMsg(text));
