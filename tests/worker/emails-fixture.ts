import type { Ctx } from "@/lib/base/context";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { prepareEmails, readyToTake, takeEmails } from "@/lib/emails/accept-emails";
import { BatchEmail, NewEmail } from "@/lib/emails/schema";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { testWorkspace } from "@/tests/support/db";

/** A workspace that can send to the embedded mailbox. */
export async function sendingWorkspace(): Promise<Ctx> {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  return ctx;
}

/** A mail as a program gives it, taken. */
export async function acceptedEmail(ctx: Ctx, values: Record<string, unknown> = {}) {
  const email = NewEmail.parse({ to: "ada@example.net", subject: "Hello", text: "Hi Ada", ...values });
  const { item, answer } = await readyToTake(ctx, email);
  return inPgTransaction(ctx.workspaceId, async (tx) => answer(await takeEmails(tx, [item], ctx.now())));
}

/** Several of them. */
export async function acceptedEmails(ctx: Ctx, values: readonly Record<string, unknown>[]) {
  const emails = values.map((each) => BatchEmail.parse({ subject: "Hello", text: "Hi", ...each }));
  return inPgTransaction(ctx.workspaceId, await prepareEmails(ctx, emails));
}

/** The messages of the workspace in the order of their making. */
export const messagesOf = ({ db, workspaceId }: Ctx) =>
  db.message.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });

/** What waits or is in hand. */
export async function waitingOf({ db, workspaceId }: Ctx) {
  const where = { workspaceId };
  return { queued: await db.emailQueue.count({ where }), batches: await db.emailBatch.count({ where }) };
}
