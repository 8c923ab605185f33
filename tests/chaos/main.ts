import { randomInt } from "node:crypto";
import { exitWith, measure } from "@/lib/run/measure/measure";
import type { Progress } from "@/lib/run/measure/progress";
import { atLeast, atMost, type Findings } from "@/lib/run/measure/report";
import { Cleanup } from "@/tests/load/cleanup";
import { parseLoadOptions } from "@/tests/load/options";
import { runApiChaos } from "./api/run-api";
import { runOperations } from "./operations/run-operations";
import { runChaos } from "./run-chaos";

const usage = `npm run chaos -- operations [--json]
  Starts, stops, kills, starves, restores and upgrades whole products of this release: as a child and as process 1 of a
  namespace, with a lock, a port or files of others in the way, a full disk, a wrong secret, an old and a newer database,
  from a backup to an empty machine, and from the release before while a campaign is sent. About 7 minutes; the release
  before is built at first, once.
npm run chaos -- api [options]
  Programs call a started product (single mails, batches, SMTP, events, contacts) while its web process, its workers and the
  database are killed under them; then what they were told is held against what is stored, sent and told by webhooks.
  About five minutes after the build.
  --kills N       ends of the web process, and as many of workers (default 15)
  --restarts N    crashes of the database (default 5)
  --seed N        repeats the same plan
npm run chaos -- send [options]
  Sends a campaign with several worker processes to a recording SMTP peer while workers are killed (kill -9), the
  database crashes and comes back, connections break and clocks jump; then compares the ledger with what the peer took.
  --recipients N  size of the campaign (default 20000)
  --kills N       workers killed (default 15)
  --restarts N    crashes of the database (default 5)
  --jumps N       clock jumps, half of them ahead and half back (default 4)
  --workers N     worker processes at once, 1 to 8 (default 3)
  --seed N        repeats the same plan (default: random, and printed)
  --minutes N     gives up after this time (default 20)
  --json          only the result, as one JSON object, on stdout`;

const known = {
  recipients: { fallback: 20_000, from: 50, to: 1_000_000 },
  kills: { fallback: 15, from: 0, to: 1000 },
  restarts: { fallback: 5, from: 0, to: 100 },
  jumps: { fallback: 4, from: 0, to: 100 },
  workers: { fallback: 3, from: 1, to: 8 },
  seed: { fallback: randomInt(1, 1_000_000), from: 0, to: 2_147_483_647 },
  minutes: { fallback: 20, from: 1, to: 600 },
};

async function main(): Promise<number> {
  const options = parseLoadOptions(process.argv.slice(2), known, ["send", "operations", "api"]);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const cleanup = new Cleanup();
  try {
    return await measure(workOf(options.command, options.numbers, cleanup), options);
  } finally {
    await cleanup.run();
  }
}

function workOf(command: string, numbers: Record<keyof typeof known, number>, cleanup: Cleanup) {
  if (command === "operations") return runOperations;
  if (command === "send") return sendFindings(numbers, cleanup);
  const { kills, restarts, seed } = numbers;
  return (progress: Progress) => runApiChaos({ kills, restarts, seed }, { cleanup, progress });
}

function sendFindings(numbers: Record<keyof typeof known, number>, cleanup: Cleanup) {
  return async (progress: Progress): Promise<Findings> => {
    const { figures, comparison, wire, done } = await runChaos(numbers, { cleanup, progress });
    return {
      figures,
      bars: [
        atMost("messages the peer took twice", comparison.duplicates, 0),
        atMost("messages lost", comparison.lost, 0),
        atMost("rows where ledger and peer disagree", comparison.disagreements, 0),
        atMost("unconfirmed that were on no wire when something ended", comparison.unconfirmedOffWire, 0),
        atMost(
          "unconfirmed, against connections busy at kills, hang-ups and breaks",
          comparison.unconfirmed,
          wire.most,
        ),
        atLeast("workers killed", done.kill, numbers.kills),
        atLeast("database crashes", done.restart, numbers.restarts),
      ],
    };
  };
}

exitWith(main());
