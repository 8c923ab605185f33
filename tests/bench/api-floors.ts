import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { newId } from "@/lib/base/db/ids";
import { freePort } from "@/lib/run/cluster/ports";
import { watchChild } from "@/tests/load/children";
import { type DrivenRequest, drive } from "@/tests/load/http-driver";

/** A server that reads JSON and answers, in a process of its own: what no server on Node can beat. */
const BARE = `
  const server = require("node:http").createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const given = JSON.parse(Buffer.concat(parts).toString());
      const body = JSON.stringify({ ok: true, items: Array.isArray(given) ? given.length : 1 });
      response.writeHead(201, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
      response.end(body);
    });
  });
  server.listen(Number(process.argv[1]), "127.0.0.1", () => process.send("ready"));
`;

/** Calls a second that a bare Node server answers. */
export async function bareCalls(
  connections: number,
  calls: number,
  make: (no: number) => DrivenRequest,
): Promise<number> {
  const port = await freePort();
  const child = spawn(process.execPath, ["-e", BARE, String(port)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  watchChild(child);
  await once(child, "message");
  let no = 0;
  const startedAt = performance.now();
  await drive({ port, connections, headers: {}, next: () => (no < calls ? make(no++) : null) });
  const perSecond = (calls * 1000) / (performance.now() - startedAt);
  child.kill("SIGKILL");
  return perSecond;
}

/** Rows a second that one connection inserts in groups, each group a transaction: one table, one key, the text of each row. */
export async function bareInserts(
  databaseUrl: string,
  plan: { rows: number; group: number; text: string },
): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("create table bench_bare (id uuid primary key, at timestamptz not null, text text not null)");
  const startedAt = performance.now();
  for (let done = 0; done < plan.rows; done += plan.group) {
    await client.query({
      name: "bare",
      text: "insert into bench_bare select id, now(), $2 from unnest($1::uuid[]) id",
      values: [Array.from({ length: plan.group }, () => newId()), plan.text],
    });
  }
  const perSecond = (plan.rows * 1000) / (performance.now() - startedAt);
  await client.query("drop table bench_bare");
  await client.end();
  return perSecond;
}
