import type { Log } from "@/lib/base/log";
import type { ListenTarget } from "@/lib/base/process/listen-target";
import type { Speed } from "@/lib/run/mailbox/schema";
import { readSpeed } from "@/lib/run/mailbox/settings";
import type { Reach } from "@/lib/run/mailbox/simulator/perform";
import { openReach } from "@/lib/run/mailbox/simulator/reach";
import { Simulator } from "@/lib/run/mailbox/simulator/run";
import { startSink } from "@/lib/run/mailbox/sink";
import { CaptureStore } from "@/lib/run/mailbox/store";

const speedCheckMs = 1_000;

export interface EmbeddedMailbox {
  port: number;
  close(): Promise<void>;
}

/** Starts sink and simulator. `close` refuses new mail, commits what was taken, ends running actions. */
export async function startMailbox(options: {
  listen: ListenTarget;
  log: Log;
  reach?: Reach;
}): Promise<EmbeddedMailbox> {
  const { log } = options;
  let speed: Speed = await readSpeed();
  const watch = setInterval(() => {
    readSpeed().then(
      (now) => {
        speed = now;
      },
      (error: unknown) => log.debug("the simulator's speed could not be read", { error }),
    );
  }, speedCheckMs);
  const store = new CaptureStore(() => speed);
  const sink = await startSink({ listen: options.listen, store, log }).catch((error: unknown) => {
    clearInterval(watch);
    throw error;
  });
  const own = options.reach ? null : openReach();
  const simulator = new Simulator({ reach: options.reach ?? own!, speed: () => speed, log });
  simulator.start();
  return {
    port: sink.port,
    close: async () => {
      clearInterval(watch);
      await Promise.all([sink.close(), simulator.stop()]);
      await store.idle();
      own?.close();
    },
  };
}
