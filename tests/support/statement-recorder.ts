import pg from "pg";

/** Texts of the statements that this process has sent to its database, each once, in the order of their first use. */
export const recorded = new Set<string>();

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/** Listens to every connection of the process to this database, whoever opened it: pools, Prisma, the queue, the tests themselves. */
export function recordStatements(database: string): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  prototype.query = function record(...given) {
    const [first] = given as [string | { text?: string } | undefined];
    const text = typeof first === "string" ? first : first?.text;
    if (text && this.database === database) recorded.add(text);
    return query.apply(this, given);
  };
}
