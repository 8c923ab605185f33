import { z } from "zod";
import { t, words } from "@/lib/language/t";
import { type RetentionKindName, retentionKind, retentionKindNames } from "./kinds.shared";

const KindName = z.enum(retentionKindNames);

/** What is wrong with keeping a kind for so long, in words; null when it may be. */
function keepProblem(kind: RetentionKindName, keep: number | null): string | null {
  const { unit, least, most, mayKeepAll } = retentionKind(kind);
  if (keep === null ? mayKeepAll : keep >= least && keep <= most) return null;
  if (unit === "months") {
    return least === most
      ? t("It is {count, plural, one {# month} other {# months}}.", { count: least })
      : t("It is between {least} and {count, plural, one {# month} other {# months}}.", { least, count: most });
  }
  return least === most
    ? t("It is {count, plural, one {# day} other {# days}}.", { count: least })
    : t("It is between {least} and {count, plural, one {# day} other {# days}}.", { least, count: most });
}

/** How long a kind is kept, in its unit; null: for good. */
export const ChangeRetention = z
  .object({ kind: KindName, keep: z.number().int(words("Use a whole number.")).nullable() })
  .superRefine(({ kind, keep }, check) => {
    const message = keepProblem(kind, keep);
    if (message) check.addIssue({ code: "custom", path: ["keep"], message });
  });
export type ChangeRetention = z.output<typeof ChangeRetention>;

/** What would go: of all kinds, or of one, as they are kept; or of one if it were kept for so long. */
export const PreviewRetention = z
  .object({ kind: KindName.optional(), keep: z.coerce.number().int(words("Use a whole number.")).optional() })
  .superRefine(({ kind, keep }, check) => {
    if (keep === undefined) return;
    const message = kind ? keepProblem(kind, keep) : t("Say of which kind.");
    if (message) check.addIssue({ code: "custom", path: ["keep"], message });
  });

/** Who said how long a kind is kept. */
export type SaidBy = "usual" | "environment" | "operator";

/** A kind as the operator's page shows it; times are ISO 8601. */
export interface RetentionItem {
  kind: RetentionKindName;
  keep: number | null;
  saidBy: SaidBy;
  /** When it begins, after an upgrade that brought it; null: it has. */
  begins: string | null;
  /** Estimates; null where nothing is measured. */
  rows: number | null;
  bytes: number | null;
  /** By the samples of the last 30 days; null while there are too few. */
  bytesPerMonth: number | null;
  /** When it was looked through the last time, and how many rows went. */
  lastRun: { at: string; rows: number } | null;
  /** A worker is at it. */
  isRunning: boolean;
}

export interface RetentionView {
  items: RetentionItem[];
  /** Day of the sizes; null: of this moment. */
  measuredOn: string | null;
  /** All tables together, those without a kind too; and how they grow, null while there are too few samples. */
  bytes: number;
  bytesPerMonth: number | null;
}

export interface RetentionPreview {
  kind: RetentionKindName;
  rows: number;
  /** There are more than that. */
  isAtLeast: boolean;
}
