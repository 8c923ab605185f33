/** A check of a guide: throws what is wrong, and answers what was seen, in one line; `NotRun` where this machine has not what it needs. */
export interface Check {
  name: string;
  run: () => string | Promise<string>;
}

export class NotRun extends Error {}

/** Runs the checks one after the other and prints a line each. Answers how many failed. */
export async function report(checks: readonly Check[]): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, run } of checks) {
    try {
      console.log(`ok       ${name}: ${await run()}`);
      counts.passed += 1;
    } catch (error) {
      const kind = error instanceof NotRun ? "skipped" : "failed";
      console.log(`${kind === "skipped" ? "not run" : "FAILED"}  ${name}: ${(error as Error).message}`);
      counts[kind] += 1;
    }
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed;
}
