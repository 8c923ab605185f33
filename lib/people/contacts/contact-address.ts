import { type EmailAddress, isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import type { Ctx } from "@/lib/base/context";
import { taken } from "@/lib/base/db/taken";
import { AppError, invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { erasedText, findErased } from "@/lib/people/addresses/erased";

/** The address of a form or an API call; throws `invalid` on `email` in words. */
export function requireEmailAddress(text: string): EmailAddress {
  const address = readAddress(text);
  if (isEmailAddress(address)) return address;
  throw invalid(address.error, { email: address.error });
}

export const addressTaken = () => t("A contact with this address exists already.");

/** Throws `conflict` when another contact of the workspace has this address, or its person was erased. */
export async function requireFreeAddress(ctx: Ctx, normalized: string, exceptId?: string): Promise<void> {
  const found = await ctx.db.contact.findUnique({
    where: { workspaceId_emailNormalized: { workspaceId: ctx.workspaceId, emailNormalized: normalized } },
    select: { id: true },
  });
  if (found && found.id !== exceptId) throw taken(addressTaken(), "email");
  if (!found && (await findErased(ctx, [normalized])).size > 0)
    throw new AppError("conflict", erasedText(), { email: erasedText() });
}
