import type { Ctx } from "@/lib/context";
import { forbidden } from "@/lib/errors";
import { isOperator } from "@/lib/suppressions/installation";

/** Rules for replies hold for the whole installation: only its operator may see and change them. Throws `forbidden`. */
export async function requireOperator(ctx: Ctx): Promise<void> {
  if (!(await isOperator(ctx))) throw forbidden("Only the operator of this installation may do this.");
}
