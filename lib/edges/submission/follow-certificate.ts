import type { SMTPServer } from "smtp-server";
import type { Log } from "@/lib/base/log";
import { changedAt, loadTlsPair, type TlsFiles } from "@/lib/inbound/mail/listener-tls";

interface Followed {
  servers: readonly SMTPServer[];
  tls: TlsFiles;
  /** In the certificate that is made where there is none. */
  name: string;
  everyMs: number;
  log: Pick<Log, "warn">;
}

/** Takes up a renewed certificate without a restart. One that cannot be read leaves the old one in use. */
export function followCertificate({ servers, tls, name, everyMs, log }: Followed): NodeJS.Timeout {
  let known = changedAt(tls);
  const look = () => {
    try {
      const now = changedAt(tls);
      if (now === known) return;
      const pair = loadTlsPair(tls, name);
      for (const server of servers) server.updateSecureContext(pair);
      known = now;
    } catch (error) {
      log.warn("the certificate of SMTP submission could not be renewed", { error });
    }
  };
  return setInterval(look, everyMs).unref();
}
