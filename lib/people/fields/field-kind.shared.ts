import type { Msg } from "@/lib/language/t";
import type { FieldComparison } from "./comparisons.shared";

/** A date written in figures, by the order of day and month. ISO dates are always understood. */
export const dateOrders = { ymd: "2026-03-31", dmy: "31/03/2026", mdy: "03/31/2026" } as const;
export type DateOrder = keyof typeof dateOrders;

/** A value to store, or words on what is wrong. */
export type ReadValue<Stored> = { value: Stored } | { error: string };

/** One of what a value is chosen from. */
export interface FieldChoice {
  value: string;
  label: string;
  /** In the middle of a sentence. */
  inline: string;
}

/** How a value is given: typed, or chosen from `choices`. */
export type FieldInput = "line" | "figure" | "date" | "choice";

/**
 * All that is particular to one type of custom field. What is stored is also what Liquid sees and what a cell of an export holds:
 * it has to be a text, a number or a yes or no.
 */
export interface FieldKind<Stored> {
  label: Msg;
  help: Msg;
  /** Whether something out of the database is such a value. */
  isStored(value: unknown): value is Stored;
  /** The author of the field writes down which values there are. An import cannot make such a field. */
  hasOptions: boolean;
  /** The order of day and month has to be known to read it from a file. */
  asksDateOrder: boolean;
  /** Reads what was typed, sent to the API or stands in a cell; `text` is trimmed and not empty. */
  read(text: string, options: readonly string[], dates: DateOrder): ReadValue<Stored>;
  /** Why a cell of a file would lose something as such a value; null when it would not. */
  losesFrom(cell: string): string | null;
  /**
   * Whether a new column of a file is proposed to become such a field, by sample values that are not empty. `isCode`: its name speaks
   * of codes or phone numbers.
   */
  looksLike(values: readonly string[], isCode: boolean): boolean;
  /** Whether the search for contacts may look at its values. */
  canBeSearched: boolean;
  /** On screen. */
  text(value: Stored): string;
  input: FieldInput;
  /** Only for the input `choice`. */
  choices(options: readonly string[]): FieldChoice[];
  /** What a segment can ask, in the order it is offered, each in words. */
  comparisons: Readonly<Partial<Record<FieldComparison, Msg>>>;
  /** How stored values are told apart and put in order: dates as `YYYY-MM-DD` are texts. */
  comparedAs: "text" | "number";
  /** What a stored value is compared with, as typed or chosen. */
  readInRule(text: string): ReadValue<Stored>;
  /** What a new rule compares with, until something is given. */
  ruleStart: Stored | "";
}
