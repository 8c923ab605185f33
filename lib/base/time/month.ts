/** A month of UTC as "2026-11"; `offset` months later, or earlier. */
export function utcMonth(at: Date, offset = 0): string {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1)).toISOString().slice(0, 7);
}
