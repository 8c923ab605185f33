import type { AccountCtx } from "@/lib/account/account-ctx";
import { type OperatorCtx, requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import type { User } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";

/**
 * An account, locked until the transaction ends, together with the rows of all operators: of two operators who disable each
 * other at once the later one finds that he is none any more. Throws `not_found`.
 */
export async function lockAccount(tx: Ctx, accountId: string): Promise<{ account: User; operator: OperatorCtx }> {
  await lockOperatorsAnd(tx, accountId);
  const operator = await requireOperator(tx);
  const account = await tx.db.user.findUnique({ where: { id: accountId } });
  if (!account) throw notFound("account");
  return { account, operator };
}

/** The same for the command line, which asks for no operator. Throws `not_found`. */
export async function lockAccountByEmail(tx: AccountCtx, email: string): Promise<User> {
  const known = await tx.db.user.findUnique({ where: { email }, select: { id: true } });
  if (!known) throw notFound("account");
  await lockOperatorsAnd(tx, known.id);
  const account = await tx.db.user.findUnique({ where: { id: known.id } });
  if (!account) throw notFound("account");
  return account;
}

async function lockOperatorsAnd({ db }: AccountCtx, accountId: string): Promise<void> {
  await db.$queryRaw`select id from "user" where is_operator or id = ${accountId}::uuid order by id for update`;
}
