import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { isRoleAccount } from "@/lib/base/addresses/role-account";
import type { CsvRow } from "@/lib/base/csv/read-csv";
import { words } from "@/lib/language/t";
import { type FieldDefinition, parseFieldValue } from "@/lib/people/contacts/field-values";
import { languageOf, timeZoneOf } from "@/lib/people/contacts/reader-settings";
import { NO_LANGUAGE, NO_TIME_ZONE } from "@/lib/people/contacts/schema";
import { splitNames } from "@/lib/people/contacts/tag-cell";
import type { DateOrder } from "@/lib/people/fields/field-kind.shared";
import { type FieldValue, fieldKind } from "@/lib/people/fields/field-types.shared";
import { isPlaceholder } from "./placeholder";
import { completeName } from "./split-name";
import { type FileStanding, readStanding, standingPlaces, worse } from "./standing";

/** Where a column goes that is no field. */
export const plainPlaces = [
  ...(["ignore", "email", "firstName", "lastName", "fullName", "timeZone", "language", "tags"] as const),
  ...standingPlaces,
] as const;

/** A mapping in which new fields exist already. */
export type ReadyTarget = { to: (typeof plainPlaces)[number] } | { to: "field"; key: string; dates: DateOrder };

export interface ImportRow {
  line: number;
  email: string;
  normalized: string;
  domain: string;
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  language: string | null;
  fields: Record<string, FieldValue>;
  tags: string[];
  /** What the file says of their consent; null where it says nothing. */
  standing: FileStanding | null;
  /** Values that could not be read, which the person is imported without. */
  problems: CellProblem[];
  /** As it stands in the file. */
  cells: readonly string[];
}

/** What is wrong with one cell, in words for the person who looks into the file. */
export interface CellProblem {
  /** A target of the mapping, or the key of a field. */
  field: string;
  reason: string;
}

export interface RowRefusal extends CellProblem {
  line: number;
  row: string[];
  /** The person was imported all the same, without what `field` names. */
  kept: boolean;
}

const MAX_NAME = 200;
/** Reasons are stored in English, and said in the language of whoever asks when they are shown. */
const NAME_TOO_LONG = words("A name has at most 200 characters.");
const NAMES: ReadonlySet<ReadyTarget["to"]> = new Set(["firstName", "lastName", "fullName"]);
const MAX_TAGS = 50;
/** What a decoder writes for octets that are no character. */
const REPLACEMENT = "\ufffd";
const DAMAGED = words(
  "There is a character that cannot be read (\ufffd): the file has bytes here that are not of its encoding.",
);

/**
 * Reads rows one by one as the mapping says. A row without an address that can be read is refused, and one with damaged letters; any other
 * value that cannot be read is left out and noted, for nobody is to be lost for a birthday.
 */
export class RowMapper {
  private readonly fields: ReadonlyMap<string, FieldDefinition>;

  constructor(
    private readonly mapping: readonly ReadyTarget[],
    fields: readonly FieldDefinition[],
    private readonly skipRoleAccounts: boolean,
  ) {
    this.fields = new Map(fields.map((field) => [field.key, field]));
  }

  read({ line, cells }: CsvRow): { row: ImportRow } | { refusal: RowRefusal } {
    const row: ImportRow = {
      line,
      email: "",
      normalized: "",
      domain: "",
      firstName: null,
      lastName: null,
      timeZone: null,
      language: null,
      fields: {},
      tags: [],
      standing: null,
      problems: [],
      cells,
    };
    let wholeName = "";
    for (const [at, target] of this.mapping.entries()) {
      const cell = unpadded(cells[at] ?? "");
      if (cell === "") applySilence(row, target);
      if (cell === "" || target.to === "ignore") continue;
      const problem = cell.includes(REPLACEMENT) ? DAMAGED : this.apply(row, target, cell);
      const field = target.to === "field" ? target.key : target.to;
      if (problem && (target.to === "email" || problem === DAMAGED))
        return { refusal: refuseRow({ line, cells }, field, problem) };
      if (problem) row.problems.push({ field, reason: problem });
      else if (target.to === "fullName") wholeName = cell;
    }
    if (wholeName) applyWholeName(row, wholeName);
    leaveOutLongNames(row);
    if (row.email === "") return { refusal: refuseRow(row, "email", words("There is no address.")) };
    if (this.skipRoleAccounts && isRoleAccount(row.email)) {
      return {
        refusal: refuseRow(row, "email", words("This is a role address such as info@, which the import leaves out.")),
      };
    }
    return { row };
  }

