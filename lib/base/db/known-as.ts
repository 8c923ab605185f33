import type { Prisma } from "./generated/client";

/** The workspace that has this slug, or had it once. */
export const knownAs = (slug: string): Prisma.WorkspaceWhereInput => ({
  OR: [{ slug }, { formerSlugs: { some: { slug } } }],
});
