import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { refreshBounceRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import type { UnknownReply } from "@/lib/feedback/bounce-rules/schema";
import { type StoredReply, storedReplies } from "@/lib/feedback/bounce-rules/stored-replies";
import { classifyReply, codesOf } from "@/lib/feedback/classify/classify";
import { providerOfServer } from "@/lib/feedback/classify/provider-of.shared";
import { addressPattern } from "@/lib/mail/read/fields";

const maxGroups = 50;
const anyAddress = new RegExp(`<?${addressPattern}>?`, "gu");

/**
 * Replies of late that no rule understands, grouped by what they have in common, the most frequent first. Unknown stays unknown until
 * somebody says what it means. For the operator; replies of this workspace.
 */
export async function findUnknownReplies(ctx: Ctx): Promise<UnknownReply[]> {
  requirePermission(ctx, "sending.write");
  await requireOperator(ctx);
  await refreshBounceRules();
  return groupUnknown(await storedReplies(ctx));
}

/** The same over given replies, newest first. Pure. */
export function groupUnknown(replies: readonly StoredReply[]): UnknownReply[] {
  const groups = new Map<string, UnknownReply>();
  for (const reply of replies) {
    const { by } = classifyReply(reply);
    if (by !== "default") continue;
    const { code, enhanced } = codesOf(reply);
    const provider = providerOfServer(reply.host ?? null, reply.text);
    const pattern = commonWords(reply.text);
    const key = `${provider} ${code} ${enhanced} ${pattern}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else
      groups.set(key, {
        pattern,
        example: reply.text.slice(0, 500),
        code,
        enhanced,
        provider,
        count: 1,
        lastAt: reply.at.toISOString(),
      });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count).slice(0, maxGroups);
}

/** A reply without what differs each time: addresses, links, IPs, hosts in brackets, ids and numbers. */
export function commonWords(text: string): string {
  return text
    .slice(0, 1000)
    .replace(/https?:\/\/\S{1,500}/gi, "…")
    .replace(anyAddress, "…")
    .replace(/\[?\b(?:\d{1,3}\.){3}\d{1,3}\b\]?/g, "…")
    .replace(/\b[\w-]*\d[\w-]{5,}\b/g, "…")
    .replace(/\d+/g, "#")
    .replace(/(?:…[\s.,;:]*){2,}/g, "… ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}
