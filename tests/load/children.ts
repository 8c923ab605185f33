import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();
process.once("exit", killChildren);

/** Remembers a child process until it ends, so that none outlives a measurement that was broken off. */
export function watchChild(child: ChildProcess): void {
  running.add(child);
  child.once("exit", () => running.delete(child));
}

/** Ends all remembered children at once. */
export function killChildren(): void {
  for (const child of running) child.kill("SIGKILL");
}
