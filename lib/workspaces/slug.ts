import { randomInt } from "node:crypto";

/** First path segments that belong to the product; a workspace must not hide them. */
const reserved = new Set(
  `about account admin api app assets auth blog c confirm dashboard docs favicon forgot-password health help home icon invite
  legal login logout mailbox manifest metrics new null p preferences pricing privacy public ready register reset-password robots s
  settings setup sign-in sign-out sign-up sitemap static status support t terms u undefined unsubscribe v verify-email view
  webhooks workspaces www`.split(/\s+/),
);

/** A path segment from a name: "Café Nord & Co" becomes "cafe-nord-co". Empty when nothing in the name is a Latin letter or digit. */
export function slugify(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
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
