import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { detectLayout } from "@/lib/base/csv/detect-csv";
import { sampleRows } from "@/lib/base/csv/read-csv";
import { csvLine } from "@/lib/base/csv/write-csv";

/** As spreadsheets and programs write that somebody has left. */
const yes: ReadonlySet<string> = new Set(["true", "t", "1", "yes", "y", "x", "on", "unsubscribed"]);

/** More than a file of the size that is taken can have: none is left out. */
const MOST_ROWS = 2_000_000;

export interface Table {
  header: string[];
  people: string[][];
}

/** The cells of a file. Pure. */
export function csvTable(csv: string): Table {
  const format = { ...detectLayout(csv.slice(0, 100_000)), encoding: "utf-8" as const };
  const rows = sampleRows(Buffer.from(csv), true, { ...format, hasHeader: false }, MOST_ROWS).map(({ cells }) => cells);
  const [header = [], ...people] = rows;
  return { header: header.map((cell) => cell.trim()), people };
}

export interface Parted {
  /** Normalised addresses of who has unsubscribed. */
  left: string[];
  /** The file without their rows; null where there are none. */
  others: string | null;
}

/** Takes a table apart by its column for who has unsubscribed. Columns are named by their place; without the second one nobody has. Pure. */
export function partUnsubscribed({ header, people }: Table, at: { email: number; unsubscribed: number }): Parted {
  const hasLeft = (cells: readonly string[]) =>
    at.unsubscribed >= 0 && yes.has((cells[at.unsubscribed] ?? "").trim().toLowerCase());
  const gone = people.filter(hasLeft);
  if (gone.length === 0) return { left: [], others: null };
  const left = gone.flatMap((cells) => {
    const address = parseEmailAddress(cells[at.email] ?? "");
    return isEmailAddress(address) ? [address.normalized] : [];
  });
  const others = [header, ...people.filter((cells) => !hasLeft(cells))].map(csvLine).join("");
  return { left: [...new Set(left)], others };
}
