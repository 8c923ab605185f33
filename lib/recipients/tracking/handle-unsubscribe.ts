import { systemCtx } from "@/lib/base/context";
import { type LinkedMessage, preferencesUrl, unsubscribeUrl } from "@/lib/content/links/links";
import { readLooseToken } from "@/lib/content/links/loose-token";
import { findMessageLists, unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { unsubscribedPage, unsubscribePage } from "@/lib/recipients/pages/pages";
import { messageResponse, type PublicRequest, type PublicResponse, pageResponse, readForm } from "./public-http";
import { findPublicMessage, type PublicMessage, readerOf } from "./public-message";

/**
 * GET asks, POST acts: mail scanners follow links and must not unsubscribe anybody. The same URL takes the mailbox provider's one-click
 * POST, answered without redirect or cookie (RFC 8058 §3.2).
 */
export async function handleUnsubscribe(request: PublicRequest, token: string): Promise<PublicResponse> {
  const ref = readLooseToken("unsubscribe", token);
  if (!ref) return messageResponse(404, request, "invalid");
  const message = await findPublicMessage(ref);
  if (!message) return messageResponse(410, request, "gone");
  if (message.kind === "test") return messageResponse(200, request, "test");
  if (request.method !== "POST") return askPage(request, ref, message);
  const form = await readForm(request);
  const oneClick = form?.get("List-Unsubscribe") === "One-Click";
  if (!oneClick && form?.get("action") !== "unsubscribe") return messageResponse(400, request, "notAllowed");
  const result = await unsubscribeMessage(systemCtx(ref.workspaceId, "unsubscribe link"), {
    messageId: ref.messageId,
    scope: "list",
    method: oneClick ? "one_click" : "unsubscribe_page",
    ip: request.ip,
    userAgent: request.headers["user-agent"],
  });
  if (oneClick) return { status: 200, headers: PLAIN, body: "You are unsubscribed.\n" };
  const reader = await readerOf(message, request);
  return pageResponse(
    200,
    unsubscribedPage(reader, { fromAll: result.fromAll, preferencesHref: pathOf(preferencesUrl(ref)) }),
  );
}

const PLAIN = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "x-robots-tag": "noindex" };

async function askPage(request: PublicRequest, ref: LinkedMessage, message: PublicMessage): Promise<PublicResponse> {
  const lists = await findMessageLists(systemCtx(ref.workspaceId, "unsubscribe link"), message);
  const page = unsubscribePage(await readerOf(message, request), {
    lists: lists.map((list) => list.name),
    action: pathOf(unsubscribeUrl(ref)),
    preferencesHref: pathOf(preferencesUrl(ref)),
  });
  return pageResponse(200, page);
}

/** Forms and links of the page stay on the host the reader came to. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}
