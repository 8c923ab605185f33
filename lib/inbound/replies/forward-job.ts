import { z } from "zod";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { sendAnswerJob } from "@/lib/inbound/replies/answer-job";
import { forwardReply, keepReply } from "@/lib/inbound/replies/forward-reply";
import { tryForADay } from "@/lib/inbound/replies/try-for-a-day";

const ForwardReply = z.object({ workspaceId: z.string(), replyId: z.uuid(), round: z.number().int().optional() });

export const forwardReplyJob = defineJob(
  "replies.forward",
  ForwardReply,
  async (ctx, { round = 0, ...job }) => {
    await tryForADay(ctx, {
      round,
      run: () => forwardReply(ctx, job),
      putOff: ({ round: next, startAfter }) => enqueue(ctx, forwardReplyJob, { ...job, round: next }, { startAfter }),
      giveUp: (why) => keepReply(ctx, { ...job, why }),
    });
  },
  { concurrency: 2, expireInSeconds: 120, retryLimit: 8 },
);

export const repliesJobs = [forwardReplyJob, sendAnswerJob];
