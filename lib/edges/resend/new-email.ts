import type { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { ApiProblem } from "@/lib/edges/api/problems";
import { fieldProblems, inOneLine } from "@/lib/edges/api/to-problem";
import { BatchEmail, NewEmail } from "@/lib/emails/schema";
import type { GivenEmail } from "./email-body";
import type { GivenFile } from "./load-attachments";

type ReadTime = (text: string, field: string) => Date;

/** A mail of Resend's as the product takes one. `at` stands before the names of its fields. Throws a problem with every field that is wrong. */
export const newEmail = (email: GivenEmail, files: readonly GivenFile[], readTime: ReadTime): NewEmail =>
  read(NewEmail, { ...productEmail(email, readTime, ""), attachments: files }, "");

/** The same in a batch, where there are no files. */
export const newBatchEmail = (email: GivenEmail, readTime: ReadTime, at: string): BatchEmail =>
  read(BatchEmail, productEmail(email, readTime, at), at);

function productEmail(email: GivenEmail, readTime: ReadTime, at: string) {
  const { from, to, cc, bcc, reply_to: replyTo, subject, html, text, headers, tags, topic_id: topicId } = email;
  const scheduledAt = email.scheduled_at;
  return {
    ...{ from: from || undefined, to, cc, bcc, replyTo, html, text, headers, tags, topicId },
    subject: subject || undefined,
    template: email.template && templateOf(email.template),
    scheduledAt: scheduledAt === undefined ? undefined : readTime(scheduledAt, `${at}scheduled_at`).toISOString(),
  };
}

const TemplateId = idOf("tpl");

/** Templates are named by id or alias in one place; variables have small letters here, whatever the program calls them. */
function templateOf({ id, variables = {} }: NonNullable<GivenEmail["template"]>) {
  const values = Object.entries(variables).map(([key, value]) => [key.toLowerCase(), value] as const);
  const name = TemplateId.safeParse(id).success ? { id } : { alias: id };
  return { ...name, variables: Object.fromEntries(values) };
}

function read<S extends z.ZodType>(schema: S, given: unknown, at: string): z.output<S> {
  const { success, data, error } = schema.safeParse(given, { reportInput: true });
  if (success) return data;
  const errors = fieldProblems(error).map((problem) => ({ ...problem, field: at + problem.field }));
  throw new ApiProblem("validation_failed", inOneLine(errors), { errors });
}
