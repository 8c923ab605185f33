import { Prisma } from "@/lib/base/db/generated/client";
import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

const { sql } = Prisma;

/** Above every other character in byte order, so that a prefix is a range of its index. */
const LAST = "\u{10ffff}";

/** How a list of addresses is searched, ordered and continued. */
export interface AddressSearch {
  where: Prisma.Sql;
  orderBy: Prisma.Sql;
  cursorOf: (row: { id: string; emailNormalized: string }) => string;
}

/**
 * SQL for a page of a table with `id` (UUIDv7) and `email_normalized`, under its alias. Without a search the newest come first;
 * a search by the beginning of the address, or of the domain after "@", is in the order of its index, so that a
 * page costs the same however many fit.
 */
export function addressSearch(table: "s" | "i", query: string, cursor: string | undefined): AddressSearch {
  const id = Prisma.raw(`${table}.id`);
  const address = Prisma.raw(`${table}.email_normalized collate "C"`);
  const domain = Prisma.raw(`(substring(${table}.email_normalized from '[^@]*$')) collate "C"`);
  if (!query) {
    return {
      where: cursor ? sql`${id} < ${uuidCursor(cursor)}::uuid` : sql`true`,
      orderBy: sql`${id} desc`,
      cursorOf: (row) => row.id,
    };
  }
  const after = cursor ? Buffer.from(cursor, "base64url").toString("utf8") : null;
  if (after?.includes("\0")) throw badCursor();
  const cursorOf = (row: { emailNormalized: string }) => Buffer.from(row.emailNormalized).toString("base64url");
  if (query.startsWith("@")) {
    const prefix = query.slice(1);
    const parts = [sql`${domain} >= ${prefix} and ${domain} < ${prefix + LAST}`];
    if (after) parts.push(sql`(${domain}, ${address}) > (${after.slice(after.lastIndexOf("@") + 1)}, ${after})`);
    return { where: Prisma.join(parts, " and "), orderBy: sql`${domain}, ${address}`, cursorOf };
  }
  const parts = [sql`${address} >= ${query} and ${address} < ${query + LAST}`];
  if (after) parts.push(sql`${address} > ${after}`);
  return { where: Prisma.join(parts, " and "), orderBy: address, cursorOf };
}

function uuidCursor(cursor: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) throw badCursor();
  return cursor;
}

function badCursor() {
  return invalid(t("This page no longer exists. Start again from the first one."), {
    cursor: "not a cursor of this list",
  });
}
