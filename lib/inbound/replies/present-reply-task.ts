import { runTask, type Task } from "@/lib/base/threads/run-task";
import { msg, t } from "@/lib/language/t";
import { type PresentedReply, presentReply } from "./present-reply";

export const presentReplyTask: Task<Uint8Array, PresentedReply> = {
  name: "present-reply",
  run: presentReply,
  deadlineMs: 5000,
  late: msg("This mail takes too long to be read."),
};

/** Smaller mails are read at once: a thread would cost more. */
const inPlace = 32 * 1024;

/** What people see of an answer; one that cannot be read in time says so in its place. */
export async function showReply(raw: Uint8Array): Promise<PresentedReply> {
  if (raw.length < inPlace) return presentReply(raw);
  return runTask(presentReplyTask, raw).catch(() => ({
    text: t("This mail is built in a way that cannot be shown here. Its source is among the mail that came back."),
    frameHtml: null,
    files: [],
  }));
}
