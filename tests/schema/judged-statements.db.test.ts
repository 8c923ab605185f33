import { expect, inject, test } from "vitest";
import { env } from "@/lib/base/env";
import { judgeRecorded } from "../support/sharding/judge-recorded";

// Every database test ends by holding its own statements to these rules; here the rules themselves are held to what they should say.

async function judge(statement: string): Promise<string | undefined> {
  const url = new URL(inject("superuserUrl"));
  url.pathname = new URL(env.DATABASE_URL).pathname;
  const [wrong] = await judgeRecorded(url.href, [statement]);
  return wrong?.split("\n")[0];
}

const W = "workspace_id = $1::uuid";

test.each([
  ["one table", `select * from contact where ${W} and id = $2`],
  ["a join by the workspace", `select * from campaign c join campaign_batch b using (workspace_id) where c.${W}`],
  [
    "a sub-query that names it from outside",
    `select (select count(*) from message m where m.workspace_id = c.workspace_id) from campaign c where c.${W}`,
  ],
  [
    "a lateral one",
    `select * from contact c cross join lateral (select * from event e where e.workspace_id = c.workspace_id limit 1) e where c.${W}`,
  ],
  ["a row of keys, as Prisma writes it", "select * from tag where (workspace_id, id) in (($1, $2), ($3, $4))"],
  [
    "beside a table that every server has",
    `select * from contact c left join installation_suppression i on i.email_normalized = c.email_normalized where c.${W}`,
  ],
  [
    "named by such a table",
    `select * from sending_domain d join sender s on s.workspace_id = d.workspace_id and s.domain_id = d.id where d.${W}`,
  ],
  [
    "an insert with times of its own",
    "insert into tag (workspace_id, id, name, created_at) values ($1, new_id(), $2, now())",
  ],
  [
    "an insert from what a with has written",
    `with gone as (delete from tag where ${W} returning workspace_id, id) insert into segment (workspace_id, id, name, rules, updated_at) select workspace_id, id, '', '{}', $2 from gone`,
  ],
  ["an update with a time that is given", `update campaign_batch set due_at = $2 where ${W}`],
  ["tables of the installation", "select count(*) from session"],
])("fine: %s", async (_what, statement) => {
  expect(await judge(statement)).toBeUndefined();
});

test.each([
  ["no workspace", "select * from contact where id = $1", "contact without its workspace"],
  ["behind comments", "-- one\n/* two */ select * from contact where id = $1", "contact without its workspace"],
  ["a workspace in one arm only", `select * from contact where ${W} or email = $2`, "contact without its workspace"],
  ["several workspaces", "select * from contact where workspace_id = any($1::uuid[])", "contact without its workspace"],
  [
    "hidden from the planner",
    "select * from contact where coalesce(workspace_id, workspace_id) = $1",
    "contact without its workspace",
  ],
  [
    "a join without it",
    `select * from campaign c join campaign_batch b on b.campaign_id = c.id where c.${W}`,
    "campaign_batch without its workspace",
  ],
  [
    "a sub-query without it",
    `select * from contact where ${W} and id in (select contact_id from message)`,
    "message without its workspace",
  ],
  [
    "an insert for whom it concerns",
    `insert into tag (workspace_id, id, name) select id, new_id(), 'x' from workspace`,
    "tag without its workspace",
  ],
  ["a local table beside it", `select * from contact c, session s where c.${W}`, "a tenant table beside a local one"],
  [
    "two places written at once",
    `with a as (delete from tag where ${W}) delete from installation_suppression`,
    "writes a tenant table and another place",
  ],
  [
    "the clock in an update",
    `update campaign_batch set due_at = clock_timestamp() where ${W}`,
    "calls clock_timestamp() in an update or its condition",
  ],
  [
    "the clock in its condition",
    `delete from tag where ${W} and created_at < clock_timestamp()`,
    "calls clock_timestamp() in an update or its condition",
  ],
  [
    "the time of an upsert",
    `insert into tag (workspace_id, id, name) values ($1, $2, $3) on conflict (workspace_id, name) do update set created_at = now()`,
    "calls now() where only immutable functions may be",
  ],
  [
    "its condition",
    `insert into tag as t (workspace_id, id, name) values ($1, $2, $3) on conflict (workspace_id, name) do update set name = $3 where t.created_at < now()`,
    "calls now() where only immutable functions may be",
  ],
  [
    "what comes back",
    `update contact set email = $2 where ${W} returning created_at::text`,
    "calls timestamptz_out() where only immutable functions may be",
  ],
  [
    "a cast of a column",
    `update contact set email = created_at::text where ${W}`,
    "calls timestamptz_out() with a column, or in a case or a coalesce",
  ],
  [
    "a default that changes",
    `update contact set updated_at = coalesce($2::timestamptz, now()) where ${W}`,
    "calls now() with a column, or in a case or a coalesce",
  ],
])("not: %s", async (_what, statement, text) => {
  expect(await judge(statement)).toBe(text);
});
