import { closePool } from "@/lib/base/db/pool";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { startMailbox } from "@/lib/run/mailbox/start-mailbox";

const log = createLog({ part: "mailbox" });
const forceExitMs = 10_000;

async function main(): Promise<void> {
  const mailbox = await startMailbox({ port: env.MAILBOX_SMTP_PORT, log });
  log.info("mailbox ready", { smtp: `127.0.0.1:${mailbox.port}` });
  process.send?.("ready");
  const shutDown = async () => {
    setTimeout(() => process.exit(1), forceExitMs).unref();
    await mailbox.close();
    await closePool();
    process.exit(0);
  };
  process.once("SIGTERM", shutDown);
  process.once("SIGINT", shutDown);
  // The supervisor is gone without a word: do not stay behind on its ports.
  process.once("disconnect", shutDown);
}

main().catch((error: unknown) => {
  log.error("mailbox cannot start", { error });
  process.exit(1);
});
