import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { storeAsset } from "@/lib/content/assets/store-asset";
import { testContact, testWorkspace } from "@/tests/support/db";
import { newPicture, picturesIn } from "@/tests/support/pictures-in";
import { marker, populatedWorkspace } from "@/tests/support/populated-workspace";
import { modelsOf } from "@/tests/support/prisma-schema";
import { commandLineCtx, commandLineName } from "../command-line";
import { openExportTarget } from "./export-target";
import { type ExportManifest, exportWorkspace } from "./export-workspace";
import { exportedTables } from "./exported-tables";

vi.mock("@/lib/base/env", async (original) => {
  const { envWithChosen } = await import("@/tests/support/chosen-settings");
  return envWithChosen(original);
});

const folder = mkdtempSync(path.join(tmpdir(), "homing-export-"));
const ctx = commandLineCtx();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const slugOf = async (workspaceId: string) =>
  (await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })).slug;
const exportTo = async (workspaceId: string, name: string) => {
  const to = path.join(folder, name);
  const slug = await slugOf(workspaceId);
  return { to, manifest: await exportWorkspace(ctx, { slug, open: () => openExportTarget({ to }) }) };
};
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const linesOf = (text: string) => text.split("\n").filter(Boolean);

test("a picture outside the database is in it as those inside are", async () => {
  const own = await testWorkspace();
  picturesIn(path.join(folder, "pictures"));
  const data = newPicture();
  await storeAsset(own, { fileName: "logo.png", data });
  const { to, manifest } = await exportTo(own.workspaceId, "outside");
  expect(manifest.assets).toMatchObject([{ bytes: data.length, sha256: sha256(data) }]);
  expect(readFileSync(path.join(to, manifest.assets[0]!.file))).toEqual(data);
  expect(manifest.tables.map(({ name }) => name)).not.toContain("asset_object");
});

test("a folder holds a file a table, assets as they are, and a manifest that counts and proves them", async () => {
  const { ctx: own } = await populatedWorkspace();
  const other = await populatedWorkspace();
  const { to, manifest } = await exportTo(own.workspaceId, "whole");
  expect(JSON.parse(readFileSync(path.join(to, "manifest.json"), "utf8"))).toEqual(manifest);
  for (const { name, rows, sha256: expected } of manifest.tables) {
    const text = readFileSync(path.join(to, "tables", `${name}.ndjson`), "utf8");
    expect([linesOf(text).length, sha256(text)], name).toEqual([rows, expected]);
    expect(text, "nothing of another workspace").not.toContain(other.ctx.workspaceId);
  }
  const rowsOf = (name: string) => manifest.tables.find((table) => table.name === name)?.rows;
  expect([rowsOf("contact"), rowsOf("inbound_mailbox"), rowsOf("reply"), rowsOf("user"), rowsOf("workspace")]).toEqual([
    1, 1, 1, 1, 1,
  ]);
  const [asset] = manifest.assets;
  expect(sha256(readFileSync(path.join(to, asset!.file)))).toBe(asset!.sha256);
  expect(readFileSync(path.join(to, asset!.file))).toEqual(Buffer.from([0]));
  const mail = JSON.parse(readFileSync(path.join(to, "tables/inbound_message.ndjson"), "utf8")) as { raw: string };
  expect(Buffer.from(mail.raw, "base64").toString()).toContain(`Subject: ${marker}`);
  for (const file of [to, path.join(to, "manifest.json"), path.join(to, "tables/contact.ndjson")])
    expect(statSync(file).mode & 0o077, file).toBe(0);
});

test("no secret leaves, whatever table it is in", async () => {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const tables = await exportedTables(client);
  await client.end();
  // Of every table with rows of workspaces there is something, but of the installation's own log and of what is made of other rows.
  const tenants = modelsOf().filter(({ fields }) => fields.some(({ column }) => column === "workspace_id"));
  const missing = tenants.filter(({ table }) => !tables.some(({ name }) => name === table));
  expect(missing.map(({ table }) => table).sort()).toEqual([
    "asset_object",
    "contact_mark_walk",
    "contact_search",
    "contact_search_mark",
    "event_identity",
    "event_outbox",
    "fact_outbox",
    "security_event",
    "webhook_lane",
  ]);
  const suspicious = tables.flatMap(({ name, columns }) =>
    columns
      .filter((column) => /secret|password|token|hash|sealed|credential|key$/.test(column.name))
      .map((column) => `${name}.${column.name}`),
  );
  // Each of these is no secret: public names, and what rows are told apart by.
  expect(suspicious.sort()).toEqual([
    "api_answer.idempotency_key",
    "asset.object_key",
    "campaign.template_key",
    "contact_field.key",
    "custom_event.message_key",
    "dkim_key.public_key",
    "enrollment.step_key",
    "enrollment_step.step_key",
    "inbound_message.content_key",
    "notification.dedupe_key",
    "pace_counter.key",
    "provider_call.dedupe_key",
    "repeated_failure.key",
    "reply.dedupe_key",
    "reply_answer.dedupe_key",
  ]);
  expect(tables.find(({ name }) => name === "user")?.columns.map(({ name }) => name)).toEqual([
    "id",
    "email",
    "name",
    "created_at",
  ]);
});