  /** Puts one cell in its place; gives words when it does not fit. */
  private apply(row: ImportRow, target: ReadyTarget, cell: string): string | null {
    if (NAMES.has(target.to) && cell.length > 2 * MAX_NAME) return NAME_TOO_LONG;
    switch (target.to) {
      case "email":
        return applyEmail(row, cell);
      case "firstName":
        row.firstName = cell;
        break;
      case "lastName":
        row.lastName = cell;
        break;
      case "timeZone":
        row.timeZone = timeZoneOf(cell);
        return row.timeZone ? null : NO_TIME_ZONE;
      case "language":
        row.language = languageOf(cell);
        return row.language ? null : NO_LANGUAGE;
      case "tags":
        return applyTags(row, cell);
      case "status":
      case "agreed":
      case "left":
      case "bounced": {
        const { standing, problem } = readStanding(target.to, cell);
        row.standing = worse(row.standing, standing);
        return problem;
      }
      case "field": {
        const field = this.fields.get(target.key);
        if (!field || (field.type !== "text" && isPlaceholder(cell))) return null;
        const loss = fieldKind(field.type).losesFrom(cell);
        if (loss) return loss;
        const parsed = parseFieldValue(field, cell, target.dates);
        if ("error" in parsed) return parsed.error;
        if (parsed.value !== null) row.fields[field.key] = parsed.value;
      }
    }
    return null;
  }
}

/** Without the blanks around it; a blank before a quoted cell, as in `a, "b"`, makes letters of its quotes. */
function unpadded(cell: string): string {
  const plain = cell.trim();
  return plain !== cell && /^"[^"]*"$/.test(plain) && /^\s/.test(cell) ? plain.slice(1, -1).trim() : plain;
}

/** In a column that says who agreed an empty cell is no agreement. */
function applySilence(row: ImportRow, { to }: ReadyTarget): void {
  if (to === "status" || to === "agreed") row.standing = worse(row.standing, "notAgreed");
}

function applyEmail(row: ImportRow, cell: string): string | null {
  const address = readAddress(cell);
  if (!isEmailAddress(address)) return address.error;
  row.email = address.email;
  row.normalized = address.normalized;
  row.domain = address.domain;
  return null;
}

function applyWholeName(row: ImportRow, whole: string): void {
  const { first, last } = completeName(whole, { first: row.firstName, last: row.lastName });
  row.firstName = first;
  row.lastName = last;
}

function leaveOutLongNames(row: ImportRow): void {
  for (const field of ["firstName", "lastName"] as const) {
    if ((row[field]?.length ?? 0) <= MAX_NAME) continue;
    row[field] = null;
    row.problems.push({ field, reason: NAME_TOO_LONG });
  }
}

function applyTags(row: ImportRow, cell: string): string | null {
  const tags = splitNames(cell);
  if (tags.length > MAX_TAGS) return words("A contact has at most 50 tags.");
  if (tags.some((tag) => tag.length > 60)) return words("A tag has at most 60 characters.");
  row.tags = tags;
  return null;
}

/** What a row was imported without, as one note; null when it was imported whole. */
export function noteOf(row: ImportRow): RowRefusal | null {
  if (row.problems.length === 0) return null;
  const fields = row.problems.map(({ field }) => field).join(", ");
  const reasons = [...new Set(row.problems.map(({ reason }) => reason))].join(" ");
  return { ...refuseRow(row, fields, reasons), kept: true };
}

/** A row that is left out, with what stands in the file. */
export function refuseRow(
  { line, cells }: Pick<ImportRow, "line" | "cells">,
  field: string,
  reason: string,
): RowRefusal {
  // PostgreSQL stores no NUL in text or jsonb.
  const row = cells.slice(0, 500).map((cell) => cell.replaceAll("\0", "\ufffd").slice(0, 2000));
  return { line, field, reason, row, kept: false };
}
