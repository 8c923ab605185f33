import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { Prisma, type Tag } from "@/lib/base/db/generated/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { lockNames, taken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";
import { requireUnused } from "@/lib/people/segments/require-unused";
import { CreateTag, TagRef } from "./schema";

export interface TagItem {
  id: string;
  name: string;
}

/** The tags of the workspace by name. */
export async function findTags(ctx: Ctx): Promise<Tag[]> {
  return ctx.db.tag.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 1000,
  });
}

export function presentTag({ id, name }: Tag): TagItem {
  return { id: publicId("tag", id), name };
}

/** Makes a tag; `conflict` when there is one of this name, whatever its letter case. */
export async function createTag(ctx: Ctx, input: CreateTag): Promise<Tag> {
  requirePermission(ctx, "contacts.write");
  const { name } = CreateTag.parse(input);
  return inTransaction(ctx, async (tx) => {
    await lockNames(tx, "tag");
    if ((await tagsNamed(tx, [name])).length > 0) throw taken(t("There is a tag of this name already."), "name");
    const [tag] = await ensureTags(tx, [name]);
    if (!tag) throw notFound("tag");
    return tag;
  });
}

/** Removes a tag from everybody and for good. */
export async function deleteTag(ctx: Ctx, input: TagRef): Promise<void> {
  requirePermission(ctx, "contacts.write");
  const { tagId } = TagRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const key = { workspaceId_id: { workspaceId: tx.workspaceId, id: tagId } };
    const before = await tx.db.tag.findUnique({ where: key });
    if (!before) throw notFound("tag");
    await requireUnused(tx, "tags", tagId);
    await tx.db.tag.delete({ where: key });
    await recordAudit(tx, "tag.deleted", { subjectType: "tag", subjectId: tagId, before });
  });
}

/** The tags of these names; missing ones are made. Names that differ by letter case only count as one: the first spelling stays. */
export async function ensureTags(ctx: Ctx, names: readonly string[]): Promise<Tag[]> {
  const wanted = new Map(names.map((name) => [foldText(name), name]));
  if (wanted.size === 0) return [];
  const known = new Set((await tagsNamed(ctx, names)).map((tag) => foldText(tag.name)));
  const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, name]) => name);
  if (missing.length > 0) await makeTags(ctx, missing);
  const byName = new Map<string, Tag>();
  for (const tag of await tagsNamed(ctx, names))
    if (!byName.has(foldText(tag.name))) byName.set(foldText(tag.name), tag);
  return [...byName.values()];
}

/** One at a time in a workspace: two spellings of a name at the same moment give one tag. */
async function makeTags(ctx: Ctx, names: readonly string[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockNames(tx, "tag");
    const known = new Set((await tagsNamed(tx, names)).map((tag) => foldText(tag.name)));
    const missing = names.filter((name) => !known.has(foldText(name)));
    await tx.db.tag.createMany({
      data: missing.map((name) => ({ workspaceId: tx.workspaceId, id: newId(), name, createdAt: tx.now() })),
      skipDuplicates: true,
    });
  });
}

async function tagsNamed(ctx: Ctx, names: readonly string[]): Promise<Tag[]> {
  const found = await ctx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from tag where workspace_id = ${ctx.workspaceId}::uuid and fold_text(name) = any(${names.map(foldText)})`);
  return ctx.db.tag.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: found.map(({ id }) => id) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** Gives a contact exactly these tags. True when that changed anything. */
export async function setContactTags(tx: Ctx, contactId: string, names: readonly string[]): Promise<boolean> {
  const tags = await ensureTags(tx, names);
  const workspaceId = tx.workspaceId;
  const others = { workspaceId, contactId, tagId: { notIn: tags.map(({ id }) => id) } };
  const taken = await tx.db.contactTag.deleteMany({ where: others });
  const given = await tx.db.contactTag.createMany({
    data: tags.map(({ id }) => ({ workspaceId, contactId, tagId: id, createdAt: tx.now() })),
    skipDuplicates: true,
  });
  return taken.count + given.count > 0;
}
