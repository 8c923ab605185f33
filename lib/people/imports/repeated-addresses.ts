import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import type { CsvRow } from "@/lib/base/csv/read-csv";

/** Addresses by a number each: five million take 200 MB as texts, and 100 as these. Of two million, two share one once in ten thousand files. */
export class AddressSet {
  private readonly numbers = new Set<number>();

  add(address: string): void {
    this.numbers.add(numberOf(address));
  }

  has(address: string): boolean {
    return this.numbers.has(numberOf(address));
  }
}

/** The addresses that stand in a file more than once. */
export async function repeatedAddresses(rows: AsyncIterable<CsvRow>, column: number): Promise<AddressSet> {
  const seen = new AddressSet();
  const repeated = new AddressSet();
  for await (const { cells } of rows) {
    const address = readAddress(cells[column] ?? "");
    if (!isEmailAddress(address)) continue;
    if (seen.has(address.normalized)) repeated.add(address.normalized);
    else seen.add(address.normalized);
  }
  return repeated;
}

/** 53 bits of two hashes (FNV-1a with different beginnings). */
function numberOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (low >>> 15), 0x01000193);
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}
