import { setTimeout as sleep } from "node:timers/promises";
import type { Progress } from "@/lib/run/measure/progress";
import { type Figures, rounded } from "@/lib/run/measure/report";
import { Cleanup } from "@/tests/load/cleanup";

/** What a scene counted. A scene that ends without an error has found everything else as it should be. */
export interface SceneEnd {
  /** In words, what was seen. */
  found: string;
  counts?: Partial<Counts>;
  figures?: Figures;
}

/** All of these have to be 0. */
export const countNames = {
  rowsLost: "rows lost that the database had taken",
  messagesLost: "messages lost",
  messagesTwice: "messages the peer took twice",
  disagreements: "rows where ledger and peer disagree",
  unconfirmed: "messages unconfirmed after an orderly end",
  requestsFailed: "requests failed",
  clicksLost: "clicks lost",
} as const;
export type Counts = Record<keyof typeof countNames, number>;

export interface Scene {
  name: string;
  /** Longer than this it must not take. */
  withinMs: number;
  play(tools: Tools): Promise<SceneEnd>;
}
export interface Tools {
  cleanup: Cleanup;
  progress: Progress;
}

/** This machine cannot show it: that is neither well nor wrong. */
export class NotRun extends Error {}

export interface Played {
  scene: string;
  outcome: "well" | "wrong" | "not run";
  seconds: number;
  end: SceneEnd;
}

/** Plays one after the other; what a scene leaves behind ends with it. Those that find no time any more are not run. */
export async function playScenes(
  scenes: readonly Scene[],
  { progress, withinMs }: { progress: Progress; withinMs: number },
): Promise<Played[]> {
  const until = Date.now() + withinMs;
  const played: Played[] = [];
  for (const scene of scenes) {
    progress.show(scene.name);
    const startedAt = Date.now();
    const cleanup = new Cleanup();
    const mayTakeMs = Math.min(scene.withinMs, until - startedAt);
    const late = sleep(mayTakeMs, undefined, { ref: false }).then(() => {
      throw mayTakeMs < scene.withinMs
        ? new NotRun("the time was over")
        : new Error(`it took longer than ${mayTakeMs / 1000} s`);
    });
    const play = mayTakeMs > 0 ? scene.play({ cleanup, progress }) : late;
    const result = await Promise.race([play, late]).then(
      (end) => ({ outcome: "well" as const, end }),
      (error: Error) => ({
        outcome: error instanceof NotRun ? ("not run" as const) : ("wrong" as const),
        end: { found: error.message },
      }),
    );
    await cleanup.run();
    played.push({ scene: scene.name, seconds: rounded((Date.now() - startedAt) / 1000), ...result });
    progress.say(`${result.outcome.padEnd(8)} ${scene.name}: ${result.end.found}`);
  }
  return played;
}

/** Throws when something is not as it should be. */
export function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
