import pg from "pg";
import { inject } from "vitest";

/** Runs a statement on the test server as its superuser: for making and dropping databases, which the product's role cannot. */
export async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("superuserUrl") });
  await client.connect();
  await client.query(sql);
  await client.end();
}
