import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Ctx } from "@/lib/base/context";
import { exportContactsCsv } from "@/lib/people/contacts/export-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";

/** The same columns by one statement, without a program between: what the database itself can give. */
const BARE = (workspaceId: string) => `copy (
  select email, first_name, last_name, time_zone, language,
    (select string_agg(t.name, '; ' order by t.name) from contact_tag ct join tag t on t.workspace_id = c.workspace_id and t.id = ct.tag_id
      where ct.workspace_id = c.workspace_id and ct.contact_id = c.id),
    (select string_agg(l.name, '; ' order by l.name) from subscription s join list l on l.workspace_id = c.workspace_id and l.id = s.list_id
      where s.workspace_id = c.workspace_id and s.contact_id = c.id and s.status <> 'unsubscribed'),
    (select string_agg(l.name, '; ' order by l.name) from subscription s join list l on l.workspace_id = c.workspace_id and l.id = s.list_id
      where s.workspace_id = c.workspace_id and s.contact_id = c.id and s.status = 'unsubscribed'),
    (select reason from suppression x where x.workspace_id = c.workspace_id and x.email_normalized = c.email_normalized),
    created_at, fields ->> 'city', fields ->> 'points', fields ->> 'plan', fields ->> 'birthday'
  from contact c where workspace_id = '${workspaceId}' order by id) to stdout (format csv)`;

export interface ExportRun {
  rows: number;
  seconds: number;
  bareSeconds: number;
  /** Of this process, over what it had before. */
  memoryMb: number;
}

const secondsOf = async (work: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};

/** All contacts through the product's export, beside a bare `copy` of the same columns. */
export async function measureExport(ctx: Ctx, client: pg.ClientBase): Promise<ExportRun> {
  let rows = 0;
  const swallow = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const bare = () => pipeline(client.query(copyTo(BARE(ctx.workspaceId))), swallow());
  const first = await secondsOf(bare);
  const idle = process.memoryUsage.rss();
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const seconds = await secondsOf(async () => {
    for await (const lines of await exportContactsCsv(ctx, ContactFilters.parse({})))
      rows += lines.split("\r\n").length - 1;
  });
  clearInterval(watch);
  const bareSeconds = Math.min(first, await secondsOf(bare));
  return { rows: rows - 1, seconds, bareSeconds, memoryMb: (most - idle) / 1_048_576 };
}
