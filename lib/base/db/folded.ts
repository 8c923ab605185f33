import { foldText } from "@/lib/base/text/fold-text.shared";
import { Prisma } from "./generated/client";

/** Condition that a text column contains some words, without letter case in any script and whatever the locale of the database. */
export function foldedContains(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`fold_text(${column}) like ${`%${foldText(text).replace(/[\\%_]/g, "\\$&")}%`}`;
}
