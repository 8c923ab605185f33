import { CsvError } from "csv-parse";
import type { Ctx } from "@/lib/base/context";
import { type CsvRow, readCsv } from "@/lib/base/csv/read-csv";
import type { ImportJob } from "@/lib/base/db/generated/client";
import { AppError } from "@/lib/base/errors";
import { inEnglish } from "@/lib/language/t";
import { findFields } from "@/lib/people/contacts/fields";
import type { MailResolver } from "@/lib/people/hygiene/takes-mail";
import { DryRunPeople } from "./dry-run-people";
import { readChunks } from "./file-chunks";
import { faultText } from "./file-fault";
import { getImport } from "./get-import";
import { isPlace, placeLabels } from "./place-labels.shared";
import { planFields } from "./plan-fields";
import { repeatedAddresses } from "./repeated-addresses";
import { type ImportRow, RowMapper } from "./row-mapper";
import { importDryRun, type StoredDryRun } from "./stored-dry-run";

const BATCH_ROWS = 2000;

/** Another question was asked meanwhile, or the import was started or dropped. */
class Dropped extends Error {}

/**
 * Reads the file of an import twice, first for the addresses that stand in it more than once, then row by row as the import will, and stores what
 * that would do. A file that cannot be read is a result, in words.
 */
export async function runDryRun(
  ctx: Ctx,
  { importId, dryRunId }: { importId: string; dryRunId: string },
  resolver?: MailResolver,
): Promise<void> {
  const job = await getImport(ctx, importId);
  const asked = importDryRun.readOrNull(job.dryRun);
  if (job.status !== "ready" || asked?.id !== dryRunId || asked.state === "done" || asked.state === "failed") return;
  try {
    const people = await countPeople(ctx, job, asked, resolver);
    await store(ctx, job, { ...asked, state: "done", rowsDone: people.rowsDone, result: people.result });
  } catch (error) {
    if (error instanceof Dropped) return;
    const words = error instanceof CsvError ? faultText(error) : error instanceof AppError ? error.message : null;
    if (words === null) throw error;
    await store(ctx, job, { ...asked, state: "failed", error: words }).catch(() => undefined);
  }
}

async function countPeople(ctx: Ctx, job: ImportJob, asked: StoredDryRun, resolver?: MailResolver) {
  const { format, mapping, options } = asked;
  const fields = await findFields(ctx);
  const plan = planFields(fields, mapping);
  const mapper = new RowMapper(plan.mapping, [...fields, ...plan.toMake], options.skipRoleAccounts);
  const email = mapping.findIndex(({ to }) => to === "email");
  const rows = () => peopleRows(readCsv(readChunks(ctx, job.id), format), format.hasHeader);
  const people = await DryRunPeople.begin(ctx, options, await repeatedAddresses(rows(), email), resolver);
  let batch: ImportRow[] = [];
  let rowsDone = 0;
  for await (const record of rows()) {
    const read = mapper.read(record);
    if ("row" in read) batch.push(read.row);
    else people.refuse(read.refusal);
    if (++rowsDone % BATCH_ROWS > 0) continue;
    await people.add(batch);
    batch = [];
    await store(ctx, job, { ...asked, state: "running", rowsDone });
  }
  await people.add(batch);
  const labels = new Map([...fields, ...plan.toMake].map(({ key, label }) => [key, label]));
  return { rowsDone, result: people.result((name) => labels.get(name) ?? placeName(name)) };
}

/** Kept in English, and said in the language of whoever looks. */
const placeName = (name: string) => (isPlace(name) ? inEnglish(placeLabels[name]) : name);

async function* peopleRows(rows: AsyncIterable<CsvRow>, hasHeader: boolean): AsyncGenerator<CsvRow> {
  let isHeader = hasHeader;
  for await (const row of rows) {
    if (!isHeader) yield row;
    isHeader = false;
  }
}

/** Throws `Dropped` where nobody waits for this answer any more. */
async function store(ctx: Ctx, { id }: ImportJob, dryRun: StoredDryRun): Promise<void> {
  const count = await ctx.db.$executeRaw`
    update import_job set dry_run = ${JSON.stringify(importDryRun.write(dryRun))}::jsonb
     where workspace_id = ${ctx.workspaceId}::uuid and id = ${id}::uuid and status = 'ready' and dry_run ->> 'id' = ${dryRun.id}`;
  if (count === 0) throw new Dropped();
}
