import type { LinkedMessage } from "@/lib/content/links/links";
import { eventBuffer } from "@/lib/events/door/event-buffer";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import type { PublicRequest } from "./public-http";

/** The recipient waits for the commit, but not longer than this; the event stays in the buffer either way. */
const MAX_WAIT_MS = 2_000;

/** Stores an event of a public request, with the request's address and program, and waits for the commit for a bounded time. */
export async function track(ref: LinkedMessage, request: PublicRequest, event: NewEvent): Promise<void> {
  const stored = eventBuffer().add(ref.workspaceId, {
    ...event,
    messageId: ref.messageId,
    ip: request.ip,
    userAgent: request.headers["user-agent"] ?? "",
  });
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, MAX_WAIT_MS);
  });
  await Promise.race([stored, limit]);
  clearTimeout(timer);
}
