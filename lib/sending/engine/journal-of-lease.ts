import type { Transport } from "@/lib/base/db/generated/client";
import type { MailTransport } from "@/lib/mail/transport";
import { Journal } from "./journal";
import type { Hold } from "./lease";

/** The journal is opened with the first transport that a lease uses; a lease uses one only. */
export class JournalOfLease {
  #journal: Journal | null = null;
  #transportId: string | null = null;
  readonly #lease: Hold;

  constructor(lease: Hold) {
    this.#lease = lease;
  }

  /** Null when this lease has used another transport. */
  open(row: Transport, transport: MailTransport): Journal | null {
    if (this.#transportId !== null && this.#transportId !== row.id) return null;
    this.#transportId = row.id;
    this.#journal ??= Journal.open(this.#lease, {
      id: row.id,
      kind: transport.kind,
      acceptsForRecipient: transport.acceptsForRecipient,
    });
    return this.#journal;
  }

  close(options: { remove: boolean }): void {
    this.#journal?.close(options);
  }
}
