import type { Progress } from "@/lib/run/measure/progress";
import { atLeast, atMost, type Findings, rounded } from "@/lib/run/measure/report";
import { databaseScenes } from "./database-scenes";
import { fullDiskScene } from "./full-disk";
import { previousRelease, type Release, thisRelease } from "./previous-release";
import { processScenes } from "./process-scenes";
import { restoreScene } from "./restore";
import { type Counts, countNames, NotRun, type Played, playScenes } from "./scene";
import { upgradeScene } from "./upgrade";

const withinMs = 12 * 60_000;
/** Fewer, and the machine shows too little to say anything. */
const fewestScenes = 6;

/** Plays every scene of running the product: what each found, and bars of nothing lost. */
export async function runOperations(progress: Progress): Promise<Findings> {
  const now = thisRelease(progress);
  const old = orWhyNot(() => previousRelease(progress));
  const startedAt = Date.now();
  const releases = () => {
    if (old instanceof Error) throw old;
    return { old, now };
  };
  const scenes = [...processScenes, ...databaseScenes, fullDiskScene, restoreScene, upgradeScene(releases)];
  const played = await playScenes(scenes, { progress, withinMs });
  const seconds = rounded((Date.now() - startedAt) / 1000);
  return {
    figures: {
      seconds,
      releaseBefore: old instanceof Error ? null : old.commit,
      scenes: played.map(({ scene, outcome, seconds, end }) => ({ scene, outcome, seconds, ...end })),
    },
    bars: barsOf(played),
  };
}

function orWhyNot(build: () => Release & { commit: string }): (Release & { commit: string }) | NotRun {
  try {
    return build();
  } catch (error) {
    if (error instanceof NotRun) return error;
    throw error;
  }
}

function barsOf(played: Played[]): Findings["bars"] {
  const ran = played.filter(({ outcome }) => outcome !== "not run");
  const wrong = ran.filter(({ outcome }) => outcome === "wrong");
  const names = Object.keys(countNames) as (keyof Counts)[];
  // Of what no scene could count here there is no bar: the scene is "not run".
  const counted = names.flatMap((name) => {
    const values = ran.flatMap(({ end }) => end.counts?.[name] ?? []);
    const sum = values.reduce((all, value) => all + value, 0);
    return values.length > 0 ? [atMost(countNames[name], sum, 0)] : [];
  });
  return [
    atMost("scenes in which something was not as it should be", wrong.length, 0),
    atLeast("scenes played", ran.length, fewestScenes),
    ...counted,
  ];
}
