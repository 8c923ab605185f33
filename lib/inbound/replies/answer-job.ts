import { z } from "zod";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { moveAnswer } from "@/lib/inbound/replies/move-answer";
import { sendAnswer } from "@/lib/inbound/replies/send-answer";
import { tryForADay } from "@/lib/inbound/replies/try-for-a-day";

const SendAnswer = z.object({ workspaceId: z.string(), answerId: z.uuid(), round: z.number().int().optional() });

export const sendAnswerJob = defineJob(
  "replies.answer",
  SendAnswer,
  async (ctx, { round = 0, ...job }) => {
    const waiting = { id: job.answerId, from: ["waiting"] } as const;
    await tryForADay(ctx, {
      round,
      run: () => sendAnswer(ctx, job),
      putOff: async ({ round: next, startAfter, why }) => {
        await moveAnswer(ctx, { ...waiting, to: "waiting", note: why });
        await enqueue(ctx, sendAnswerJob, { ...job, round: next }, { startAfter });
      },
      giveUp: async (why) => {
        await moveAnswer(ctx, { ...waiting, to: "failed", note: why });
      },
    });
  },
  { concurrency: 2, expireInSeconds: 120, retryLimit: 8 },
);
