import { readLooseToken } from "@/lib/content/links/loose-token";
import { classifyAgent } from "@/lib/events/agents/classify-agent";
import { messageResponse, type PublicRequest, type PublicResponse } from "./public-http";
import { track } from "./track";

/** A transparent 1×1 GIF, 43 bytes. */
const PIXEL = Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

/** Records an open and answers the pixel, whatever becomes of the event: a broken picture helps nobody. */
export async function handleOpen(request: PublicRequest, token: string): Promise<PublicResponse> {
  const ref = readLooseToken("open", token);
  if (!ref) return messageResponse(404, request, "invalid");
  const occurredAt = new Date();
  const verdict = classifyAgent({
    event: "open",
    method: request.method,
    userAgent: request.headers["user-agent"],
    occurredAt,
  });
  await track(ref, request, { type: "message.opened", occurredAt, ...verdict });
  return {
    status: 200,
    headers: {
      "content-type": "image/gif",
      "cache-control": "no-store, private",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
      // Web mail shows the picture from another origin.
      "cross-origin-resource-policy": "cross-origin",
    },
    body: PIXEL,
  };
}
