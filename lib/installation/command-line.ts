import { type AccountCtx, accountCtx } from "@/lib/account/account-ctx";
import type { Ctx } from "@/lib/base/context";

/** Who looks after the installation, at work on accounts: an operator, or whoever runs commands on the machine. */
export type OperatorWork = AccountCtx & Pick<Ctx, "actor">;

/**
 * Whoever may run commands on the machine: has its settings and its data, and so every right already. Verbs that take it are called by
 * commands only, never by a route or a job.
 */
export type CommandLineCtx = AccountCtx & { actor: { type: "system"; name: typeof commandLineName } };

/** As both logs name them. */
export const commandLineName = "operator on the command line";

export function commandLineCtx(): CommandLineCtx {
  return { ...accountCtx(), actor: { type: "system", name: commandLineName } };
}
