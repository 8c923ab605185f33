import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import type { ColumnTarget } from "@/lib/people/imports/schema";
import type { OptionValues } from "./import-options-form";

/** What somebody has said about a file before its import begins. */
export interface MappingChoices {
  format: CsvFormat | null;
  mapping: ColumnTarget[] | null;
  options: OptionValues;
}

const keyOf = (importId: string) => `homing:import:${importId}`;

/** Keeps the choices in this browser, so that a reload loses none. A full or forbidden storage is no reason to stop. */
export function keepChoices(importId: string, choices: MappingChoices): void {
  try {
    localStorage.setItem(keyOf(importId), JSON.stringify(choices));
  } catch {
    // Private windows refuse; the choices last as long as the page.
  }
}

export function forgetChoices(importId: string): void {
  try {
    localStorage.removeItem(keyOf(importId));
  } catch {
    // As above.
  }
}

/** What an earlier visit chose, or null. */
export function readChoices(importId: string): MappingChoices | null {
  try {
    const stored = localStorage.getItem(keyOf(importId));
    return stored ? (JSON.parse(stored) as MappingChoices) : null;
  } catch {
    return null;
  }
}
