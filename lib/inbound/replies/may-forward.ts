import type { Ctx } from "@/lib/base/context";
import { ourAddress } from "@/lib/inbound/addresses/our-address";

const HOUR_MS = 3_600_000;
/** More answers than a person writes in an hour: two programs are talking to each other. */
const maxAnHour = 20;

/**
 * Whether a person's answer is passed on, or why not, in words. Mail from the null sender, from an address of ours, and a flood from one
 * address never are (RFC 3834 §2, RFC 5321 §6.3).
 */
export async function mayForward(
  tx: Ctx,
  { from, nullSender }: { from: string; nullSender: boolean },
): Promise<{ reason: string | null }> {
  const where = { workspaceId: tx.workspaceId };
  const settings = await tx.db.inboundSetting.findUnique({ where, select: { forwardReplies: true } });
  if (settings && !settings.forwardReplies) return { reason: "Passing replies on is turned off." };
  if (nullSender) return { reason: "It came from the null sender, as mail of programs does." };
  if (!from.includes("@")) return { reason: "It names no address to answer to." };
  const own = await ourAddress(from);
  if (own) return { reason: "It came from an address of our own." };
  const since = new Date(tx.now().getTime() - HOUR_MS);
  const recent = await tx.db.reply.count({ where: { ...where, fromEmail: from, receivedAt: { gte: since } } });
  if (recent >= maxAnHour) return { reason: `More than ${maxAnHour} from this address within an hour.` };
  return { reason: null };
}
