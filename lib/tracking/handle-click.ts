import { pgPool } from "@/lib/db/pool";
import { renderLinkUrl } from "@/lib/templates/link-url";
import { hasLiquid } from "@/lib/templates/liquid-tokens";
import { classifyAgent } from "./classify-agent";
import { findLink } from "./find-link";
import { type MessageRef, readClickToken } from "./links";
import { messageResponse, type PublicRequest, type PublicResponse } from "./public-http";
import { findPublicMessage, linkData } from "./public-message";
import { track } from "./track";

/** Records a click and redirects, only to an address stored for that message's campaign: there is no open redirect here. */
export async function handleClick(request: PublicRequest, token: string): Promise<PublicResponse> {
  const ref = readClickToken(token);
  if (!ref) return messageResponse(404, request, "invalid");
  const clicked = await findClicked(ref);
  const link = clicked?.campaignId ? await findLink(ref.workspaceId, clicked.campaignId, ref.linkNo) : null;
  if (!clicked || !link) return messageResponse(410, request, "gone");
  const location = renderLinkUrl(link.url, hasLiquid(link.url) ? await personalData(ref) : {});
  if (!location || !/^https?:\/\//i.test(location)) return messageResponse(410, request, "gone");
  const occurredAt = new Date();
  const verdict = classifyAgent({
    event: "click",
    method: request.method,
    userAgent: request.headers["user-agent"],
    accept: request.headers.accept,
    occurredAt,
    deliveredAt: clicked.deliveredAt,
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

interface Clicked {
  campaignId: string | null;
  deliveredAt: Date | null;
}

/** What every click needs of its message, in one prepared query: most links hold nothing personal. */
async function findClicked(ref: MessageRef): Promise<Clicked | null> {
  const { rows } = await pgPool().query<Clicked>({
    name: "clicked-message",
    text: `select coalesce(campaign_id, test_campaign_id) as "campaignId", coalesce(delivered_at, sent_at) as "deliveredAt"
             from message where workspace_id = $1 and id = $2`,
    values: [ref.workspaceId, ref.messageId],
  });
  return rows[0] ?? null;
}

async function personalData(ref: MessageRef): Promise<object> {
  const message = await findPublicMessage(ref);
  return message ? linkData(message) : {};
}
