import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { InboundMailbox } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { checkDestination } from "@/lib/base/outgoing/check-host";
import { requirePermission } from "@/lib/base/permissions.shared";
import { mailboxSecrets, sealMailboxSecrets } from "@/lib/inbound/mail/imap/secrets";
import { CreateMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { t } from "@/lib/language/t";

const maxMailboxes = 20;

/** Adds a mailbox that is read for bounces, complaints and replies from now on. */
export async function createMailbox(ctx: Ctx, input: CreateMailbox): Promise<InboundMailbox> {
  requirePermission(ctx, "inbound.manage");
  const given = CreateMailbox.parse(input);
  requireUsableServer(given.host, given.port);
  const secrets = mailboxSecrets(given, null);
  const moveTo = checkedMoveTo(given);
  return inTransaction(ctx, async (tx) => {
    if ((await tx.db.inboundMailbox.count({ where: { workspaceId: tx.workspaceId } })) >= maxMailboxes) {
      throw conflict(t("A workspace has at most {count} mailboxes.", { count: maxMailboxes }));
    }
    const { name, host, port, security, username, folder, afterwards } = given;
    const mailbox = await tx.db.inboundMailbox.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        ...{ name, host, port, security, username, folder, afterwards, moveTo },
        auth: secrets.auth,
        secretsSealed: sealMailboxSecrets(secrets),
        nextPollAt: tx.now(),
        createdAt: tx.now(),
      },
    });
    const subject = { subjectType: "inbound_mailbox", subjectId: mailbox.id };
    await recordAudit(tx, "inbound_mailbox.created", { ...subject, after: mailbox });
    return mailbox;
  });
}

/** Throws `invalid` for a host or a port that no workspace may use. Where a name leads is found out when it is used. */
export function requireUsableServer(host: string, port: number): void {
  const problem = checkDestination(host, port, "imap");
  if (problem) throw invalid(problem.text, { [problem.field]: problem.text });
}

/** The folder to move to, where there is one. Throws `invalid` when it is missing or the one that is read. */
export function checkedMoveTo(given: {
  afterwards: string;
  moveTo?: string | null | undefined;
  folder: string;
}): string | null {
  if (given.afterwards !== "move") return null;
  const text = !given.moveTo
    ? t("Give the folder to move to.")
    : given.moveTo.toLowerCase() === given.folder.toLowerCase()
      ? t("That is the folder that is read. Give another one.")
      : null;
  if (text) throw invalid(text, { moveTo: text });
  return given.moveTo ?? null;
}
