import { runTask, type Task } from "@/lib/base/threads/run-task";
import { msg } from "@/lib/language/t";
import { type ReceivedContent, receivedContent, receivedOctets } from "./received-mail";

const late = msg("This mail takes too long to be read.");

/** Mail of strangers is read by a thread: it may be built so that it takes long. */
export const receivedContentTask: Task<Uint8Array, ReceivedContent | null> = {
  name: "received-content",
  run: receivedContent,
  deadlineMs: 5000,
  late,
};
export const receivedOctetsTask: Task<{ raw: Uint8Array; at: number }, Uint8Array | null> = {
  name: "received-octets",
  run: ({ raw, at }) => receivedOctets(raw, at),
  deadlineMs: 5000,
  late,
};

/** Smaller mails are read at once: a thread would cost more. */
const IN_PLACE = 32 * 1024;

export const readReceived = (raw: Uint8Array): Promise<ReceivedContent | null> =>
  raw.length < IN_PLACE ? receivedContent(raw) : runTask(receivedContentTask, raw);

export const readReceivedFile = (raw: Uint8Array, at: number): Promise<Uint8Array | null> =>
  raw.length < IN_PLACE ? receivedOctets(raw, at) : runTask(receivedOctetsTask, { raw, at });
