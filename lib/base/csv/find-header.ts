import { columnPlace } from "./column-names";
import { MAX_SKIPPED } from "./limits.shared";

/** Of a longer cell the beginning tells enough. */
const JUDGED = 300;
export const ADDRESS = /[^@\s]@[^@\s]+\.[^@\s]/;

/** The cells of one line, near enough to judge it by: quotes are not followed. */
export function cellsOf(row: string, delimiter: string): string[] {
  return row.split(delimiter).map((cell) => cell.slice(0, JUDGED).replace(/^["\s]+|["\s]+$/g, ""));
}

/**
 * Where the table begins. Titles above it are known by what they lack: the line with the names is the one that has a column for the address,
 * or the first that has as many cells as most lines. Without a line of names the table begins with its first address.
 */
export function findHeader(rows: readonly string[][]): { skipRows: number; hasHeader: boolean } {
  const named = rows
    .slice(0, MAX_SKIPPED + 1)
    .findIndex((cells) => cells.some((cell) => columnPlace(cell) === "email"));
  if (named >= 0) return { skipRows: named, hasHeader: true };
  const firstAddress = rows.findIndex((cells) => cells.some((cell) => ADDRESS.test(cell)));
  if (firstAddress < 0) return { skipRows: 0, hasHeader: looksLikeNames(rows[0] ?? []) };
  const above = rows.slice(0, Math.min(firstAddress, MAX_SKIPPED + 1));
  const width = rows[firstAddress]?.length ?? 1;
  const header = above.findIndex((cells) => cells.length >= width && filled(cells) > width / 2);
  if (header >= 0) return { skipRows: header, hasHeader: true };
  return { skipRows: Math.min(firstAddress, MAX_SKIPPED), hasHeader: false };
}

/** Without any address in sight: a row whose words are all there and all different. */
function looksLikeNames(cells: readonly string[]): boolean {
  const named = cells.filter((cell) => cell !== "" && !/^[\d.,+-]+$/.test(cell));
  return cells.length > 0 && named.length === cells.length && new Set(named).size === named.length;
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell !== "").length;
}
