import type { Ctx } from "@/lib/base/context";
import type { Contact } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";

/** A contact of this workspace, or `not_found`. */
export async function getContact(ctx: Ctx, contactId: string): Promise<Contact> {
  const contact = await ctx.db.contact.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: contactId } },
  });
  if (!contact) throw notFound("contact");
  return contact;
}
