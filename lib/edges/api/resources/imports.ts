import { z } from "zod";
import { whileAllowed } from "@/lib/base/auth/while-allowed";
import { csvResponse } from "@/lib/base/csv/write-csv";
import { CsvFile, defineOperation } from "@/lib/edges/api/operation";
import { exportContactsCsv } from "@/lib/people/contacts/export-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";
import { cancelImport } from "@/lib/people/imports/cancel-import";
import { getImport } from "@/lib/people/imports/get-import";
import { importText } from "@/lib/people/imports/import-text";
import { findImports, presentImport, refusalReasons, refusedRowsCsv } from "@/lib/people/imports/queries";
import { ImportText, importStatuses } from "@/lib/people/imports/schema";
import { asPage, idParam, pageOf, Time } from "./shapes";

const group = "Imports and exports";
const ImportParam = z.strictObject({ importId: idParam("imp") });
const count = z.number().int();

const Import = z
  .object({
    id: z.string(),
    status: z.enum(importStatuses),
    fileName: z.string(),
    fileBytes: count,
    rowsDone: count,
    rowsEstimated: count.nullable().meta({ description: "Exact only when the import is done." }),
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
    noted: count.meta({ description: "Rows that were imported without a value that could not be read." }),
    suppressed: count.meta({
      description: "Rows whose address must not be mailed: they are imported and stay suppressed.",
    }),
    error: z.string().nullable(),
    createdByName: z.string(),
    cancelRequested: z.boolean(),
    createdAt: Time,
    startedAt: Time.nullable(),
    finishedAt: Time.nullable(),
    rate: z.number().nullable().meta({ description: "Rows a second." }),
    secondsLeft: z.number().nullable(),
    listIds: z.array(z.string()),
  })
  .meta({ id: "Import" });
const Reason = z.object({
  field: z.string().meta({ description: "What could not be read, in words." }),
  reason: z.string(),
  kept: z.boolean().meta({ description: "The people were imported all the same, without this." }),
  count,
});

const list = defineOperation({
  id: "listImports",
  method: "GET",
  path: "/imports",
  group,
  summary: "List the imports",
  description: "The latest 100, all on one page.",
  scope: "contacts.import",
  answer: pageOf(Import),
  run: async (ctx) => asPage(await findImports(ctx), null),
});

const start = defineOperation({
  id: "startImport",
  method: "POST",
  path: "/imports",
  group,
  summary: "Import a CSV file",
  description:
    "Queues it, all or nothing; look at its state by its id. `mapping` says what becomes of each column, in their order; without it the names of the columns say. `options.consent_source` is kept as proof. Nobody comes back to a list that they left. A file is 3,000,000 characters at most: send larger ones in pieces, or contacts by the thousand.",
  scope: "contacts.import",
  status: 201,
  body: ImportText,
  example: {
    file_name: "customers.csv",
    csv: "email,first_name\nada@example.com,Ada\n",
    options: { consent_method: "form", consent_source: "Sign-up form of our shop, since May 2024" },
  },
  answer: Import,
  run: async (ctx, { body }) => presentImport(await importText(ctx, body), ctx.now()),
});

const get = defineOperation({
  id: "getImport",
  method: "GET",
  path: "/imports/{import_id}",
  group,
  summary: "Get the state of an import",
  description: "`reasons` says what was wrong with rows: the 20 most frequent of those refused, and of those kept.",
  scope: "contacts.import",
  params: ImportParam,
  answer: Import.extend({ reasons: z.array(Reason) }).meta({ id: "ImportState" }),
  run: async (ctx, { params }) => {
    const job = await getImport(ctx, params.importId);
    return {
      ...presentImport(job, ctx.now()),
      reasons: job.refused + job.noted > 0 ? await refusalReasons(ctx, job.id) : [],
    };
  },
});

const cancel = defineOperation({
  id: "cancelImport",
  method: "PUT",
  path: "/imports/{import_id}/cancellation",
  group,
  summary: "Stop an import",
  description: "What is imported stays.",
  scope: "contacts.import",
  params: ImportParam,
  answer: Import,
  run: async (ctx, { params }) => presentImport(await cancelImport(ctx, params), ctx.now()),
});

const refused = defineOperation({
  id: "downloadRefusedRows",
  method: "GET",
  path: "/imports/{import_id}/refused",
  group,
  summary: "Download the refused rows of an import",
  description:
    "CSV: each row as it stood in the file, and in a last column what is wrong. Mended, it can be imported as it is. With `kept` those that were imported without a value.",
  scope: "contacts.import",
  notes: "export.refused_rows",
  params: ImportParam,
  query: z.strictObject({ kept: z.enum(["yes"]).optional() }),
  answer: CsvFile,
  run: async (ctx, { params, query }) => {
    const { id, fileName } = await getImport(ctx, params.importId);
    const kept = query.kept === "yes";
    const lines = whileAllowed(ctx, "contacts.import", refusedRowsCsv(ctx, id, kept));
    return csvResponse(`${kept ? "to-mend" : "refused"}-${fileName.replace(/\.[a-z]+$/i, "")}.csv`, lines);
  },
});

const download = defineOperation({
  id: "exportContacts",
  method: "GET",
  path: "/exports/contacts",
  group,
  summary: "Export contacts",
  description: "CSV of whom the filters find, made while it is sent. It ends when the key does.",
  scope: "contacts.export",
  also: ["contacts.read"],
  notes: "export.contacts",
  heavy: true,
  query: z.strictObject(ContactFilters.omit({ rules: true }).shape),
  answer: CsvFile,
  run: async (ctx, { query }) =>
    csvResponse(`contacts-${ctx.now().toISOString().slice(0, 10)}.csv`, await exportContactsCsv(ctx, query)),
});

export const importOperations = [list, start, get, cancel, refused, download];
