import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { sendAnswerJob } from "@/lib/inbound/replies/answer-job";
import { forwardReply } from "@/lib/inbound/replies/forward-reply";

const ForwardReply = z.object({ workspaceId: z.string(), replyId: z.uuid() });

export const forwardReplyJob = defineJob(
  "replies.forward",
  ForwardReply,
  async (ctx, { replyId }) => {
    await forwardReply(ctx, { replyId });
  },
  { concurrency: 2, expireInSeconds: 120, retryLimit: 8 },
);

export const repliesJobs = [forwardReplyJob, sendAnswerJob];
