import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { detectLayout } from "@/lib/base/csv/detect-csv";
import { sampleRows } from "@/lib/base/csv/read-csv";
import { csvLine } from "@/lib/base/csv/write-csv";

/** As spreadsheets and programs write that somebody has left. */
const yes: ReadonlySet<string> = new Set(["true", "1", "yes", "y", "x", "unsubscribed"]);

const MOST_ROWS = 100_000;

export interface Parted {
  header: string[];
  /** Normalised addresses of who has unsubscribed. */
  left: string[];
  /** The file without them. */
  others: string;
}

/** Takes a file apart by its column for who has unsubscribed. Without such a column nobody has. Pure. */
export function partUnsubscribed(csv: string, columns: { email: string; unsubscribed: string | undefined }): Parted {
  const octets = Buffer.from(csv);
  const format = { ...detectLayout(csv.slice(0, 100_000)), encoding: "utf-8" as const };
  const rows = sampleRows(octets, true, { ...format, hasHeader: false }, MOST_ROWS).map(({ cells }) => cells);
  const [header = [], ...people] = rows;
  const names = header.map((cell) => cell.trim());
  const [emailAt, leftAt] = [names.indexOf(columns.email), names.indexOf(columns.unsubscribed ?? "")];
  const hasLeft = (cells: readonly string[]) => leftAt >= 0 && yes.has((cells[leftAt] ?? "").trim().toLowerCase());
  const left = people.filter(hasLeft).flatMap((cells) => {
    const address = parseEmailAddress(cells[emailAt] ?? "");
    return isEmailAddress(address) ? [address.normalized] : [];
  });
  const others = [names, ...people.filter((cells) => !hasLeft(cells))].map(csvLine).join("");
  return { header: names, left: [...new Set(left)], others: left.length > 0 ? others : csv };
}
