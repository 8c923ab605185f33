import { createHash } from "node:crypto";
import pg from "pg";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { prisma } from "@/lib/base/db/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { notFound } from "@/lib/base/errors";
import { assetContent, type StoredContent } from "@/lib/content/assets/asset-content";
import type { CommandLineCtx } from "../command-line";
import type { ExportTarget } from "./export-target";
import { contentOfAssets, type ExportedTable, exportedTables } from "./exported-tables";
import { readRows } from "./read-rows";

interface TableSummary {
  name: string;
  rows: number;
  /** Over its rows, each a line that ends with a line feed; hex. */
  sha256: string;
  /** Columns that are not there. */
  leftOut: string[];
}

/** What an export holds; its last part. */
export interface ExportManifest {
  format: 1;
  workspace: { id: string; slug: string; name: string };
  /** The moment of all rows, ISO 8601. */
  at: string;
  tables: TableSummary[];
  assets: { id: string; file: string; bytes: number; sha256: string }[];
  /** What is not in it, in words. */
  leftOut: string[];
}

const leftOut = [
  "Secrets: passwords and keys of transports, mailboxes, webhooks and API, private DKIM keys, and what is kept instead of tokens (columns that end in _sealed or _hash).",
  "Accounts of members but for address and name: passwords, second factors, sessions.",
  "What belongs to the installation: its security log, suppressions for all workspaces, settings.",
];

/** Everything is read as it was at one moment, however long that takes. */
async function inSnapshot<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    return await work(client);
  } finally {
    await client.end();
  }
}

async function exportTable(
  client: pg.Client,
  table: ExportedTable,
  { id, target }: { id: string; target: ExportTarget },
): Promise<TableSummary> {
  const digest = createHash("sha256");
  let rows = 0;
  await target.write(table.name, []);
  for await (const lines of readRows(client, table, id)) {
    for (const line of lines) digest.update(line).update("\n");
    await target.write(table.name, lines);
    rows += lines.length;
  }
  return { name: table.name, rows, sha256: digest.digest("hex"), leftOut: table.leftOut };
}

async function exportAssets(client: pg.Client, id: string, target: ExportTarget): Promise<ExportManifest["assets"]> {
  const { table, column } = contentOfAssets;
  const { rows: ids } = await client.query<{ id: string }>(
    `select id from ${table} where workspace_id = $1::uuid order by id`,
    [id],
  );
  const assets: ExportManifest["assets"] = [];
  for (const asset of ids) {
    const { rows } = await client.query<StoredContent & { fileName: string }>(
      `select file_name as "fileName", place_id as "placeId", object_key as "objectKey", bytes, sha256, ${column} as data
         from ${table} where workspace_id = $1::uuid and id = $2::uuid`,
      [id, asset.id],
    );
    const { fileName, ...stored } = rows[0]!;
    const data = await assetContent(prisma, stored);
    const file = await target.writeAsset({ id: asset.id, fileName, data });
    const sha256 = createHash("sha256").update(data).digest("hex");
    assets.push({ id: asset.id, file, bytes: data.length, sha256 });
  }
  return assets;
}

/** Written before anything is read: no export is without its trace. */
async function noteExport(ctx: CommandLineCtx, slug: string): Promise<ExportManifest["workspace"]> {
  return inTransaction(ctx, async (tx) => {
    const workspace = await tx.db.workspace.findUnique({
      where: { slug },
      select: { id: true, slug: true, name: true },
    });
    if (!workspace) throw notFound("workspace");
    const { id: workspaceId } = workspace;
    await recordSecurityEvent(tx, { kind: "export.workspace", workspaceId, actor: { name: tx.actor.name } });
    await recordAudit({ ...tx, workspaceId }, "workspace.exported", {
      subjectType: "workspace",
      subjectId: workspaceId,
    });
    return workspace;
  });
}

/**
 * Writes everything that a workspace has, as of one moment, with bounded memory. Secrets are left out, which the manifest says. Throws
 * `not_found` when there is no such workspace; what was written until something failed is taken away.
 */
export async function exportWorkspace(
  ctx: CommandLineCtx,
  { slug, open }: { slug: string; open: () => Promise<ExportTarget> },
): Promise<ExportManifest> {
  const workspace = await noteExport(ctx, slug);
  const target = await open();
  try {
    return await inSnapshot(async (client) => {
      const { rows } = await client.query<{ at: Date }>("select now() as at");
      const tables: TableSummary[] = [];
      for (const table of await exportedTables(client))
        tables.push(await exportTable(client, table, { id: workspace.id, target }));
      const assets = await exportAssets(client, workspace.id, target);
      const at = rows[0]!.at.toISOString();
      const manifest: ExportManifest = { format: 1, workspace, at, tables, assets, leftOut };
      await target.finish(manifest);
      return manifest;
    });
  } catch (error) {
    await target.abandon();
    throw error;
  }
}
