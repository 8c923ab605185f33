import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";
import { uploadImport } from "@/lib/run/conformance/upload-import";
import { testContact, testList, testWorkspace } from "@/tests/support/db";
import { getImport } from "./get-import";
import { previewImport } from "./preview-import";
import { runImport } from "./run-import";
import { startImport } from "./start-import";

/** People who come twice, near each other and far apart, who are there already, who left, and rows that are refused. */
function fileOf(rows: number, seed: number): string {
  const lines = Array.from({ length: rows }, (_, n) => {
    const who = n % 7 === 3 ? (n * seed) % rows : n;
    if (n % 97 === 5) return `not an address ${n},Ada,free,x`;
    return `p${who}@example.com,Name ${n},plan ${n % 3},${n % 5 === 0 ? "vip" : ""}`;
  });
  return `email,first name,plan,tags\n${lines.join("\n")}\n`;
}

interface Prepared {
  ctx: Ctx;
  importId: string;
}

async function prepare(file: string): Promise<Prepared> {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  for (const n of [1, 10, 2500, 4100]) {
    const { id } = await testContact(ctx, { email: `p${n}@example.com`, firstName: "Old", listIds: [list.id] });
    if (n > 5) await unsubscribeContact(ctx, { contactId: id });
  }
  const { id } = await uploadImport(ctx, { fileName: "people.csv", body: whole(file) });
  const { format, mapping } = await previewImport(ctx, { importId: id });
  const consent = { consentMethod: "form" as const, consentSource: "Sign-up form on example.com" };
  await startImport(ctx, { importId: id, format, mapping, options: { ...consent, listIds: [list.id], tags: ["all"] } });
  return { ctx, importId: id };
}

async function* whole(file: string) {
  yield Buffer.from(file);
}

/** Ends the connections that are in a transaction, as a worker that is killed ends its own. */
const killWriters = () => prisma.$queryRaw`
  select pg_terminate_backend(pid) from pg_stat_activity
   where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`;

async function stateOf({ ctx, importId }: Prepared) {
  const { workspaceId } = ctx;
  const people = await prisma.$queryRaw`
    select c.email, c.first_name, c.fields, c.source, s.text as search,
           (select json_agg(t.name order by t.name) from contact_tag ct join tag t on t.workspace_id = ct.workspace_id and t.id = ct.tag_id
             where ct.workspace_id = c.workspace_id and ct.contact_id = c.id) as tags,
           (select json_agg(json_build_array(u.status, u.source)) from subscription u
             where u.workspace_id = c.workspace_id and u.contact_id = c.id) as subscriptions,
           (select json_agg(json_build_array(r.kind, r.method, r.wording) order by r.kind, r.method) from consent_record r
             where r.workspace_id = c.workspace_id and r.contact_id = c.id) as consent,
           (select json_agg(e.type order by e.type) from event e where e.workspace_id = c.workspace_id and e.contact_id = c.id) as events
      from contact c left join contact_search s on s.workspace_id = c.workspace_id and s.contact_id = c.id
     where c.workspace_id = ${workspaceId}::uuid order by c.email`;
  const refused = await prisma.importRefusal.findMany({
    where: { workspaceId, importJobId: importId },
    orderBy: { line: "asc" },
    select: { line: true, reason: true, row: true },
  });
  const { status, rowsDone, created, updated, unchanged, refused: count } = await getImport(ctx, importId);
  const counted = await prisma.workspaceDaily.findMany({ where: { workspaceId }, select: { contactsCreated: true } });
  return { people, refused, status, rowsDone, created, updated, unchanged, count, counted };
}

/** Runs it to its end, killed after so many milliseconds each time, as long as there are some. */
async function runKilled({ ctx, importId }: Prepared, killsAfterMs: readonly number[]): Promise<number> {
  const kills = [...killsAfterMs];
  let died = 0;
  for (let goesOn = true; goesOn; ) {
    const after = kills.shift();
    const timer = after === undefined ? null : setTimeout(() => void killWriters().catch(() => {}), after);
    goesOn = await runImport(ctx, importId, { maxMs: after === undefined ? 60_000 : 2000 }).catch(() => {
      died += 1;
      return true;
    });
    if (timer) clearTimeout(timer);
  }
  return died;
}

test("wherever a worker dies, the people are those of an import that went through, and nobody who left comes back", async () => {
  let died = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 50 }),
      fc.array(fc.integer({ min: 5, max: 900 }), { minLength: 2, maxLength: 6 }),
      async (seed, kills) => {
        const file = fileOf(6500, seed);
        const [calm, stormy] = [await prepare(file), await prepare(file)];
        while (await runImport(calm.ctx, calm.importId, { maxMs: 60_000 }));
        died += await runKilled(stormy, kills);
        const [wanted, found] = [await stateOf(calm), await stateOf(stormy)];
        expect(wanted).toMatchObject({ status: "completed", rowsDone: 6500 });
        expect(found).toEqual(wanted);
      },
    ),
    { numRuns: 3 },
  );
  expect(died).toBeGreaterThan(0);
}, 240_000);

test("the last of a person's rows in the file is the one that stays, however far apart they are", async () => {
  const rows = Array.from({ length: 6000 }, (_, n) => `p${n % 1999}@example.com,Name ${n}\n`).join("");
  const prepared = await prepare(`email,first name\n${rows}`);
  while (await runImport(prepared.ctx, prepared.importId, { maxMs: 60_000 }));
  const { people } = (await stateOf(prepared)) as unknown as { people: { email: string; first_name: string }[] };
  const last = new Map(Array.from({ length: 6000 }, (_, n) => [`p${n % 1999}@example.com`, `Name ${n}`]));
  const wrong = people.filter(({ email, first_name }) => last.has(email) && last.get(email) !== first_name);
  expect(wrong).toEqual([]);
});

test("whoever waits for people of two batches, and holds one of them, does not keep the import from its end", async () => {
  const prepared = await prepare(fileOf(6500, 3));
  const { ctx, importId } = prepared;
  const where = (n: number) => ({ workspaceId: ctx.workspaceId, emailNormalized: `p${n}@example.com` });
  let running: Promise<boolean> | undefined;
  await prisma.$transaction(
    async (tx) => {
      await tx.contact.updateMany({ where: where(1), data: { lastName: "Held" } });
      running = runImport(ctx, importId, { maxMs: 60_000 });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await tx.contact.updateMany({ where: where(2500), data: { lastName: "Wanted" } });
    },
    { timeout: 30_000 },
  );
  await running;
  while (await runImport(ctx, importId, { maxMs: 60_000 }));
  expect(await getImport(ctx, importId)).toMatchObject({ status: "completed", rowsDone: 6500 });
}, 60_000);
