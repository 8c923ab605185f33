import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { pollMailbox } from "@/lib/inbound/mail/imap/poll-mailbox";

const PollMailbox = z.object({ workspaceId: z.string(), mailboxId: z.uuid() });

/** Its back-off stands on the mailbox, so the queue tries only once. */
export const pollMailboxJob = defineJob(
  "inbound.poll-mailbox",
  PollMailbox,
  async (ctx, { mailboxId }) => pollMailbox(ctx, { mailboxId }),
  { concurrency: 4, retryLimit: 0, expireInSeconds: 140 },
);

/** Has every mailbox read whose time has come, in all workspaces. */
export async function pollMailboxes(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const due = await ctx.db.inboundMailbox.findMany({
    where: {
      disabledAt: null,
      nextPollAt: { lte: now },
      OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }],
    },
    orderBy: { nextPollAt: "asc" },
    select: { workspaceId: true, id: true },
    take: 500,
  });
  for (const { workspaceId, id } of due) await enqueue(ctx, pollMailboxJob, { workspaceId, mailboxId: id });
}

const pollMailboxesJob = defineJob(
  "inbound.poll-mailboxes",
  z.object({ workspaceId: z.string() }),
  async (ctx) => pollMailboxes(ctx),
  { cron: "* * * * *", retryLimit: 0, expireInSeconds: 50 },
);

export const pollJobs = [pollMailboxJob, pollMailboxesJob];
