import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/base/env";
import { defineMetrics, gauge } from "@/lib/base/metrics/registry";

/** A worker has some tens; what is beyond is counted and not measured, and so many are an alarm of their own. */
const MOST_MEASURED = 5_000;

/** Octets of a file; 0 when it is gone meanwhile. */
const bytesOf = (file: string) =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );
const journalsIn = async (folder: string) =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".journal"));

/** Metrics of the folder of sending journals, read at each scrape; workers of one machine show the same. */
export function defineJournalMetrics(folder = path.resolve(env.JOURNAL_DIR)): void {
  defineMetrics("journals", () => {
    gauge({
      name: "homing_journal_entries",
      help: "Sending journals of this machine: one a lease that is worked on, or that nobody has settled yet.",
      async collect() {
        this.set((await journalsIn(folder)).length);
      },
    });
    return gauge({
      name: "homing_journal_bytes",
      help: "Octets of the sending journals of this machine.",
      async collect() {
        const names = (await journalsIn(folder)).slice(0, MOST_MEASURED);
        const sizes = await Promise.all(names.map((name) => bytesOf(path.join(folder, name))));
        this.set(sizes.reduce((sum, size) => sum + size, 0));
      },
    });
  });
}
