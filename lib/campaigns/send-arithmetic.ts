import type { Ledger } from "@/lib/analytics/views";

/** Recipients whom the campaign has dealt with: handed over, refused or given up. Those left out were never to be sent. */
export function handedOver(ledger: Ledger): number {
  return ledger.delivered + ledger.bounced + ledger.failed + ledger.unconfirmed;
}

/** Recipients to whom mail was, or is, to leave. */
export function toBeSent(ledger: Ledger): number {
  return handedOver(ledger) + ledger.pending;
}

/** Seconds until the rest has left at this pace; null when nothing moves. */
export function secondsLeft(ledger: Ledger, perSecond: number | null): number | null {
  if (!perSecond || perSecond <= 0 || ledger.pending === 0) return null;
  return Math.ceil(ledger.pending / perSecond);
}
