import { createReadStream } from "node:fs";
import path from "node:path";
import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { type ContactItem, findContacts } from "@/lib/people/contacts/find-contacts";
import { getImport } from "@/lib/people/imports/get-import";
import { type ImportPreview, previewImport } from "@/lib/people/imports/preview-import";
import { runImport } from "@/lib/people/imports/run-import";
import { startImport } from "@/lib/people/imports/start-import";
import { uploadImport } from "@/lib/run/conformance/upload-import";

const options = {
  consentMethod: "form" as const,
  consentSource: "Sign-up form on example.com, ticked by themselves",
};

export interface Imported {
  preview: ImportPreview;
  job: ImportJob;
  refusals: { line: number; field: string; reason: string }[];
}

/** Imports a file as somebody does who takes every proposal. */
export async function importFile(ctx: Ctx, dir: string, file: string): Promise<Imported> {
  return importBytes(ctx, file, createReadStream(path.join(dir, file)));
}

export async function importBytes(ctx: Ctx, fileName: string, body: AsyncIterable<Uint8Array>): Promise<Imported> {
  const { id } = await uploadImport(ctx, { fileName, body });
  const preview = await previewImport(ctx, { importId: id });
  await startImport(ctx, { importId: id, format: preview.format, mapping: preview.mapping, options });
  while (await runImport(ctx, id, { maxMs: 60_000 }));
  const refusals = await ctx.db.importRefusal.findMany({
    where: { workspaceId: ctx.workspaceId, importJobId: id },
    orderBy: { line: "asc" },
    select: { line: true, field: true, reason: true },
  });
  return { preview, job: await getImport(ctx, id), refusals };
}

/** The first 200 people by address. */
export async function people(ctx: Ctx): Promise<ContactItem[]> {
  return (await findContacts(ctx, { sort: "email", direction: "asc", limit: 200 })).items;
}
