import { z } from "zod";
import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { type IdPrefix, idOf, parsePublicId } from "@/lib/base/db/ids";
import { invalid } from "@/lib/base/errors";

/** Pieces that several resources have. Ids go out as the UUIDs that Resend's clients store, and come in so or as the product shows them. */

/** The UUID of a public id, as it goes out here. */
export const outId = parsePublicId;

/** The path parameter `id` of a kind. */
export const byId = (prefix: IdPrefix) => z.object({ id: idOf(prefix) });

/** Rows of a page where the caller says nothing. Older versions of the package know no pages. */
const ALL = 100;

/** `limit` with `after` or `before`, the id of an item. */
export const PageQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(100).default(ALL),
    after: z.string().max(320).optional(),
    before: z.string().max(320).optional(),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, {
    message: "Give `after` or `before`, not both.",
    path: ["before"],
  });
export type PageQuery = z.output<typeof PageQuery>;

export const listOf = <T>(data: T[], hasMore: boolean) => ({ object: "list", has_more: hasMore, data });

/** A page of what is all there, in the order given. An id that is none of them begins at the end: nothing follows. */
export function pageAmong<T extends { id: string }>(items: readonly T[], { limit, after, before }: PageQuery) {
  if (before !== undefined) {
    const at = items.findIndex(({ id }) => id === before);
    const from = Math.max(0, at - limit);
    return listOf(items.slice(from, Math.max(at, 0)), from > 0);
  }
  const at = after === undefined ? -1 : items.findIndex(({ id }) => id === after);
  const from = after !== undefined && at < 0 ? items.length : at + 1;
  return listOf(items.slice(from, from + limit), items.length > from + limit);
}

/** The UUIDs that a page of rows in the order of their ids begins or ends at. Throws a ZodError for what is none. */
export function cursorsOf(prefix: IdPrefix, { after, before }: PageQuery) {
  const id = idOf(prefix).optional();
  const read = z.object({ after: id, before: id }).parse({ after, before });
  return { after: read.after, before: read.before };
}

/** null counts as not given, as JSON of other languages has it for what is not set. */
export const withoutNulls = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null))
    : value;

/** Newest first, by UUIDs that rise with time. */
export const newestFirst = <T extends { id: string }>(items: readonly T[]): T[] =>
  items.toSorted((one, other) => (one.id < other.id ? 1 : -1));

/** An address as it is compared. Throws `invalid` with the field. */
export function readNormalized(email: string, field: string): string {
  const address = readAddress(email);
  if (isEmailAddress(address)) return address.normalized;
  throw invalid(address.error, { [field]: address.error });
}
