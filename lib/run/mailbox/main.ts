import { closePool } from "@/lib/base/db/pool";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { endInOrder } from "@/lib/base/process/end-in-order";
import { listenTarget } from "@/lib/base/process/listen-target";
import { readEnvironment } from "@/lib/base/process/read-environment";
import { startMailbox } from "@/lib/run/mailbox/start-mailbox";

const log = createLog({ part: "mailbox" });
const endWithinMs = 10_000;

async function main(): Promise<void> {
  const end = endInOrder(endWithinMs);
  readEnvironment();
  const mailbox = await startMailbox({ listen: listenTarget("127.0.0.1", env.MAILBOX_SMTP_PORT), log });
  log.info("mailbox ready", { smtp: `127.0.0.1:${mailbox.port}` });
  end(async () => {
    await mailbox.close();
    await closePool();
  });
  process.send?.("ready");
}

main().catch((error: unknown) => {
  log.error("mailbox cannot start", { error });
  process.exit(1);
});
