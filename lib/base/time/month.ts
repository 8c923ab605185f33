/** A month of UTC as "2026-11"; `offset` months later, or earlier. */
export function utcMonth(at: Date, offset = 0): string {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1)).toISOString().slice(0, 7);
}

/** How many months of UTC later the second moment is. */
export function monthsBetween(earlier: Date, later: Date): number {
  return 12 * (later.getUTCFullYear() - earlier.getUTCFullYear()) + later.getUTCMonth() - earlier.getUTCMonth();
}
