import type { z } from "zod";
import type { Prisma } from "./generated/client";

/** A column holds something else than its reader knows. For the operator: whoever asked can do nothing about it. */
export class UnreadableColumn extends Error {
  override name = "UnreadableColumn";

  constructor(column: string, problem: string, options?: ErrorOptions) {
    super(`What is stored in ${column} cannot be read: ${problem}`, options);
  }
}

/** The one reader and writer of a JSON column. */
export interface StoredJson<T> {
  /** `table.column`, as the database calls them. */
  column: string;
  /** What the column holds, in the form of today. Throws UnreadableColumn. */
  read(stored: unknown): T;
  /** The same, but null for an empty column. */
  readOrNull(stored: unknown): T | null;
  write(value: T): Prisma.InputJsonObject;
}

/** Takes what an older release wrote to the form of the next one. */
export type Upgrade = (stored: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** The property that says in which form an object is stored; none is the first form. */
const VERSION = "$v";

/**
 * The reader of a JSON column whose form is ours. When the form changes, `upgrades` gets one step more, from the last form to
 * the new one: what is stored is read by its number, and a number that this release does not know is refused.
 */
export function storedJson<T>(column: string, schema: z.ZodType<T>, upgrades: readonly Upgrade[] = []): StoredJson<T> {
  const current = upgrades.length + 1;
  const read = (stored: unknown): T => parsed(column, schema, upgraded(column, stored, upgrades));
  return {
    column,
    read,
    readOrNull: (stored) => (stored === null || stored === undefined ? null : read(stored)),
    write: (value) => asJson(current === 1 ? value : { ...value, [VERSION]: current }),
  };
}

/** The reader of a JSON column whose keys other people choose, such as the headers of a call: it has one form for good. */
export function storedValues<T>(column: string, schema: z.ZodType<T>): StoredJson<T> {
  const read = (stored: unknown): T => parsed(column, schema, stored);
  const readOrNull = (stored: unknown) => (stored === null || stored === undefined ? null : read(stored));
  return { column, read, readOrNull, write: asJson };
}

/** What a schema describes is JSON all through; Prisma's type asks for index signatures, which interfaces do not have. */
const asJson = (value: unknown) => value as Prisma.InputJsonObject;

function upgraded(column: string, stored: unknown, upgrades: readonly Upgrade[]): unknown {
  if (typeof stored !== "object" || stored === null || Array.isArray(stored)) return stored;
  const { [VERSION]: version = 1, ...bare } = stored as Record<string, unknown>;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1 || version > upgrades.length + 1) {
    throw new UnreadableColumn(column, `it has form ${String(version)}, which this release does not know.`);
  }
  return upgrades.slice(version - 1).reduce((form, upgrade) => upgrade(form), bare);
}

function parsed<T>(column: string, schema: z.ZodType<T>, stored: unknown): T {
  const { data, error } = schema.safeParse(stored);
  if (!error) return data;
  const [issue] = error.issues;
  const place = issue?.path.join(".");
  throw new UnreadableColumn(column, `${place ? `${place}: ` : ""}${issue?.message}`, { cause: error });
}
