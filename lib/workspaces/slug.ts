import { randomInt } from "node:crypto";
import type { Ctx } from "@/lib/base/context";
import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { slugify } from "./slug.shared";

/** First path segments that belong to the product; a workspace must not hide them. */
const reserved = new Set(
  `about account admin api app assets auth blog c confirm dashboard docs favicon forgot-password health help home icon invite
  legal login logout mailbox manifest metrics new null p preferences pricing privacy public ready register reset-password robots s
  settings setup sign-in sign-out sign-up sitemap static status support t terms u undefined unsubscribe v v1 verify-email view
  webhooks workspaces www`.split(/\s+/),
);

/**
 * Whether a slug is another workspace's than this one's, or was once: links with it lead there. Null asks for a workspace that is yet to
 * be made.
 */
export async function isSlugTaken(
  { db }: Pick<Ctx, "db">,
  slug: string,
  workspaceId: string | null = null,
): Promise<boolean> {
  const now = await db.workspace.findUnique({ where: { slug }, select: { id: true } });
  const once = await db.formerSlug.findUnique({ where: { slug }, select: { workspaceId: true } });
  return [now?.id, once?.workspaceId].some((owner) => owner !== undefined && owner !== workspaceId);
}

/** Throws `invalid` when a slug that somebody chose belongs to the product or to another workspace. */
export async function requireFreeSlug(slug: string, isTaken: (slug: string) => Promise<boolean>): Promise<void> {
  if (!reserved.has(slug) && !(await isTaken(slug))) return;
  throw invalid(t("This address is taken."), { slug: t("This address is taken. Choose another one.") });
}

/** A slug for the name that is not reserved and of which `isTaken` says no. */
export async function freeSlug(name: string, isTaken: (slug: string) => Promise<boolean>): Promise<string> {
  const base = slugify(name) || "workspace";
  if (base.length > 1 && !reserved.has(base) && !(await isTaken(base))) return base;
  for (let number = 2; number <= 9; number++) {
    const slug = `${base}-${number}`;
    if (!(await isTaken(slug))) return slug;
  }
  return `${base}-${randomInt(10_000, 1_000_000_000)}`;
}
