import type { Ledger } from "./views";

/** Recipients whom the campaign has dealt with: handed over, refused or given up. Those left out were never to be sent. */
export function handedOver(ledger: Pick<Ledger, "delivered" | "bounced" | "failed" | "unconfirmed">): number {
  return ledger.delivered + ledger.bounced + ledger.failed + ledger.unconfirmed;
}

/** Recipients to whom mail was, or is, to leave. */
export function toBeSent(ledger: Pick<Ledger, "delivered" | "bounced" | "failed" | "unconfirmed" | "pending">): number {
  return handedOver(ledger) + ledger.pending;
}
