import { onceInProcess } from "@/lib/base/process/once-in-process";

/** What this process has in hand now, by name; how many of each. */
const inHand = onceInProcess("at work", () => new Map<string, number>());

/** Runs the work; while it lasts `atWork` names it. Throws what it throws. */
export async function whileAtWork<T>(name: string, work: () => Promise<T>): Promise<T> {
  inHand.set(name, (inHand.get(name) ?? 0) + 1);
  try {
    return await work();
  } finally {
    const left = (inHand.get(name) ?? 1) - 1;
    if (left > 0) inHand.set(name, left);
    else inHand.delete(name);
  }
}

/** What this process has in hand now, as in "imports.run" or "sending.send-batch (3)"; the first twenty names. */
export function atWork(): string[] {
  return [...inHand].slice(0, 20).map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
}
