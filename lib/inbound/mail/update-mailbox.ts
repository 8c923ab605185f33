import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { InboundMailbox } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { checkedMoveTo, requireUsableServer } from "@/lib/inbound/mail/create-mailbox";
import { mailboxSecrets, savedSecretsFor, sealMailboxSecrets } from "@/lib/inbound/mail/imap/secrets";
import type { Afterwards } from "@/lib/inbound/mail/mailbox-choices.shared";
import { UpdateMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { getMailbox } from "@/lib/inbound/mail/mailboxes";

/** Changes how a mailbox is reached and what is done with its mail, or turns it off and on. Where the folder changes it is read from its start. */
export async function updateMailbox(ctx: Ctx, input: UpdateMailbox): Promise<InboundMailbox> {
  requirePermission(ctx, "inbound.manage");
  const { inboundMailboxId: id, enabled, ...given } = UpdateMailbox.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getMailbox(tx, id);
    const place = {
      host: given.host ?? before.host,
      username: given.username ?? before.username,
      folder: given.folder ?? before.folder,
    };
    if (given.host !== undefined || given.port !== undefined) {
      requireUsableServer(place.host, given.port ?? before.port);
    }
    const elsewhere =
      place.host !== before.host || place.username !== before.username || place.folder !== before.folder;
    const afterwards = given.afterwards ?? (before.afterwards as Afterwards);
    const moveTo = checkedMoveTo({ afterwards, moveTo: given.moveTo ?? before.moveTo, folder: place.folder });
    const secrets = mailboxSecrets(given, savedSecretsFor(given, before));
    const mailbox = await tx.db.inboundMailbox.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
      data: {
        ...place,
        afterwards,
        moveTo,
        ...(given.name !== undefined && { name: given.name }),
        ...(given.port !== undefined && { port: given.port }),
        ...(given.security !== undefined && { security: given.security }),
        auth: secrets.auth,
        secretsSealed: sealMailboxSecrets(secrets),
        ...(enabled !== undefined && { disabledAt: enabled ? null : (before.disabledAt ?? tx.now()) }),
        ...(elsewhere && { uidValidity: null, keptUid: 0n, doneUid: 0n }),
        // Whatever was wrong may be right now.
        failures: 0,
        lastError: null,
        nextPollAt: tx.now(),
      },
    });
    await recordAudit(tx, "inbound_mailbox.updated", {
      subjectType: "inbound_mailbox",
      subjectId: id,
      before,
      after: mailbox,
    });
    return mailbox;
  });
}
