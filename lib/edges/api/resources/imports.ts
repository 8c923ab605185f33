import { z } from "zod";
import { whileAllowed } from "@/lib/base/auth/while-allowed";
import { csvResponse } from "@/lib/base/csv/write-csv";
import { MAX_IMPORT_BYTES, PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { CsvFile, defineOperation } from "@/lib/edges/api/operation";
import { exportContactsCsv } from "@/lib/people/contacts/export-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";
import { addressMarks } from "@/lib/people/hygiene/marks.shared";
import { beginUpload } from "@/lib/people/imports/begin-upload";
import { cancelImport } from "@/lib/people/imports/cancel-import";
import { checkUploaded } from "@/lib/people/imports/check-uploaded";
import { findParts } from "@/lib/people/imports/find-parts";
import { getImport } from "@/lib/people/imports/get-import";
import { importText } from "@/lib/people/imports/import-text";
import { findImports, presentImport, refusalReasons, refusedRowsCsv } from "@/lib/people/imports/queries";
import { BeginUpload, ImportText, importStatuses, RequestDryRun, StartUploaded } from "@/lib/people/imports/schema";
import { startUploaded } from "@/lib/people/imports/start-uploaded";
import { storePart } from "@/lib/people/imports/store-part";
import { asPage, idParam, pageOf, Time } from "./shapes";

const group = "Imports and exports";
const ImportParam = z.strictObject({ importId: idParam("imp") });
const count = z.number().int();

const DryRun = z
  .object({
    state: z.enum(["queued", "running", "done", "failed"]),
    rowsDone: count,
    error: z.string().nullable(),
    result: z
      .object({
        created: count,
        updated: count,
        unchanged: count,
        refused: count,
        noted: count,
        suppressed: count,
        notSubscribed: count,
        marks: z.record(z.enum(addressMarks), count).meta({
          description:
            "Rows whose address is one of a function, thrown away, misspelt, or of a domain that takes no mail.",
        }),
        reasons: z.array(z.object({ field: z.string(), reason: z.string(), kept: z.boolean(), count })),
        exact: z.boolean().meta({ description: "False for a file in which 100,000 addresses stand more than once." }),
      })
      .nullable(),
  })
  .meta({ id: "ImportDryRun" });

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
    notSubscribed: count.meta({
      description:
        "Rows of people of whom the file says that they left or never agreed: they are imported, and join no list.",
    }),
    error: z.string().nullable(),
    createdByName: z.string(),
    cancelRequested: z.boolean(),
    createdAt: Time,
    startedAt: Time.nullable(),
    finishedAt: Time.nullable(),
    rate: z.number().nullable().meta({ description: "Rows a second." }),
    secondsLeft: z.number().nullable(),
    stalledSeconds: z.number().nullable().meta({
      description:
        "For how long it has waited for a worker, or no row has come in, where that is longer than it should be. It goes on by itself.",
    }),
    listIds: z.array(z.string()),
    dryRun: DryRun.nullable().meta({ description: "What it would do, where that was asked before it was started." }),
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
    "Queues it, all or nothing; look at its state by its id. `mapping` says what becomes of each column, in their order; without it the names of the columns say, as far as they are known from the exports of Mailchimp, Klaviyo, HubSpot, Shopify, SendGrid, Brevo, listmonk and others. Columns that say who left (`status`, `agreed`, `left`, `bounced`) suppress them. `options.consent_source` is kept as proof. Nobody comes back to a list that they left. A file is 3,000,000 characters at most: send larger ones in parts (`POST /imports/uploads`).",
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

const begin = defineOperation({
  id: "beginImportUpload",
  method: "POST",
  path: "/imports/uploads",
  group,
  summary: "Begin to upload a large file",
  description: `For files up to ${MAX_IMPORT_BYTES} bytes, about two million contacts: send its parts of at most ${PART_BYTES} bytes each, in any order and several at once, then start it. An upload that does not come to its end is forgotten after a day.`,
  scope: "contacts.import",
  status: 201,
  body: z.strictObject({
    fileName: BeginUpload.shape.fileName,
    bytes: BeginUpload.shape.bytes.meta({ description: "Of the whole file." }),
  }),
  example: { file_name: "customers.csv", bytes: 48_000_000 },
  answer: Import,
  run: async (ctx, { body }) => presentImport(await beginUpload(ctx, body), ctx.now()),
});

const PartNumber = z.coerce.number().int().min(0).meta({ description: "The first part is 0." });
const Checksum = z.coerce.number().int().min(0).max(0xffffffff);

const sendPart = defineOperation({
  id: "sendImportPart",
  method: "PUT",
  path: "/imports/{import_id}/parts/{number}",
  group,
  summary: "Send a part of a file",
  description: `The body is the part itself, at most ${PART_BYTES} bytes; all parts but the last have the same size, and put together in the order of their numbers they are the file. The same number once more replaces the part. With \`crc32\` (CRC-32 as zip has it) a part that was damaged on the way is refused.`,
  scope: "contacts.import",
  status: 204,
  octets: true,
  params: z.strictObject({ ...ImportParam.shape, number: PartNumber }),
  query: z.strictObject({ crc32: Checksum.optional() }),
  run: (ctx, { params, query, body }) =>
    storePart(ctx, { ...params, ...query }, { body: once(body as unknown as Buffer) }),
});

async function* once(part: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part;
}

const parts = defineOperation({
  id: "listImportParts",
  method: "GET",
  path: "/imports/{import_id}/parts",
  group,
  summary: "List the parts that are there",
  description: "Up to the first that is missing, to go on with an upload that broke off; none once it has ended.",
  scope: "contacts.import",
  heavy: true,
  params: ImportParam,
  answer: pageOf(z.object({ number: count, bytes: count, crc32: count }).meta({ id: "ImportPart" })),
  run: async (ctx, { params }) => asPage(await findParts(ctx, params), null),
});

const startParts = defineOperation({
  id: "startUploadedImport",
  method: "PUT",
  path: "/imports/{import_id}/start",
  group,
  summary: "Import an uploaded file",
  description:
    "Once all its parts are there: queues it, all or nothing. `mapping` and `options` are those of `POST /imports`; `crc32` is of the whole file. A part that is missing is a `conflict`; send it, and start again.",
  scope: "contacts.import",
  heavy: true,
  params: ImportParam,
  body: z.strictObject({
    parts: StartUploaded.shape.parts.meta({ description: "How many there are." }),
    crc32: StartUploaded.shape.crc32,
    mapping: StartUploaded.shape.mapping,
    options: StartUploaded.shape.options,
  }),
  example: {
    parts: 12,
    options: { consent_method: "form", consent_source: "Sign-up form of our shop, since May 2024" },
  },
  answer: Import,
  run: async (ctx, { params, body }) => presentImport(await startUploaded(ctx, { ...body, ...params }), ctx.now()),
});

const check = defineOperation({
  id: "checkImport",
  method: "PUT",
  path: "/imports/{import_id}/dry-run",
  group,
  summary: "Count what an import would do",
  description:
    "Once all parts of an upload are there: a worker reads the whole file and counts, without writing anybody or making a field. Look at `dry_run` of the import for the answer, and start it then. `mapping` is that of `POST /imports`. When nothing changes meanwhile, the numbers are those of the import.",
  scope: "contacts.import",
  heavy: true,
  params: ImportParam,
  body: z.strictObject({
    parts: StartUploaded.shape.parts.meta({ description: "How many there are." }),
    crc32: StartUploaded.shape.crc32,
    mapping: StartUploaded.shape.mapping,
    options: RequestDryRun.shape.options,
  }),
  example: { parts: 12, options: { duplicates: "update" } },
  answer: Import,
  run: async (ctx, { params, body }) => presentImport(await checkUploaded(ctx, { ...body, ...params }), ctx.now()),
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

export const importOperations = [
  ...[list, start, begin, sendPart, parts, check, startParts],
  ...[get, cancel, refused, download],
];
