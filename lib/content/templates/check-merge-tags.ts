import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { standardTags, type UsedTag } from "@/lib/content/liquid/merge-tags";
import type { ContentPlace } from "@/lib/content/liquid/place-names";

export interface MergeTagFinding {
  path: string;
  places: ContentPlace[];
  /** `unknown`: no such tag or field. `missing`: contacts without a value and no fallback. */
  problem: "unknown" | "missing";
  /** True when only conditions ask for it. */
  asked: boolean;
  /** Contacts that would get a hole in the sentence; 0 for unknown tags. */
  missing: number;
  /** How many contacts were looked at. */
  checked: number;
  examples: string[];
}

const columns: Record<string, Prisma.Sql> = ownTable({
  "contact.first_name": Prisma.sql`c.first_name`,
  "contact.last_name": Prisma.sql`c.last_name`,
});

const Count = z.array(
  z.object({ missing: z.coerce.number(), checked: z.coerce.number(), examples: z.array(z.string()) }),
);

async function countMissing(ctx: Ctx, path: string, sample: Prisma.Sql) {
  const value = columns[path] ?? Prisma.sql`c.fields ->> ${path.slice("contact.".length)}`;
  const rows = await ctx.db.$queryRaw`
    select count(*) filter (where coalesce(${value}, '') = '') as missing, count(*) as checked,
      coalesce((array_agg(c.email order by c.id) filter (where coalesce(${value}, '') = ''))[1:5], '{}') as examples
    from contact c where c.workspace_id = ${ctx.workspaceId}::uuid and ${sample}`;
  return Count.parse(rows)[0] ?? { missing: 0, checked: 0, examples: [] };
}

/**
 * Holds the tags of a mail against real contacts: how many have no value where the author gave no fallback.
 * `contactIds` (uuids) narrows it to a sample of the audience; without it all contacts of the workspace are looked at.
 */
export async function checkMergeTags(ctx: Ctx, used: UsedTag[], contactIds?: string[]): Promise<MergeTagFinding[]> {
  requirePermission(ctx, "contacts.read");
  const fields = await ctx.db.contactField.findMany({ where: { workspaceId: ctx.workspaceId }, select: { key: true } });
  const known = new Set<string>([
    ...standardTags.map((tag) => tag.path),
    ...fields.map((field) => `contact.${field.key}`),
  ]);
  const sample = contactIds ? Prisma.sql`c.id = any(${contactIds}::uuid[])` : Prisma.sql`true`;
  const findings: MergeTagFinding[] = [];
  for (const { path, places, hasFallback, asked } of used) {
    if (!known.has(path)) {
      findings.push({ path, places, asked, problem: "unknown", missing: 0, checked: 0, examples: [] });
    } else if (!hasFallback && path.startsWith("contact.") && path !== "contact.email") {
      const count = await countMissing(ctx, path, sample);
      if (count.missing > 0) findings.push({ path, places, asked, problem: "missing", ...count });
    }
  }
  return findings;
}
