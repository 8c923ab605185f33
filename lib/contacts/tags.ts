import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import type { Tag } from "@/lib/db/generated/client";
import { newId, publicId } from "@/lib/db/ids";
import { inTransaction } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
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

/** The tag of this name, made when it is new. */
export async function createTag(ctx: Ctx, input: CreateTag): Promise<Tag> {
  requirePermission(ctx, "contacts.write");
  const { name } = CreateTag.parse(input);
  const [tag] = await ensureTags(ctx, [name]);
  if (!tag) throw notFound("tag");
  return tag;
}

/** Removes a tag from everybody and for good. */
export async function deleteTag(ctx: Ctx, input: TagRef): Promise<void> {
  requirePermission(ctx, "contacts.write");
  const { tagId } = TagRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const key = { workspaceId_id: { workspaceId: tx.workspaceId, id: tagId } };
    const before = await tx.db.tag.findUnique({ where: key });
    if (!before) throw notFound("tag");
    await tx.db.tag.delete({ where: key });
    await recordAudit(tx, "tag.deleted", { subjectType: "tag", subjectId: tagId, before });
  });
}

/** The tags of these names; missing ones are made. Names differ by case only count as one: the first spelling stays. */
export async function ensureTags(ctx: Ctx, names: readonly string[]): Promise<Tag[]> {
  const wanted = new Map(names.map((name) => [name.toLowerCase(), name]));
  if (wanted.size === 0) return [];
  const find = () =>
    ctx.db.tag.findMany({
      where: { workspaceId: ctx.workspaceId, name: { in: [...wanted.values()], mode: "insensitive" } },
    });
  const known = new Set((await find()).map((tag) => tag.name.toLowerCase()));
  const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, name]) => name);
  if (missing.length > 0) {
    await ctx.db.tag.createMany({
      data: missing.map((name) => ({ workspaceId: ctx.workspaceId, id: newId(), name, createdAt: ctx.now() })),
      skipDuplicates: true,
    });
  }
  const byName = new Map<string, Tag>();
  for (const tag of await find()) if (!byName.has(tag.name.toLowerCase())) byName.set(tag.name.toLowerCase(), tag);
  return [...byName.values()];
}

/** Gives a contact exactly these tags. */
export async function setContactTags(tx: Ctx, contactId: string, names: readonly string[]): Promise<void> {
  const tags = await ensureTags(tx, names);
  const workspaceId = tx.workspaceId;
  await tx.db.contactTag.deleteMany({ where: { workspaceId, contactId, tagId: { notIn: tags.map(({ id }) => id) } } });
  await tx.db.contactTag.createMany({
    data: tags.map(({ id }) => ({ workspaceId, contactId, tagId: id, createdAt: tx.now() })),
    skipDuplicates: true,
  });
}
