import { Progress } from "./progress";
import { describeMachine, type Findings, printReport } from "./report";

/**
 * The whole of a measuring command: shows people on stderr how far `work` is, prints its report on stdout (`json`: as one object) and gives
 * the exit status, 1 when a bar falls short. Throws what `work` throws.
 */
export async function measure(
  work: (progress: Progress) => Promise<Findings> | Findings,
  options: { json: boolean },
): Promise<0 | 1> {
  const machine = describeMachine();
  const progress = new Progress();
  try {
    const { figures, bars } = await work(progress);
    progress.clear();
    return printReport({ figures, bars, machine }, options);
  } finally {
    progress.clear();
  }
}

/** Ends the process with the status of a command; 2 and its words on stderr when it could not be done. */
export function exitWith(command: Promise<number>): void {
  command.then(
    (status) => process.exit(status),
    (error: unknown) => {
      process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
      process.exit(2);
    },
  );
}
