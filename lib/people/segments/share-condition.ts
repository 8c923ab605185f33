import { Prisma } from "@/lib/base/db/generated/client";
import type { SegmentCondition } from "./schema";

const { sql } = Prisma;

type Rule = Extract<SegmentCondition, { kind: "share" }>;

/** Of six hexadecimal digits. */
const PLACES = 0x1000000;

/** The first six digits of the hash of a person and a draw below which somebody is in the share. */
export const shareBelow = (percent: number) =>
  Math.round((percent / 100) * PLACES)
    .toString(16)
    .padStart(6, "0");

/**
 * The SQL condition on `contact` for a share of all people, by chance: a person is in or out for good, whoever else comes or goes, more percent keep
 * those who are in, and another draw has nothing to do with this one.
 */
export function shareCondition({ percent, draw }: Rule): Prisma.Sql {
  const hash = sql`encode(sha256(convert_to(contact.id::text || ${draw}::text, 'UTF8')), 'hex')`;
  return sql`substr(${hash}, 1, 6) collate "C" < ${shareBelow(percent)}`;
}
