import pg from "pg";

/** Rows that the database said it had taken, and whether it still has them after whatever came. */
export class Rows {
  readonly #urlOf: () => string;
  #taken = 0;

  /** `urlOf`: where the database is now; a server has another port after each start. */
  constructor(urlOf: () => string) {
    this.#urlOf = urlOf;
  }

  /** Writes one row after the other until the server goes away, or `most` are written. */
  async write(most: number): Promise<void> {
    const client = new pg.Client({ connectionString: this.#urlOf() });
    client.on("error", () => {});
    await client.connect();
    try {
      await client.query("create table if not exists chaos_row (n int primary key)");
      for (let count = 0; count < most; count++) {
        await client.query("insert into chaos_row values ($1)", [this.#taken + 1]);
        this.#taken += 1;
      }
    } catch (error) {
      if (most !== Number.POSITIVE_INFINITY) throw error;
    } finally {
      await client.end().catch(() => {});
    }
  }

  get taken(): number {
    return this.#taken;
  }

  async lost(): Promise<number> {
    const client = new pg.Client({ connectionString: this.#urlOf() });
    await client.connect();
    const { rows } = await client.query("select count(*)::int as count from chaos_row where n <= $1", [this.#taken]);
    await client.end();
    return this.#taken - rows[0].count;
  }
}
