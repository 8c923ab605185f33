import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { type ContactField, Prisma } from "@/lib/base/db/generated/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { lockNames, taken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { type FieldType, fieldKind } from "@/lib/people/fields/field-types.shared";
import { indexLater } from "@/lib/people/search/jobs";
import { freeFieldKey, isReservedKey, sameLabel } from "./field-key";
import { CreateField, FieldRef, MAX_FIELDS, MAX_SEARCHED_FIELDS, UpdateField } from "./schema";

/** A custom field as our own UI sees it. */
export interface FieldItem {
  id: string;
  key: string;
  label: string;
  type: FieldType;
  options: string[];
  /** Whether the search for contacts looks at its values. */
  searchable: boolean;
}

/** The custom fields of the workspace in their order. */
export async function findFields(ctx: Ctx): Promise<ContactField[]> {
  return ctx.db.contactField.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });
}

export function presentField({ id, key, label, type, options, searchable }: ContactField): FieldItem {
  return { id: publicId("fld", id), key, label, type, options, searchable };
}

/** Adds a custom field; its key is made from the label unless given, and never changes: merge tags name it. */
export async function createField(ctx: Ctx, input: CreateField): Promise<ContactField> {
  requirePermission(ctx, "fields.write");
  const { label, type, options, searchable, fallback, key: givenKey } = CreateField.parse(input);
  requireOptions(type, options);
  return inTransaction(ctx, async (tx) => {
    await lockNames(tx, "field");
    const existing = await findFields(tx);
    if (existing.length >= MAX_FIELDS)
      throw conflict(t("A workspace has at most {limit} custom fields.", { limit: MAX_FIELDS }));
    const key = givenKey ?? freeFieldKey(label, new Set(existing.map((field) => field.key)));
    requireNewField(existing, label, key);
    if (searchable) requireSearchable(existing, type);
    const field = await tx.db.contactField.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        key,
        label,
        type,
        options: fieldKind(type).hasOptions ? [...new Set(options)] : [],
        position: existing.length,
        searchable,
        fallback,
        createdAt: tx.now(),
      },
    });
    if (searchable) await indexLater(tx);
    await recordAudit(tx, "field.created", { subjectType: "field", subjectId: field.id, after: field });
    return field;
  });
}

function requireOptions(type: FieldType, options: readonly string[]): void {
  if (fieldKind(type).hasOptions && options.length === 0) {
    throw invalid(t("A choice needs options."), { options: t("Give at least one option.") });
  }
}

function requireNewField(existing: readonly ContactField[], label: string, key: string): void {
  if (isReservedKey(key))
    throw invalid(t("The key is taken."), { key: t("{key} is a name of the product itself.", { key }) });
  if (existing.some((field) => field.key === key)) {
    throw taken(t("There is a field with the key {key} already.", { key }), "key");
  }
  requireNewLabel(existing, label);
}

function requireNewLabel(existing: readonly ContactField[], label: string): void {
  if (existing.some((field) => sameLabel(field.label, label))) {
    throw taken(t("There is a field with this name already."), "label");
  }
}

/** Changes label, options and whether it is searched. The type stays, so that stored values keep their meaning. */
export async function updateField(ctx: Ctx, input: UpdateField): Promise<ContactField> {
  requirePermission(ctx, "fields.write");
  const { fieldId, label, options, searchable, fallback } = UpdateField.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getField(tx, fieldId);
    if (options) requireOptions(before.type, options);
    if (label && !sameLabel(label, before.label)) {
      await lockNames(tx, "field");
      requireNewLabel(await findFields(tx), label);
    }
    if (searchable && !before.searchable) requireSearchable(await findFields(tx), before.type);
    const after = await tx.db.contactField.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: fieldId } },
      data: {
        label,
        searchable,
        fallback,
        ...(options && fieldKind(before.type).hasOptions && { options: [...new Set(options)] }),
      },
    });
    if (after.searchable !== before.searchable) await indexLater(tx);
    await recordAudit(tx, "field.updated", { subjectType: "field", subjectId: fieldId, before, after });
    return after;
  });
}

/** Removes a field and its values from every contact. */
export async function deleteField(ctx: Ctx, input: FieldRef): Promise<void> {
  requirePermission(ctx, "fields.write");
  const { fieldId } = FieldRef.parse(input);
  await inTransaction(
    ctx,
    async (tx) => {
      const before = await getField(tx, fieldId);
      // A field of the same key may be searched again before the job has come by: by the time it knows that these rows are old.
      const changed = before.searchable ? Prisma.sql`, updated_at = ${tx.now()}` : Prisma.empty;
      await tx.db.$executeRaw(Prisma.sql`
        update contact set fields = fields - ${before.key} ${changed}
        where workspace_id = ${tx.workspaceId}::uuid and fields ? ${before.key}`);
      await tx.db.contactField.delete({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id: fieldId } } });
      if (before.searchable) await indexLater(tx);
      await recordAudit(tx, "field.deleted", { subjectType: "field", subjectId: fieldId, before });
    },
    { timeoutMs: 300_000 },
  );
}

function requireSearchable(existing: readonly ContactField[], type: FieldType): void {
  if (!fieldKind(type).canBeSearched) {
    throw invalid(t("This field cannot be searched."), {
      searchable: t("{type} has no words to be found.", { type: t(fieldKind(type).label) }),
    });
  }
  if (existing.filter((field) => field.searchable).length >= MAX_SEARCHED_FIELDS) {
    throw conflict(
      t("The search looks at {limit} fields at most. Take another out first.", { limit: MAX_SEARCHED_FIELDS }),
    );
  }
}

/** A custom field of this workspace, or `not_found`. */
export async function getField(ctx: Ctx, id: string): Promise<ContactField> {
  const field = await ctx.db.contactField.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
  });
  if (!field) throw notFound("field");
  return field;
}
