interface Told {
  /** When the event happened, by the clock of whoever tells it. */
  at: string | undefined;
  /** When it was sent, by the same clock. */
  sentAt?: string | undefined;
  /** When it came, by ours. */
  receivedAt: Date;
}

/** Before that no program told anybody anything. */
const EARLIEST = Date.UTC(1990, 0, 1);

/**
 * When an event happened, by our clock: `received − (sent − happened)`, as Segment has it, so that a clock that goes wrong is wrong twice
 * and counts for nothing. Without a time of sending the time is taken as it is. Nothing happens after it came; what is no time, or
 * before 1990, is when it came.
 */
export function occurredAt({ at, sentAt, receivedAt }: Told): Date {
  const received = receivedAt.getTime();
  const told = timeOf(at);
  if (told === null) return receivedAt;
  const sent = timeOf(sentAt);
  const corrected = sent === null ? told : received - (sent - told);
  return corrected < EARLIEST ? receivedAt : new Date(Math.min(corrected, received));
}

function timeOf(text: string | undefined): number | null {
  if (text === undefined || text.length > 40) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
