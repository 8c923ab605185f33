import { whenIdle } from "./when-idle";

let last: Promise<void> = Promise.resolve();

/** Resolves once the browser has time, and everything that asked before has had its turn: one at a time, keys and clicks come in between. */
export function inTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => void whenIdle(resolve)));
  return last;
}
