import { systemCtx } from "@/lib/base/context";
import { type LinkedMessage, preferencesUrl, unsubscribeUrl } from "@/lib/content/links/links";
import { readLooseToken } from "@/lib/content/links/loose-token";
import { storableText } from "@/lib/mail/read/storable-text";
import { keepLeavingWords } from "@/lib/people/consent/change-subscriptions";
import { findMessageLists, unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { longestWhy, unsubscribedPage, unsubscribePage, whyPage } from "@/lib/recipients/pages/pages";
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
  if (form?.get("action") === "why") return takeWhy(request, ref, message, form.get("why") ?? "");
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
    unsubscribedPage(reader, {
      fromAll: result.fromAll,
      preferencesHref: pathOf(preferencesUrl(ref)),
      whyAction: result.ended > 0 ? pathOf(unsubscribeUrl(ref)) : null,
    }),
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

/** Who has left may say why; whoever has not is not taken for somebody who has. */
async function takeWhy(
  request: PublicRequest,
  ref: LinkedMessage,
  { contactId, ...message }: PublicMessage,
  said: string,
): Promise<PublicResponse> {
  const words = storableText(said, longestWhy).trim();
  const kept =
    words !== "" &&
    contactId !== null &&
    (await keepLeavingWords(systemCtx(ref.workspaceId, "unsubscribe link"), {
      contactId,
      messageId: message.id,
      words,
      method: "unsubscribe_page",
      ip: request.ip,
      userAgent: request.headers["user-agent"],
    }));
  const reader = await readerOf({ ...message, contactId }, request);
  return pageResponse(200, whyPage(reader, { kept, preferencesHref: pathOf(preferencesUrl(ref)) }));
}

/** Forms and links of the page stay on the host the reader came to. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}
