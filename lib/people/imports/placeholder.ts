/** What programs and people write for "nothing here": in a cell for a number, a date or the like it is as good as empty. */
const PLACEHOLDER =
  /^([-\u2013\u2014?.*_#/]+|n\.?\/?a\.?|#n\/a|nan|null|nil|none|undefined|unknown|unbekannt|keine angabe|k\. ?a\.|0000-00-00( 00:00:00)?)$/i;

/** Whether a cell, trimmed, says that there is no value. */
export function isPlaceholder(cell: string): boolean {
  return cell.length <= 20 && PLACEHOLDER.test(cell);
}
