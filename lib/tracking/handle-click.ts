import { renderLinkUrl } from "@/lib/templates/link-url";
import { classifyAgent } from "./classify-agent";
import { findLink } from "./find-link";
import { readClickToken } from "./links";
import { messageResponse, type PublicRequest, type PublicResponse } from "./public-http";
import { findPublicMessage, linkData } from "./public-message";
import { track } from "./track";

/** Records a click and redirects, only to an address stored for that message's campaign: there is no open redirect here. */
export async function handleClick(request: PublicRequest, token: string): Promise<PublicResponse> {
  const ref = readClickToken(token);
  if (!ref) return messageResponse(404, request, "invalid");
  const message = await findPublicMessage(ref);
  const campaignId = message?.campaignId ?? message?.testCampaignId;
  const link = campaignId ? await findLink(ref.workspaceId, campaignId, ref.linkNo) : null;
  if (!message || !link) return messageResponse(410, request, "gone");
  const location = renderLinkUrl(link.url, linkData(message));
  if (!location || !/^https?:\/\//i.test(location)) return messageResponse(410, request, "gone");
  const occurredAt = new Date();
  const verdict = classifyAgent({
    event: "click",
    method: request.method,
    userAgent: request.headers["user-agent"],
    accept: request.headers.accept,
    occurredAt,
    deliveredAt: message.deliveredAt ?? message.sentAt,
  });
  await track(ref, request, { type: "message.clicked", occurredAt, linkId: link.id, ...verdict });
  return {
    status: 302,
    headers: {
      location: new URL(location).href,
      "cache-control": "no-store, private",
      "referrer-policy": "no-referrer-when-downgrade",
      "x-robots-tag": "noindex",
    },
    body: "",
  };
}
