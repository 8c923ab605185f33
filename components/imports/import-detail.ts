import type { ImportView, RowRefusalReason } from "@/lib/people/imports/queries";

/** An import with what its refused rows lack. */
export type ImportDetail = ImportView & { reasons: RowRefusalReason[] };
