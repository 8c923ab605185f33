import { columnPlace, type NamedPlace } from "@/lib/base/csv/column-names";
import { ADDRESS } from "@/lib/base/csv/find-header";
import { foldName, foldText } from "@/lib/base/text/fold-text.shared";
import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import { EXPORT_COLUMNS, isForReading, isOwnExport } from "@/lib/people/contacts/own-export";
import { MAX_FIELDS, MAX_LABEL } from "@/lib/people/contacts/schema";
import { guessDateOrder, guessType } from "./guess-type";
import { type KnownPlace, knownExport } from "./known-exports";
import type { ColumnTarget } from "./schema";
import { isStandingPlace, looksLikeStanding } from "./standing";

interface Column {
  at: number;
  name: string;
  values: string[];
}

/**
 * A proposal for each column: by its name, and where there is none by what the sample rows hold. No column is lost: what is not known becomes
 * a new field with the type its values have, what is only bookkeeping of the other product is left out. An import can start with it as it is.
 */
export function guessMapping(
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
  fields: readonly FieldDefinition[],
): ColumnTarget[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), header?.length ?? 0);
  const columns: Column[] = Array.from({ length: width }, (_, at) => ({
    at,
    name: (header?.[at] ?? "").trim(),
    values: rows.map((row) => (row[at] ?? "").trim()).filter((value) => value !== ""),
  }));
  const proposal = new Proposal(fields, header !== null);
  const own = header !== null && isOwnExport(header);
  const places = placesOf(columns, rows, own);
  return columns.map((column) => {
    const place = places[column.at];
    if (place === "keep") return proposal.field(column, own, true);
    return (place && proposal.takePlace(place, column)) ?? proposal.field(column, own);
  });
}

type Place = Exclude<NamedPlace, "someName" | "maybeStatus"> | KnownPlace;

function placesOf(columns: Column[], rows: readonly (readonly string[])[], own: boolean): (Place | null)[] {
  const known = own ? null : knownExport(columns.map(({ name }) => name));
  const named = columns.map(
    ({ name, at }) => known?.placeOf(name) ?? (own && at >= EXPORT_COLUMNS.length ? null : columnPlace(name)),
  );
  const has = (place: NamedPlace) => named.includes(place);
  const places = named.map((place, at) => {
    if (place === "maybeStatus") return looksLikeStanding(columns[at]?.values ?? []) ? "status" : null;
    return place === "someName" ? wholeOrPart(at, named, rows) : place;
  });
  if (!has("email")) claimEmailByValues(columns, places);
  return places;
}

/** "Name" beside "Vorname" is the surname, beside "Surname" the first name, and the whole name where it stands alone or contains the other. */
function wholeOrPart(
  at: number,
  named: (NamedPlace | KnownPlace | null)[],
  rows: readonly (readonly string[])[],
): Place {
  const first = named.indexOf("firstName");
  const last = named.indexOf("lastName");
  if (first >= 0 && last >= 0) return "fullName";
  const other = Math.max(first, last);
  if (other < 0) return "fullName";
  const both = rows.filter((row) => row[at]?.trim() && row[other]?.trim());
  const containing = both.filter((row) => foldText(row[at] ?? "").includes(foldText(row[other]?.trim() ?? "")));
  if (both.length > 0 && containing.length > both.length / 2) return "fullName";
  return first >= 0 ? "lastName" : "firstName";
}

/** The column with the largest share of addresses. */
function claimEmailByValues(columns: Column[], places: (Place | null)[]): void {
  let best: Column | null = null;
  let bestShare = 0;
  for (const column of columns) {
    const { values, at } = column;
    const share = values.filter((value) => ADDRESS.test(value)).length / Math.max(1, values.length);
    if (places[at] || share <= bestShare) continue;
    best = column;
    bestShare = share;
  }
  if (best && bestShare >= 0.2) places[best.at] = "email";
}

/** What is proposed so far: each place and each field goes to one column only. */
class Proposal {
  private readonly taken = new Set<string>();
  private readonly labels = new Set<string>();
  private fieldsLeft: number;

  constructor(
    private readonly fields: readonly FieldDefinition[],
    private readonly hasHeader: boolean,
  ) {
    this.fieldsLeft = MAX_FIELDS - fields.length;
  }

  takePlace(to: Exclude<Place, "keep">, { name }: Column): ColumnTarget | null {
    // Each column that says who left counts, however many there are.
    if (to === "ignore" || isStandingPlace(to)) return { to };
    if (this.taken.has(to)) return null;
    this.taken.add(to);
    this.labels.add(foldName(name));
    return { to };
  }

  /** The field of this name, else a new one; a name that has come before is numbered. */
  field({ name, at, values }: Column, own: boolean, keep = false): ColumnTarget {
    const dates = guessDateOrder(values);
    const isOurs = own ? at < EXPORT_COLUMNS.length : isForReading(name) && !this.known(name);
    if (isOurs && !keep) return { to: "ignore" };
    if (!this.hasHeader || foldName(name) === "") return { to: "ignore" };
    const { label, known } = this.freeLabel(name, own);
    if (known) {
      this.taken.add(known.key);
      return { to: "field", key: known.key, dates };
    }
    if (values.length === 0 || this.fieldsLeft <= 0) return { to: "ignore" };
    this.fieldsLeft--;
    return { to: "newField", label, type: guessType(values, name), dates };
  }

  private freeLabel(name: string, own: boolean): { label: string; known: FieldDefinition | undefined } {
    for (let number = 1; ; number++) {
      const label = numbered(name, number);
      const plain = foldName(label);
      const known = own ? this.fields.find(({ key }) => key === label) : this.known(label);
      if (this.labels.has(plain) || (known && this.taken.has(known.key))) continue;
      this.labels.add(plain);
      return { label, known };
    }
  }

  private known(label: string): FieldDefinition | undefined {
    const plain = foldName(label);
    return (
      this.fields.find((one) => foldName(one.label) === plain) ?? this.fields.find((one) => foldName(one.key) === plain)
    );
  }
}

/** The first has the name as it is; the second of that name ends in 2. Never longer than a label may be, nor cut inside a character. */
function numbered(name: string, number: number): string {
  const ending = number === 1 ? "" : ` ${number}`;
  const cut = name.slice(0, MAX_LABEL - ending.length).replace(/[\ud800-\udbff]$/, "");
  return `${cut.trim()}${ending}`;
}
