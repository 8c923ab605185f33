import type { SmtpOptions } from "@/lib/mail/smtp/smtp-options";
import { SmtpTransport } from "@/lib/mail/transports/smtp";

interface OpenSmtp {
  connections: number | undefined;
  /** The peer is the recipients' own mail system. */
  acceptsForRecipient: boolean;
}

/** Opens a pool of connections to one SMTP peer. */
export function openSmtp(options: SmtpOptions, { connections, acceptsForRecipient }: OpenSmtp): SmtpTransport {
  return new SmtpTransport(
    { ...options, maxConnections: connections ?? options.maxConnections },
    { acceptsForRecipient },
  );
}
