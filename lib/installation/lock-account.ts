import { type OperatorCtx, requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import type { User } from "@/lib/base/db/generated/client";
import { notFound } from "@/lib/base/errors";

/**
 * An account, locked until the transaction ends, together with the rows of all operators: of two operators who disable each
 * other at once the later one finds that he is none any more. Throws `not_found`.
 */
export async function lockAccount(tx: Ctx, accountId: string): Promise<{ account: User; operator: OperatorCtx }> {
  await tx.db.$queryRaw`select id from "user" where is_operator or id = ${accountId}::uuid order by id for update`;
  const operator = await requireOperator(tx);
  const account = await tx.db.user.findUnique({ where: { id: accountId } });
  if (!account) throw notFound("account");
  return { account, operator };
}
