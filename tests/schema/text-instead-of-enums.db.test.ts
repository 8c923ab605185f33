import pg from "pg";
import { expect, test } from "vitest";
import { migrate } from "@/lib/base/db/migrate";
import { storedKinds } from "@/prisma/stored-kinds";
import { emptyDatabase, migrationsBefore } from "../support/empty-database";

const W = "'01990000-0000-7000-8000-000000000001'";
const ONE = "'01990000-0000-7000-8000-000000000002'";

/** What the rows below point at. */
const parents = [
  `insert into workspace (id, slug, name, updated_at) values (${W}, 'kept', 'Kept', now())`,
  `insert into campaign (workspace_id, id, name, updated_at) values (${W}, ${ONE}, 'One', now())`,
  `insert into list (workspace_id, id, name, updated_at) values (${W}, ${ONE}, 'One', now())`,
  `insert into sending_domain (workspace_id, id, name, return_path_host) values (${W}, ${ONE}, 'one.example', 'b.one.example')`,
  `insert into provider_endpoint (workspace_id, id, provider, name, token_hash, token_sealed, secrets_sealed)
   values (${W}, ${ONE}, 'ses', 'One', '1', '', '')`,
  `insert into "user" (id, email, name, password_hash, updated_at)
   select id, id::text, '', '', now() from generate_series(1, 4) as n, lateral (select uuid_at(now() + n * interval '1 s') as id)`,
  `insert into contact (workspace_id, id, email, email_normalized, email_domain, updated_at)
   select ${W}, uuid_at(now() + n * interval '1 s'), n::text, n::text, 'example.com', now() from generate_series(1, 3) as n`,
];

/** By table: the other columns that a row needs, for the row number `n`. */
const needed: Record<string, Record<string, string>> = {
  auth_token: { id: "new_id()", user_id: nth("user"), token_hash: "n::text", email: "''", expires_at: "now()" },
  campaign: { workspace_id: W, id: "new_id()", name: "''", updated_at: "now()" },
  campaign_batch: {
    workspace_id: W,
    id: "new_id()",
    campaign_id: ONE,
    position: "n",
    first_message_id: ONE,
    last_message_id: ONE,
    size: "1",
  },
  contact_field: { workspace_id: W, id: "new_id()", key: "n::text", label: "''" },
  dkim_key: {
    workspace_id: W,
    id: "new_id()",
    domain_id: ONE,
    selector: "n::text",
    algorithm: "'rsa'",
    private_key_sealed: "''",
    public_key: "''",
  },
  event: { workspace_id: W, id: "new_id()", type: "'message.opened'", occurred_at: "now()" },
  import_job: { workspace_id: W, id: "new_id()", file_name: "''" },
  installation_suppression: { id: "new_id()", email_normalized: "n::text" },
  invitation: {
    workspace_id: W,
    id: "new_id()",
    email: "''",
    token_hash: "n::text",
    invited_by_name: "''",
    expires_at: "now()",
  },
  member: { workspace_id: W, id: "new_id()", user_id: nth("user") },
  message: { workspace_id: W, id: "new_id()", email: "''", email_normalized: "n::text", email_domain: "''" },
  provider_call: { workspace_id: W, id: "new_id()", endpoint_id: ONE, received_at: "now()", body_bytes: "0" },
  sending_domain: { workspace_id: W, id: "new_id()", name: "n || '.example'", return_path_host: "''" },
  subscription: { workspace_id: W, id: "new_id()", list_id: ONE, contact_id: nth("contact") },
  suppression: { workspace_id: W, id: "new_id()", email_normalized: "n::text" },
  suppression_history: {
    workspace_id: W,
    id: "new_id()",
    email_normalized: "''",
    created_at: "now()",
    ended_at: "now()",
    ending: "''",
  },
  template: { workspace_id: W, id: "new_id()", name: "''", updated_at: "now()" },
  transport: { workspace_id: W, id: "new_id()", name: "''" },
};

function nth(table: string): string {
  return `(select id from "${table}" order by id offset n - 1 limit 1)`;
}

/** One row for every value of the column's list. */
async function fill(client: pg.Client, column: string, list: readonly string[]): Promise<void> {
  const [table = "", name = ""] = column.split(".");
  const others = needed[table];
  if (!others) throw new Error(`No row for ${table}.`);
  const unique = table === "message" ? { ...others, email_normalized: `'${name}' || n` } : others;
  for (const [index, value] of list.entries()) {
    const values = Object.values(unique).map((sql) => sql.replaceAll(/\bn\b/g, String(index + 1)));
    await client.query(
      `insert into ${table} (${[...Object.keys(unique), name].join(", ")}) values (${[...values, `'${value}'`].join(", ")})`,
    );
  }
}

const counts = (client: pg.Client, column: string) => {
  const [table, name] = column.split(".");
  return client.query(
    `select ${name}::text as value, count(*)::int from ${table} group by ${name}::text order by ${name}::text collate "C"`,
  );
};

/** Columns that were never enums: they came later. */
const later = [
  "api_key.kind",
  "api_key.mode",
  "bin_entry.kind",
  "contact_mark.mark",
  "custom_event.kind",
  "custom_event.source",
  "event_outbox.kind",
  "event_refusal.source",
  "reply_answer.status",
  "send_request.status",
  "webhook_delivery.status",
  "email.mode",
  "email.via",
  "email_batch.mode",
  "email_queue.mode",
  "email_recipient.role",
];
const kindsOfThen = Object.fromEntries(Object.entries(storedKinds).filter(([column]) => !later.includes(column)));

test("every value of every enum stays as it was, defaults too, and an unknown one is refused", async () => {
  const { url, drop } = await emptyDatabase();
  await migrate(url, await migrationsBefore("text_instead_of_enums"));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const sql of parents) await client.query(sql);
  for (const [column, list] of Object.entries(kindsOfThen)) await fill(client, column, list);
  const before = new Map<string, unknown[]>();
  for (const column of Object.keys(kindsOfThen)) before.set(column, (await counts(client, column)).rows);
  expect(before.get("message.status")?.length).toBe(storedKinds["message.status"]?.length);

  await migrate(url, "prisma/migrations");

  for (const [column, rows] of before) expect([column, (await counts(client, column)).rows]).toEqual([column, rows]);
  const { rows: types } = await client.query(
    "select typname from pg_type where typtype = 'e' and typnamespace = 'public'::regnamespace",
  );
  expect(types).toEqual([]);
  const added = await client.query(
    `insert into campaign (workspace_id, id, name, updated_at) values (${W}, new_id(), '', now()) returning status, content_kind`,
  );
  expect(added.rows).toEqual([{ status: "draft", content_kind: "document" }]);
  for (const column of Object.keys(kindsOfThen)) {
    const [table, name] = column.split(".");
    await expect(client.query(`update ${table} set ${name} = 'something_else'`), column).rejects.toThrow(
      `${table}_${name}_check`,
    );
  }
  await client.end();
  await drop();
});
