import { systemCtx } from "@/lib/base/context";
import { unsubscribeUrl } from "@/lib/content/links/links";
import { readLooseToken } from "@/lib/content/links/loose-token";
import { findPreferences, savePreferences } from "@/lib/people/preferences/save-preferences";
import { unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { preferencesPage, unsubscribedPage } from "@/lib/recipients/pages/pages";
import { messageResponse, type PublicRequest, type PublicResponse, pageResponse, readForm } from "./public-http";
import { findPublicMessage, readerOf } from "./public-message";

/** The recipient's lists: GET shows them, POST saves the choice or ends everything. */
export async function handlePreferences(request: PublicRequest, token: string): Promise<PublicResponse> {
  const ref = readLooseToken("unsubscribe", token);
  if (!ref) return messageResponse(404, request, "invalid");
  const message = await findPublicMessage(ref);
  if (!message) return messageResponse(410, request, "gone");
  if (message.kind === "test") return messageResponse(200, request, "test");
  const ctx = systemCtx(ref.workspaceId, "preference page");
  const who = { messageId: ref.messageId, ip: request.ip, userAgent: request.headers["user-agent"] };
  const form = request.method === "POST" ? await readForm(request) : null;
  const action = form?.get("action");
  if (request.method === "POST" && action !== "save" && action !== "unsubscribe-all") {
    return messageResponse(400, request, "notAllowed");
  }
  if (action === "unsubscribe-all") {
    const { ended } = await unsubscribeMessage(ctx, { ...who, scope: "all", method: "preference_page" });
    const reader = await readerOf(message, request);
    const whyAction = ended > 0 ? new URL(unsubscribeUrl(ref)).pathname : null;
    return pageResponse(200, unsubscribedPage(reader, { fromAll: true, preferencesHref: request.path, whyAction }));
  }
  if (action === "save") await savePreferences(ctx, { ...who, listIds: form?.getAll("list") ?? [] });
  const preferences = await findPreferences(ctx, message);
  const page = preferencesPage(await readerOf(message, request), {
    ...preferences,
    action: request.path,
    saved: action === "save",
  });
  return pageResponse(200, page);
}
