import { sampleCsv } from "@/lib/base/csv/read-csv";
import { guessMapping } from "@/lib/people/imports/guess-mapping";
import type { ColumnTarget } from "@/lib/people/imports/schema";
import type { HeaderSample } from "./csv-samples";
import { judgeEach, type SamplesJudged, same, type Verdict } from "./judge-each";

interface Asked {
  product: string;
  columns: string[];
  mapping: ColumnTarget[];
  role: string;
  /** Null: no column may have this role. */
  column: string | null;
}

/** What a column of each role has to become; a field of its own where the product has no place for it. */
const PLACES: Readonly<Record<string, readonly ColumnTarget["to"][]>> = {
  email: ["email"],
  first_name: ["firstName"],
  last_name: ["lastName"],
  name: ["fullName"],
  tags: ["tags"],
  status: ["status"],
  consent: ["agreed"],
  unsubscribed: ["left"],
  phone: ["newField"],
  created_at: ["newField"],
  ignore: ["ignore"],
};

/** The columns of real exports, by their names alone: below each stands a word that says nothing. */
export function judgeHeaders(samples: readonly HeaderSample[]): Promise<SamplesJudged> {
  return judgeEach(
    samples.flatMap(askedOf),
    ({ product, role, column }) => `${product}, ${role} (${column ?? "none"})`,
    judgeColumn,
  );
}

function askedOf(sample: HeaderSample): Asked[] {
  const { rows, format } = sampleCsv(Buffer.from(sample.header), true, 1);
  const columns = rows[0]?.cells ?? [];
  const mapping = guessMapping(format.hasHeader ? columns : null, [columns.map(() => "abc")], []);
  const common = { product: sample.product, columns, mapping };
  return Object.entries(sample.expected_mapping).flatMap(([role, named]) =>
    [named].flat().map((column) => ({ ...common, role, column: column ?? null })),
  );
}

function judgeColumn({ columns, mapping, role, column }: Asked): Verdict {
  const places = PLACES[role] ?? [];
  if (column === null)
    return same(
      mapping.some(({ to }) => places.includes(to)),
      false,
    );
  const got = mapping[columns.indexOf(column)]?.to;
  return got && places.includes(got) ? "right" : { problem: `expected ${places.join(" or ")}, became ${got}` };
}