test("one file of lines, packed or not, holds the same", async () => {
  const { ctx: own } = await populatedWorkspace();
  const plain = await exportTo(own.workspaceId, "one.ndjson");
  const packed = await exportTo(own.workspaceId, "one.ndjson.gz");
  for (const { to, manifest } of [plain, packed]) {
    const text = to.endsWith(".gz") ? gunzipSync(readFileSync(to)).toString() : readFileSync(to, "utf8");
    const lines = linesOf(text).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toEqual({ manifest });
    expect(lines.at(-2)).toEqual({ asset: manifest.assets[0]!.id, data: "AA==" });
    expect(lines.filter(({ row }) => row)).toHaveLength(manifest.tables.reduce((sum, { rows }) => sum + rows, 0));
  }
});

test("many rows come in pages, each once, all of one moment", async () => {
  const own = await testWorkspace();
  await prisma.$executeRaw`
    insert into contact (workspace_id, id, email, email_normalized, email_domain, fields, updated_at)
    select ${own.workspaceId}::uuid, gen_random_uuid(), 'c' || n || '@example.net', 'c' || n || '@example.net', 'example.net', '{}', now()
      from generate_series(1, 3456) n`;
  const slug = await slugOf(own.workspaceId);
  const written = new Map<string, number[]>();
  const seen = new Set<string>();
  const manifest: ExportManifest = await exportWorkspace(ctx, {
    slug,
    open: async () => ({
      write: async (table, lines) => {
        if (table !== "contact") return;
        // Comes after the moment.
        if (lines.length > 0) await testContact(own);
        written.set(table, [...(written.get(table) ?? []), lines.length]);
        for (const line of lines) seen.add((JSON.parse(line) as { id: string }).id);
      },
      writeAsset: async () => "",
      finish: async () => {},
      abandon: async () => {},
    }),
  });
  expect(seen.size).toBe(3456);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const keys = (await exportedTables(client)).flatMap((table) => table.keys.map(({ name }) => name));
  await client.end();
  expect(keys, "a page that begins at the first row of the workspace costs more with every page").not.toContain(
    "workspace_id",
  );
  expect(manifest.tables.find(({ name }) => name === "contact")?.rows).toBe(3456);
  expect(Math.max(...written.get("contact")!)).toBeLessThanOrEqual(1000);
});

test("a place that is taken is left alone, one that was broken off leaves nothing, and both logs know of each try", async () => {
  const own = await testWorkspace();
  await exportTo(own.workspaceId, "twice");
  await expect(exportTo(own.workspaceId, "twice")).rejects.toMatchObject({ code: "conflict" });
  const to = path.join(folder, "broken");
  const broken = exportWorkspace(ctx, {
    slug: await slugOf(own.workspaceId),
    open: async () => ({
      ...(await openExportTarget({ to })),
      finish: () => Promise.reject(new Error("the disk is full")),
    }),
  });
  await expect(broken).rejects.toThrow("the disk is full");
  expect([existsSync(to), existsSync(`${to}.unfinished`)]).toEqual([false, false]);
  const { workspaceId } = own;
  const audit = await prisma.auditEntry.findMany({ where: { workspaceId, action: "workspace.exported" } });
  const events = await prisma.securityEvent.findMany({ where: { workspaceId, kind: "export.workspace" } });
  expect([audit.length, events.length]).toEqual([3, 3]);
  expect([audit[0], events[0]]).toMatchObject([{ actorName: commandLineName }, { actorName: commandLineName }]);
  const nobody = exportWorkspace(ctx, { slug: "nobody", open: () => openExportTarget({ to }) });
  await expect(nobody).rejects.toMatchObject({ code: "not_found" });
});
