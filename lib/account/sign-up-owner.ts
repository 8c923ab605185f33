import { hashNewPassword } from "@/lib/auth/new-password";
import { newId } from "@/lib/db/ids";
import { conflict } from "@/lib/errors";
import { createWorkspace } from "@/lib/workspaces/create-workspace";
import { type AccountCtx, inAccountTransaction } from "./account-ctx";
import { isFirstRun } from "./queries";
import { mailVerification } from "./request-email-verification";
import { SignUpOwner } from "./schema";

/** Held by whoever creates the first account; any number that nothing else uses. */
const firstRunLock = 7_041_776;

/**
 * The first run: the owner's account, their workspace, and the mail that confirms the address.
 * Throws `conflict` once there is any account; everybody else comes by invitation.
 */
export async function signUpOwner(ctx: AccountCtx, input: SignUpOwner): Promise<{ email: string; slug: string }> {
  const values = SignUpOwner.parse(input);
  const passwordHash = await hashNewPassword(values.password, { ...values, words: [values.workspaceName] });
  return inAccountTransaction(ctx, async (tx) => {
    await tx.db.$executeRaw`select pg_advisory_xact_lock(${firstRunLock})`;
    if (!(await isFirstRun(tx))) throw conflict("Homing is set up already. Sign in, or ask an owner to invite you.");
    const user = await tx.db.user.create({
      data: { id: newId(), email: values.email, name: values.name, passwordHash, isOperator: true },
    });
    const { slug } = await createWorkspace(tx, user, {
      name: values.workspaceName,
      timeZone: values.timeZone,
      locale: values.locale,
      withSampleData: values.withSampleData,
    });
    await mailVerification(tx, user);
    return { email: user.email, slug };
  });
}
