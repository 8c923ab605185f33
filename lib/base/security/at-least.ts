import { setTimeout as sleep } from "node:timers/promises";

/** Answers after this time at the earliest, also with an error: how long the work took tells nothing about what it found. */
export async function afterAtLeast<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), sleep(ms)]);
  if (result.status === "rejected") throw result.reason;
  return result.value;
}
