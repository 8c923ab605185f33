import { AppError } from "@/lib/base/errors";
import type { Db } from "./client";
import { Prisma } from "./generated/client";
import { refusedFor } from "./sql-state";

/** For a write whose check and insert may be passed by another request in between: the same words as the check gives. */
export async function orTaken<T>(write: Promise<T>, text: string, field: string): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw refusedFor(error, "uniqueViolation") ? taken(text, field) : error;
  }
}

/** `conflict` that names the field. */
export function taken(text: string, field: string): AppError {
  return new AppError("conflict", text, { [field]: text });
}

/**
 * Lets one transaction at a time give names of this kind in the workspace, until it ends: where names are compared by more than
 * a unique index can (letter case, archived rows), the check holds until the row is there.
 */
export async function lockNames(
  tx: { db: Db; workspaceId: string },
  kind: "list" | "segment" | "tag" | "field" | "view" | "goal",
): Promise<void> {
  await tx.db.$executeRaw(
    Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${`names/${kind}/${tx.workspaceId}`}, 0))`,
  );
}
