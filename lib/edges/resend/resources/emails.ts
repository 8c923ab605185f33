import { z } from "zod";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { actorCan } from "@/lib/base/permissions.shared";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { GivenEmail } from "@/lib/edges/resend/email-body";
import { presentItem, presentWhole } from "@/lib/edges/resend/present-email";
import { defineGatheredResend, defineResend } from "@/lib/edges/resend/resend-operation";
import { GivenBatch, prepareBatch, prepareOne } from "@/lib/edges/resend/send-emails";
import { byId, cursorsOf, listOf, outId, PageQuery } from "@/lib/edges/resend/shapes";
import { timeReader } from "@/lib/edges/resend/time-reader";
import { takeEmails } from "@/lib/emails/accept-emails";
import { cancelEmail } from "@/lib/emails/cancel-email";
import { findEmails } from "@/lib/emails/find-emails";
import { getEmail } from "@/lib/emails/get-email";
import { lastEventsOf } from "@/lib/emails/last-events";
import { rescheduleEmail } from "@/lib/emails/reschedule-email";
import { sayEmailsDue } from "@/lib/sending/emails/queue";

const noun = "Email";
const EmailId = byId("eml");

/** The workers are told once it is committed. */
const after = ({ workspaceId }: KeyCtx) => sayEmailsDue(workspaceId);

const example = {
  from: "hello@example.test",
  to: "ada@example.com",
  subject: "Your receipt",
  html: "<p>Thank you.</p>",
};

const send = defineGatheredResend({
  id: "resend.emails.send",
  method: "POST",
  path: "/emails",
  noun,
  scopes: ["emails.send"],
  body: GivenEmail,
  example,
  after,
  gathering: { prepare: (ctx, { body }) => prepareOne(ctx, body), write: takeEmails },
});

const isPermissive = (headers: Headers) => headers.get("x-batch-validation") === "permissive";

const sendBatch = defineResend({
  id: "resend.batch.send",
  method: "POST",
  path: "/emails/batch",
  noun,
  scopes: ["emails.send"],
  body: GivenBatch,
  example: [example],
  after,
  prepare: (ctx, { body, headers }) => prepareBatch(ctx, body, isPermissive(headers)),
  run: async (ctx, { body, headers }) =>
    inPgTransaction(ctx.workspaceId, await prepareBatch(ctx, body, isPermissive(headers)), { byKey: true }),
});

const list = defineResend({
  id: "resend.emails.list",
  method: "GET",
  path: "/emails",
  noun,
  scopes: ["reports.read"],
  heavy: true,
  query: PageQuery,
  run: async (ctx, { query }) => {
    const { emails, next } = await findEmails(ctx, cursorsOf("eml", query), query.limit);
    const ids = emails.map(({ id }) => outId("eml", id));
    const events = await lastEventsOf(ctx, ids);
    return listOf(
      emails.map((email) => presentItem(email, events.get(outId("eml", email.id)))),
      next !== null,
    );
  },
});

const one = { path: "/emails/{id}", noun, params: EmailId } as const;

const get = defineResend({
  ...one,
  id: "resend.emails.get",
  method: "GET",
  scopes: ["reports.read"],
  run: async (ctx, { params: { id } }) => {
    const [email, events] = await Promise.all([getEmail(ctx, { emailId: id }), lastEventsOf(ctx, [id])]);
    return presentWhole(email, events.get(id));
  },
});

const update = defineResend({
  ...one,
  id: "resend.emails.update",
  method: "PATCH",
  scopes: ["emails.send"],
  body: z.object({ scheduled_at: z.string().max(100) }),
  example: { scheduled_at: "in 1 hour" },
  after,
  run: async (ctx, { params: { id }, body }) => {
    const readTime = await timeReader(ctx, [body.scheduled_at]);
    await rescheduleEmail(ctx, { emailId: id, scheduledAt: readTime(body.scheduled_at, "scheduled_at") });
    return { object: "email", id };
  },
});

const cancel = defineResend({
  ...one,
  id: "resend.emails.cancel",
  method: "POST",
  path: "/emails/{id}/cancel",
  scopes: ["emails.send"],
  run: async (ctx, { params: { id } }) => {
    await cancelEmail(ctx, { emailId: id });
    // The package expects the id alone, Resend's document the whole mail.
    if (!actorCan(ctx.actor, "reports.read")) return { object: "email", id };
    const [email, events] = await Promise.all([getEmail(ctx, { emailId: id }), lastEventsOf(ctx, [id])]);
    return presentWhole(email, events.get(id));
  },
});

export const resendEmailOperations = [send, sendBatch, list, get, update, cancel];
