import { domainToAscii, isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import type { SendingDomain } from "@/lib/base/db/generated/client";
import { conflict, invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/** As many characters as a name has at most. */
const MAX_NAME = 100;

/** The wire form of a sender's address and the sending domain it belongs to. Throws `invalid` or `conflict` in words. */
export async function resolveSenderAddress(
  tx: Ctx,
  text: string,
  ownId?: string,
): Promise<{ email: string; domain: SendingDomain }> {
  const address = parseEmailAddress(text);
  if (!isEmailAddress(address)) throw invalid(address.error, { email: address.error });
  const key = { workspaceId: tx.workspaceId, name: address.domain };
  const domain = await tx.db.sendingDomain.findUnique({ where: { workspaceId_name: key } });
  if (!domain) {
    const message = t("Add {domain} to your sending domains first.", { domain: address.domain });
    throw invalid(message, { email: message });
  }
  const taken = await tx.db.sender.findUnique({
    where: { workspaceId_email: { workspaceId: tx.workspaceId, email: address.email } },
  });
  if (taken && taken.id !== ownId)
    throw conflict(t("There is already a sender with {email}.", { email: address.email }));
  return { email: address.email, domain };
}

/**
 * A name that shows an address is believed like one: the only addresses that it may hold are at the sender's own domain.
 * Throws `invalid`.
 */
export function checkSenderName(name: string, domain: string): void {
  for (const [, shown = ""] of name.slice(0, MAX_NAME).matchAll(/@([^\s@<>()"',;]+)/g)) {
    const host = domainToAscii(shown.replace(/\.+$/, ""));
    if (!host?.includes(".") || host === domain) continue;
    const message = t("People would take {shown} for the sender's domain. Leave the address out of the name.", {
      shown,
    });
    throw invalid(message, { name: message });
  }
}

/** Only one sender is the default. */
export async function clearDefaultSender(tx: Ctx): Promise<void> {
  await tx.db.sender.updateMany({
    where: { workspaceId: tx.workspaceId, isDefault: true },
    data: { isDefault: false },
  });
}
