import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import type { Ctx } from "@/lib/base/context";
import { AppError, rateLimited } from "@/lib/base/errors";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { type Msg, msg, t } from "@/lib/language/t";

const HOUR_MS = 3_600_000;

/**
 * Tests an hour: enough for a team at work, too few to be a way around consent and suppressions or to flood a stranger.
 * A recipient's count is one for all workspaces together.
 */
export const testLimits = { account: 40, workspace: 60, recipient: 20, installation: 400 } as const;

const reached = {
  account: msg(
    "You have sent {count, plural, one {# test} other {# tests}} within this hour, and that is the limit. Try again in the next hour.",
  ),
  workspace: msg(
    "This workspace has sent {count, plural, one {# test} other {# tests}} within this hour, and that is the limit. Try again in the next hour.",
  ),
  recipient: msg(
    "{recipient} was sent {count, plural, one {# test} other {# tests}} within this hour, and that is the limit. Try again in the next hour.",
  ),
  installation: msg(
    "This installation has sent {count, plural, one {# test} other {# tests}} within this hour, and that is the limit. Try again in the next hour.",
  ),
} as const;

/** Counts tests to these addresses, before any of them is sent. Throws `rate_limited`, saying which limit it is. */
export async function countTests(ctx: Ctx, recipients: readonly string[]): Promise<void> {
  const { actor } = ctx;
  const own = actor.type === "member" ? await mailboxOfUser(ctx, actor.userId) : null;
  for (const recipient of recipients) {
    if (actor.type === "member") await count(`test-by:${actor.userId}`, testLimits.account, reached.account);
    await count(`test-in:${ctx.workspaceId}`, testLimits.workspace, reached.workspace);
    const mailbox = mailboxOf(recipient);
    // Nobody can use up what others may send to themselves.
    if (mailbox !== own) await count(`test-to:${mailbox}`, testLimits.recipient, reached.recipient, recipient);
    await count("test-all", testLimits.installation, reached.installation);
  }
}

async function count(key: string, limit: number, text: Msg, recipient = ""): Promise<void> {
  try {
    await hitRateLimit(key, { limit, windowMs: HOUR_MS });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
    throw rateLimited(t(text, { count: limit, recipient }));
  }
}

async function mailboxOfUser(ctx: Ctx, id: string): Promise<string | null> {
  const user = await ctx.db.user.findUnique({ where: { id }, select: { email: true } });
  return user && mailboxOf(user.email);
}

/** Addresses of one mailbox count as one, whatever stands behind a plus sign. */
function mailboxOf(recipient: string): string {
  const address = parseEmailAddress(recipient);
  const text = isEmailAddress(address) ? address.normalized : recipient.toLowerCase();
  return text.replace(/^([^+]+)\+.*@/, "$1@");
}
