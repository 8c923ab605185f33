import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { inEachWorkspace } from "@/lib/base/jobs/in-each-workspace";
import { markContacts, markPeople } from "./mark-contacts";

const SLICE_MS = 45_000;

const timeLeft = ({ endBy }: Ctx) => (endBy ? Math.min(SLICE_MS, endBy.getTime() - Date.now()) : SLICE_MS);

/** New contacts, and all of them once a week, in every workspace. */
export const markContactsJob = defineJob(
  "people.mark-contacts",
  z.object({ workspaceId: z.string() }),
  async (ctx, input): Promise<void> => {
    const end = performance.now() + timeLeft(ctx);
    const mark = async (each: Ctx) => ((await markContacts(each, { maxMs: end - performance.now() })) ? 1 : 0);
    if ((await inEachWorkspace(ctx, mark)) > 0) await enqueue(ctx, markContactsJob, input);
  },
  { cron: "*/10 * * * *", retryLimit: 0, expireInSeconds: 300 },
);

/** One person whose address was changed. */
export const markContactJob = defineJob(
  "people.mark-contact",
  z.object({ workspaceId: z.uuid(), contactId: z.uuid() }),
  async (ctx, { workspaceId, contactId: id }): Promise<void> => {
    const contact = await ctx.db.contact.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
    if (contact) await markPeople(ctx, [{ id, email: contact.email, email_domain: contact.emailDomain }]);
  },
  { expireInSeconds: 60 },
);

export const hygieneJobs = [markContactsJob, markContactJob];
