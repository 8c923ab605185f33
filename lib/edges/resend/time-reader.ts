import type { Ctx } from "@/lib/base/context";
import { readTime } from "./read-time";
import { ResendProblem } from "./resend-problem";

const HOW = "Give ISO 8601 with its zone, or words such as “in 1 hour”, “tomorrow at 9am” or “friday at 3pm ET”.";

/** Reads times that were given in words, by the clock of the workspace. Throws 422: what cannot be read is never taken for "at once". */
export async function timeReader(ctx: Ctx, given: readonly (string | undefined)[]) {
  const asked = given.some((text) => text !== undefined);
  const where = { id: ctx.workspaceId };
  const zone = asked
    ? (await ctx.db.workspace.findUniqueOrThrow({ where, select: { timeZone: true } })).timeZone
    : "UTC";
  return (text: string, field: string): Date => {
    const time = readTime(text, ctx.now(), zone);
    if (time) return time;
    const problem = `\`${field}\` cannot be read, or is over already. ${HOW}`;
    throw new ResendProblem(422, "validation_error", problem, [{ field, code: "invalid", message: problem }]);
  };
}
