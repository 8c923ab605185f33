import { runTask, type Task } from "@/lib/base/threads/run-task";
import { msg } from "@/lib/language/t";
import { type CapturedContent, presentContent, sourceOnly } from "./present-content";

export const presentContentTask: Task<Uint8Array, CapturedContent> = {
  name: "present-content",
  // Bytes that changed threads are no Buffer any more.
  run: (raw) => presentContent(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)),
  deadlineMs: 5000,
  late: msg("This mail takes too long to be read."),
};

const inPlace = 32 * 1024;

/** Decodes a captured mail for the screen; one that cannot be read in time still shows its source. */
export async function showContent(raw: Buffer): Promise<CapturedContent> {
  if (raw.length < inPlace) return presentContent(raw);
  return runTask(presentContentTask, raw).catch(() => sourceOnly(raw));
}
