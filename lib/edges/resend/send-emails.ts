import { z } from "zod";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { AppError } from "@/lib/base/errors";
import { ApiProblem } from "@/lib/edges/api/problems";
import { fieldProblems, inOneLine, toProblem } from "@/lib/edges/api/to-problem";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { prepareEmails, readyToTake, type Taking, type WrittenMessages } from "@/lib/emails/accept-emails";
import { type BatchEmail, MAX_BATCH } from "@/lib/emails/schema";
import { GivenEmail } from "./email-body";
import { loadAttachments } from "./load-attachments";
import { newBatchEmail, newEmail } from "./new-email";
import { ResendProblem } from "./resend-problem";
import { outId } from "./shapes";
import { timeReader } from "./time-reader";

/** Makes one mail ready, files at addresses included. */
export async function prepareOne(ctx: KeyCtx, email: GivenEmail) {
  const readTime = await timeReader(ctx, [email.scheduled_at]);
  const files = await loadAttachments(email.attachments ?? []);
  const { answer, ...ready } = await orDomainRefused(readyToTake(ctx, newEmail(email, files, readTime)));
  return { ...ready, answer: (written: WrittenMessages) => ({ id: outId("eml", answer(written).id) }) };
}

/** Resend says 403 of a domain that may not send, and 422 of an address that is none. */
async function orDomainRefused<T>(prepared: Promise<T>): Promise<T> {
  try {
    return await prepared;
  } catch (error) {
    const fields = error instanceof AppError && error.code === "invalid" ? Object.keys(error.fields ?? {}) : [];
    const field = fields.find((name) => /^(\d+\.)?from$/.test(name));
    if (field === undefined || !(error instanceof AppError)) throw error;
    throw new ResendProblem(403, "validation_error", error.message, [
      { field, code: "invalid", message: error.message },
    ]);
  }
}

interface BatchAnswer {
  data: { id: string }[];
  errors?: { index: number; message: string }[];
}

/** A batch as it came: what is wrong with one mail must not hide what is wrong with another. */
export const GivenBatch = z
  .array(z.unknown())

  .max(MAX_BATCH, `Give at most ${MAX_BATCH} emails.`);

/**
 * Makes a batch ready. Strict: all or none. Permissive: those that are right, and `errors` names the others by their place.
 */
export async function prepareBatch(
  ctx: KeyCtx,
  given: readonly unknown[],
  permissive: boolean,
): Promise<(tx: SqlTx) => Promise<BatchAnswer>> {
  const readTime = await timeReader(ctx, [""]);
  const errors = new Map<number, string>();
  const right: { index: number; email: BatchEmail }[] = [];
  for (const [index, each] of given.entries()) {
    try {
      right.push({ index, email: newBatchEmail(readItem(each, index), readTime, `${index}.`) });
    } catch (error) {
      if (!permissive) throw error;
      errors.set(index, refusalOf(error));
    }
  }
  const take = await prepareRight(ctx, right, permissive ? errors : null);
  return async (tx) => {
    const accepted = await take(tx);
    const data = accepted.map(({ id }) => ({ id: outId("eml", id) }));
    return permissive
      ? { data, errors: [...errors].sort(byIndex).map(([index, message]) => ({ index, message })) }
      : { data };
  };
}

const byIndex = ([one]: [number, string], [other]: [number, string]) => one - other;

function readItem(given: unknown, index: number): GivenEmail {
  const { success, data, error } = GivenEmail.safeParse(given, { reportInput: true });
  if (!success) {
    const errors = fieldProblems(error).map((problem) => ({ ...problem, field: `${index}.${problem.field}` }));
    throw new ApiProblem("validation_failed", inOneLine(errors), { errors });
  }
  if (!data.attachments?.length) return data;
  const text = "Emails of a batch have no attachments. Send this one by itself.";
  throw new ResendProblem(422, "invalid_attachment", text, [
    { field: `${index}.attachments`, code: "invalid", message: text },
  ]);
}

/** What the words of a refusal are; a fault of ours is no refusal. */
function refusalOf(error: unknown): string {
  const problem = toProblem(error);
  if (problem.code === "internal" || problem.code === "unavailable") throw error;
  return problem.message;
}

/** Leaves out, one by one, what the product refuses; with nowhere to note it the first one is thrown. */
async function prepareRight(
  ctx: KeyCtx,
  right: readonly { index: number; email: BatchEmail }[],
  errors: Map<number, string> | null,
): Promise<Taking<{ id: string }[]>> {
  let left = [...right];
  while (left.length > 0) {
    try {
      return await orDomainRefused(
        prepareEmails(
          ctx,
          left.map(({ email }) => email),
        ),
      );
    } catch (error) {
      const text = errors && refusalOf(error);
      const [field = ""] = toProblem(error).errors.map((each) => each.field);
      const at = /^(\d+)\./.exec(field)?.[1];
      const wrong = at === undefined ? undefined : left[Number(at)];
      if (!errors || text === null || !wrong) throw error;
      errors.set(wrong.index, text);
      left = left.filter((each) => each !== wrong);
    }
  }
  return async () => [];
}
