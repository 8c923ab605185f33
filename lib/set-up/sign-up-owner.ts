import type { AccountCtx } from "@/lib/account/account-ctx";
import { isFirstRun } from "@/lib/account/queries";
import { mailVerification } from "@/lib/account/request-email-verification";
import { endSetupLink, isSetupKey } from "@/lib/account/setup-link";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { hashNewPassword } from "@/lib/base/auth/new-password";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, forbidden } from "@/lib/base/errors";
import { msg, t } from "@/lib/language/t";
import { createWorkspace } from "@/lib/set-up/create-workspace";
import { isFirstRunFor } from "./first-run";
import { SignUpOwner } from "./schema";

const setUpAlready = msg("Homing is set up already. Sign in, or ask an owner to invite you.");

/**
 * The first run: the owner's account, their workspace, and the mail that confirms the address.
 * Only for whoever holds the set-up link. Throws `forbidden` to everybody else, and `conflict` once there is any account:
 * others come by invitation.
 */
export async function signUpOwner(ctx: AccountCtx, input: SignUpOwner): Promise<{ email: string; slug: string }> {
  const values = SignUpOwner.parse(input);
  await requireSetupKey(ctx, values);
  const passwordHash = await hashNewPassword(values.password, { ...values, words: [values.workspaceName] });
  return inTransaction(ctx, async (tx) => {
    if (!(await isFirstRunFor(tx))) throw conflict(t(setUpAlready));
    const user = await tx.db.user.create({
      data: { id: newId(), email: values.email, name: values.name, passwordHash, isOperator: true },
    });
    await endSetupLink(tx);
    const { id: userId, email } = user;
    await recordSecurityEvent(tx, { kind: "setup.completed", userId, email, ip: tx.ip });
    const { slug } = await createWorkspace(tx, user, {
      name: values.workspaceName,
      slug: values.slug,
      postalAddress: values.postalAddress,
      timeZone: values.timeZone,
      locale: values.locale,
      withSampleData: values.withSampleData,
    });
    await mailVerification(tx, user);
    return { email: user.email, slug };
  });
}

async function requireSetupKey(ctx: AccountCtx, { key, email }: { key: string; email: string }): Promise<void> {
  if (!(await isFirstRun(ctx))) throw conflict(t(setUpAlready));
  if (await isSetupKey(ctx, key)) return;
  await recordAttempt(ctx, { kind: "setup.refused", email, ip: ctx.ip });
  throw forbidden(t("This is not the newest set-up link. Open the one that was printed when Homing started last."));
}
