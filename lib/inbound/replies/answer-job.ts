import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { sendAnswer } from "@/lib/inbound/replies/send-answer";

const SendAnswer = z.object({ workspaceId: z.string(), answerId: z.uuid() });

export const sendAnswerJob = defineJob(
  "replies.answer",
  SendAnswer,
  async (ctx, { answerId }) => {
    await sendAnswer(ctx, { answerId });
  },
  { concurrency: 2, expireInSeconds: 120, retryLimit: 8 },
);
