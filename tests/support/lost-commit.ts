import type { PoolClient } from "pg";
import { vi } from "vitest";
import { pgPool } from "@/lib/base/db/pool";

type Query = (query: string | { text: string }, values?: unknown[]) => Promise<unknown>;

/** The next transactions that hold such a statement are committed, and the connection ends before anybody hears of it. */
export function loseCommits(times: number, statement: RegExp): { left(): number; restore(): void } {
  const pool = pgPool();
  const connect = pool.connect.bind(pool) as (callback?: unknown) => Promise<PoolClient>;
  let left = times;
  const losing = (client: PoolClient): PoolClient => {
    let isMeant = false;
    const query: Query = async (asked, values) => {
      const text = typeof asked === "string" ? asked : asked.text;
      if (statement.test(text)) isMeant = true;
      const answer = await (client.query as unknown as Query).call(client, asked, values);
      if (text !== "commit" || !isMeant || left === 0) return answer;
      left -= 1;
      throw new Error("Connection terminated unexpectedly");
    };
    return new Proxy(client, {
      get(target, name) {
        if (name === "query") return query;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
  const spy = vi
    .spyOn(pool, "connect")
    .mockImplementation(((callback?: unknown) =>
      callback === undefined ? connect().then(losing) : connect(callback)) as typeof pool.connect);
  return { left: () => left, restore: () => spy.mockRestore() };
}
