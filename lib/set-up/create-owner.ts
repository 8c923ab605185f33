import { endSetupLink } from "@/lib/account/setup-link";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { noPassword } from "@/lib/base/auth/passwords";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import type { CommandLineCtx } from "@/lib/installation/command-line";
import { issuePasswordLink, type PasswordLink } from "@/lib/installation/make-password-link";
import { recordAccountChange } from "@/lib/installation/record-account-change";
import { isFirstRunFor } from "./first-run";
import { openWorkspace } from "./open-workspace";
import { CreateOwner } from "./schema";

/**
 * An account with a workspace of its own, and a link by which its person chooses the password. The first account of an installation is an
 * operator's, as by the set-up link, which ends; later ones are when it is asked for. Throws `conflict` when the address has an account.
 */
export async function createOwner(
  ctx: CommandLineCtx,
  input: CreateOwner,
): Promise<PasswordLink & { slug: string; isOperator: boolean }> {
  const { email, name, workspaceName, timeZone, locale, operator } = CreateOwner.parse(input);
  return inTransaction(ctx, async (tx) => {
    const isFirst = await isFirstRunFor(tx);
    if (await tx.db.user.findUnique({ where: { email }, select: { id: true } }))
      throw conflict(`${email} has an account already. reset-password makes a link for it.`);
    const account = await tx.db.user.create({
      data: { id: newId(), email, name, passwordHash: noPassword, isOperator: isFirst || operator },
    });
    if (isFirst) {
      await endSetupLink(tx);
      await recordSecurityEvent(tx, {
        kind: "setup.completed",
        userId: account.id,
        email,
        actor: { name: tx.actor.name },
      });
    }
    const { slug } = await openWorkspace(tx, account, { name: workspaceName, timeZone, locale });
    await recordAccountChange(tx, {
      kind: "account.created",
      account,
      detail: { isOperator: account.isOperator, workspace: slug },
    });
    const link = await issuePasswordLink(tx, account);
    return { ...link, slug, isOperator: account.isOperator };
  });
}
