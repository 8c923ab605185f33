import { z } from "zod";
import { inTransaction } from "@/lib/base/db/transaction";
import { GIVEN } from "@/lib/edges/resend/contact";
import { readContactImport } from "@/lib/edges/resend/contact-import";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { byId, outId, PageQuery, pageAmong } from "@/lib/edges/resend/shapes";
import { getImport } from "@/lib/people/imports/get-import";
import { importText } from "@/lib/people/imports/import-text";
import { findImports, type ImportView, presentImport } from "@/lib/people/imports/queries";
import type { ImportStatus } from "@/lib/people/imports/schema";
import { suppressUnsubscribed } from "@/lib/people/suppressions/suppress-unsubscribed";

const noun = "Import";
const scopes = ["contacts.import"] as const;

const statuses = {
  ...{ uploading: "queued", ready: "queued", queued: "queued", running: "in_progress" },
  ...{ completed: "completed", cancelled: "failed", failed: "failed" },
} as const satisfies Readonly<Record<ImportStatus, string>>;

const presentImported = (view: ImportView) => ({
  object: "contact_import",
  id: outId("imp", view.id),
  status: statuses[view.status],
  created_at: view.createdAt,
  completed_at: view.finishedAt,
  counts: {
    ...{ total: view.rowsDone, created: view.created, updated: view.updated },
    ...{ skipped: view.unchanged, failed: view.refused },
  },
});

export const resendImportOperations = [
  defineResend({
    id: "resend.contacts.imports.create",
    method: "POST",
    path: "/contacts/imports",
    noun,
    scopes,
    status: 201,
    body: z.custom<Buffer>((value) => Buffer.isBuffer(value), "Send the file as multipart/form-data."),
    run: async (ctx, { body, headers }) => {
      const { input, unsubscribed } = await readContactImport(ctx, body, headers);
      return inTransaction(ctx, async (tx) => {
        await suppressUnsubscribed(tx, unsubscribed, GIVEN);
        return { object: "contact_import", id: (await importText(tx, input)).id };
      });
    },
  }),
  defineResend({
    id: "resend.contacts.imports.list",
    method: "GET",
    path: "/contacts/imports",
    noun,
    scopes,
    query: PageQuery.safeExtend({ status: z.enum(["queued", "in_progress", "completed", "failed"]).optional() }),
    run: async (ctx, { query: { status, ...query } }) => {
      const all = (await findImports(ctx)).map(presentImported);
      return pageAmong(
        all.filter((each) => status === undefined || each.status === status),
        query,
      );
    },
  }),
  defineResend({
    id: "resend.contacts.imports.get",
    method: "GET",
    path: "/contacts/imports/{id}",
    noun,
    params: byId("imp"),
    scopes,
    run: async (ctx, { params }) => presentImported(presentImport(await getImport(ctx, params.id), ctx.now())),
  }),
];
