import { Prisma } from "@/lib/base/db/generated/client";

/** Whether a suppression keeps an address from getting mail at this time: it has no end, or a later one. */
export function isInForce({ expiresAt }: { expiresAt: Date | null }, now: Date): boolean {
  return expiresAt === null || expiresAt > now;
}

/** `isInForce` as a condition of Prisma's. */
export function inForceWhere(now: Date) {
  return { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/**
 * `isInForce` as text of SQL. `row` is the name that the statement gives the suppression, `now` an expression of time; neither may come
 * from outside.
 */
export function inForceText(row: string, now = "clock_timestamp()"): string {
  return `(${row}.expires_at is null or ${row}.expires_at > ${now})`;
}

/** The contrary of `inForceText`: it had an end, which has passed. */
export function ranOutText(row: string, now = "clock_timestamp()"): string {
  return `(${row}.expires_at <= ${now})`;
}

/** `inForceText` as a piece of a statement of Prisma's. */
export const inForceSql = (row: string): Prisma.Sql => Prisma.raw(inForceText(row));
