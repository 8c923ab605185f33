import type { MailTransport } from "@/lib/mail/transport";

/** What the outcomes have in common. */
export interface RecordOptions {
  transport: Pick<MailTransport, "kind" | "acceptsForRecipient"> & { id: string | null };
  /** False for tests: a deferral ends the message. */
  retry: boolean;
}
