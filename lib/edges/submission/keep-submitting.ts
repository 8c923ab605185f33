import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { startOne } from "@/lib/inbound/mail/one-listener";
import { startSubmission, submissionBanner } from "./submission-server";

/**
 * SMTP submission as the settings have it, in one worker of a machine at a time; null where no port is set. Throws an Error in words when
 * another program has a port.
 */
export async function keepSubmitting(): Promise<{ close(): Promise<void> } | null> {
  const { SMTP_SUBMISSION_HOST: host, SMTP_SUBMISSION_PORTS: ports } = env;
  const [asked] = ports;
  if (!asked) return null;
  const log = createLog({ part: "submission" });
  const one = await startOne({
    start: () =>
      startSubmission({
        ...{ host, ports, log },
        name: env.SMTP_SUBMISSION_NAME,
        tls: { certFile: env.SMTP_SUBMISSION_TLS_CERT, keyFile: env.SMTP_SUBMISSION_TLS_KEY },
        proxies: env.SMTP_SUBMISSION_PROXY,
        limits: {
          mailBytes: env.SMTP_SUBMISSION_MAX_BYTES,
          mailsPerMinute: env.SMTP_SUBMISSION_PER_MINUTE,
          connectionsInAll: env.SMTP_SUBMISSION_CONNECTIONS,
        },
      }),
    listen: { host, port: asked.port },
    silent: env.SMTP_SUBMISSION_PROXY !== null,
    tlsPorts: ports.flatMap(({ port, protection }) => (protection === "tls" ? [port] : [])),
    ...{ banner: submissionBanner, setting: "SMTP_SUBMISSION_PORTS", what: "programs that hand over mail by SMTP" },
    log,
  });
  if (one.first) log.info("programs can hand over mail by SMTP", { host, ports: one.first.ports });
  return one;
}
