import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import type { Ctx } from "@/lib/base/context";
import { parsePublicId } from "@/lib/base/db/ids";
import { taken } from "@/lib/base/db/taken";
import { notFound } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { ExternalId } from "./schema";

/**
 * Finds a contact as another program names it: `ctc_…`, `external:` and its own id, or the address (also as `email:`). Gives the UUID. Throws
 * `not_found`, also for what can be no name of a contact.
 */
export async function contactIdOf(ctx: Ctx, name: string): Promise<string> {
  const found = await ctx.db.contact.findUnique({ where: whereOf(ctx, name), select: { id: true } });
  if (!found) throw notFound("contact");
  return found.id;
}

function whereOf({ workspaceId }: Ctx, name: string) {
  if (name.startsWith("external:")) {
    const { data: externalId } = ExternalId.safeParse(name.slice("external:".length));
    if (externalId === undefined) throw notFound("contact");
    return { workspaceId_externalId: { workspaceId, externalId } };
  }
  if (name.includes("@")) {
    const address = readAddress(name.replace(/^email:/, ""));
    if (!isEmailAddress(address)) throw notFound("contact");
    return { workspaceId_emailNormalized: { workspaceId, emailNormalized: address.normalized } };
  }
  return { workspaceId_id: { workspaceId, id: idOrNotFound(name) } };
}

function idOrNotFound(name: string): string {
  try {
    return parsePublicId("ctc", name);
  } catch {
    throw notFound("contact");
  }
}

/** Throws `conflict` when another contact of the workspace has this id. */
export async function requireFreeExternalId(
  { db, workspaceId }: Ctx,
  externalId: string,
  ownId: string,
): Promise<void> {
  const where = { workspaceId_externalId: { workspaceId, externalId } };
  const found = await db.contact.findUnique({ where, select: { id: true } });
  if (found && found.id !== ownId) throw taken(t("Another contact has this id."), "externalId");
}
