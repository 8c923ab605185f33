import type { Ctx } from "@/lib/base/context";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { recordWithoutRollUps } from "@/lib/events/door/record-events";
import type { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { beginSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { type ConsentProof, recordConsent } from "@/lib/people/consent/record-consent";
import { addTagPairs } from "@/lib/people/contacts/contact-tags";
import type { listsToJoin } from "@/lib/people/lists/lists-to-join";
import { indexWritten } from "@/lib/people/search/index-contacts";
import { countSuppressed } from "@/lib/people/suppressions/queries";
import { insertPeople, type StoredPerson } from "@/lib/people/upserts/save-contacts";
import type { ImportRun } from "./import-run";
import { findRowsKnown, type KnownRow, updateKnown } from "./known-contacts";
import { requireNoneErased } from "./leave-out-erased";
import type { ImportRow } from "./row-mapper";
import { mayJoin } from "./standing";
import { suppressLeft } from "./suppress-left";
import { fieldsWithoutNul, withoutNul } from "./without-nul";

/** A plain connection's transaction: a thousand people take half the time that they take by Prisma. */
export type ImportTx = SqlTx & Pick<Ctx, "actor" | "ip" | "now">;

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  suppressed: number;
}

/** What one batch is saved with. */
export interface SavePlan extends ImportRun {
  lists: Awaited<ReturnType<typeof listsToJoin>>;
  /** By name in `foldText`. */
  tagIds: ReadonlyMap<string, string>;
  /** Takes what the workspace counts; the caller applies it. */
  changes: RollUpChanges;
}

/**
 * Writes people of different addresses with all that belongs to them: tags, subscriptions with their proof, what a search finds them by, and the
 * event that they came. What does not wait for an answer leaves together, so that the database has always something to do.
 */
export async function savePeople(
  tx: ImportTx,
  plan: SavePlan,
  rows: readonly ImportRow[],
  counts: ImportCounts,
): Promise<void> {
  const at = tx.now();
  const made = await insertPeople(tx, rows.map(valuesOf), at, "import");
  await requireNoneErased(
    tx,
    made.map(({ normalized }) => normalized),
  );
  const isMade = new Set(made.map(({ normalized }) => normalized));
  const known = await findRowsKnown(
    tx,
    rows.filter(({ normalized }) => !isMade.has(normalized)),
  );
  const joining = new Set(rows.filter(mayJoin).map(({ normalized }) => normalized));
  await suppressLeft(tx, plan.job, rows);
  const [updated, suppressed] = await Promise.all([
    plan.options.duplicates === "update" ? updateAndIndex(tx, known, at) : 0,
    countSuppressed(
      tx,
      rows.map(({ normalized }) => normalized),
    ),
    saveTags(tx, plan, rows, made, known),
    saveConsent(
      tx,
      plan,
      made.filter(({ normalized }) => joining.has(normalized)),
      known.filter(({ row }) => joining.has(row.normalized)),
    ),
    indexWritten(tx, made, at),
    recordCreated(tx, plan, made, at),
  ]);
  counts.created += made.length;
  counts.updated += updated;
  counts.unchanged += rows.length - made.length - updated;
  counts.suppressed += suppressed;
}

const valuesOf = (row: ImportRow) => ({
  externalId: null,
  email: row.email,
  normalized: row.normalized,
  domain: row.domain,
  firstName: withoutNul(row.firstName),
  lastName: withoutNul(row.lastName),
  timeZone: row.timeZone,
  language: row.language,
  fields: fieldsWithoutNul(row.fields),
});

async function updateAndIndex(tx: ImportTx, known: readonly KnownRow[], at: Date): Promise<number> {
  const changed = await updateKnown(tx, known, at);
  await indexWritten(tx, changed, at);
  return changed.length;
}

async function saveTags(
  tx: ImportTx,
  { options, tagIds }: SavePlan,
  rows: readonly ImportRow[],
  made: readonly StoredPerson[],
  known: readonly KnownRow[],
): Promise<void> {
  if (tagIds.size === 0) return;
  const ids = new Map(known.map(({ id, row }) => [row.normalized, id]));
  for (const { id, normalized } of made) ids.set(normalized, id);
  const pairs = rows.flatMap(({ normalized, tags }) => {
    const contactId = ids.get(normalized);
    const wanted = new Set([...options.tags, ...tags].map((name) => tagIds.get(foldText(name))));
    return contactId === undefined ? [] : [...wanted].map((tagId) => ({ contactId, tagId }));
  });
  await addTagPairs(tx, pairs);
}

/** Proof per person: with the subscription where there is a list, else for who is new. */
async function saveConsent(
  tx: ImportTx,
  { job, options, lists }: SavePlan,
  made: readonly StoredPerson[],
  known: readonly KnownRow[],
): Promise<void> {
  const { id: importId, fileName, createdByName: importedBy } = job;
  const evidence = { importId, fileName, agreedBy: options.consentMethod, importedBy };
  const proof: ConsentProof = {
    method: "import",
    wording: options.consentSource,
    source: `import ${fileName}`,
    evidence,
    ip: tx.ip,
  };
  if (lists.length === 0) {
    const people = made.map(({ id, normalized }) => ({ contactId: id, emailNormalized: normalized }));
    return recordConsent(tx, people, { ...proof, ip: null, kind: "opt_in" });
  }
  const contactIds = [...made, ...known].map(({ id }) => id).sort();
  const join = { contactIds, status: "confirmed" as const, comeBack: false, proof };
  await Promise.all(lists.map((list) => beginSubscriptions(tx, { ...join, list })));
}

async function recordCreated(tx: ImportTx, { job, changes }: SavePlan, made: readonly StoredPerson[], at: Date) {
  const event = { type: "contact.created" as const, occurredAt: at, data: { source: "import", importId: job.id } };
  await recordWithoutRollUps(
    tx,
    made.map(({ id }) => ({ ...event, contactId: id })),
    changes,
  );
}
