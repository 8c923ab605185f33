import { pgPool } from "@/lib/base/db/pool";
import { findLink, type StoredLink } from "@/lib/content/links/find-link";
import { type ClickRef, type LinkedMessage, readClickToken } from "@/lib/content/links/links";
import { tokensIn } from "@/lib/content/links/loose-token";
import { hasLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import { carriedUrl, renderLinkUrl } from "@/lib/content/templates/link-url";
import { classifyAgent } from "@/lib/events/agents/classify-agent";
import { findEmailLink } from "./find-email-link";
import { findTestLink } from "./find-test-content";
import { messageResponse, type PublicRequest, type PublicResponse } from "./public-http";
import { findPublicMessage, linkData } from "./public-message";
import { track } from "./track";

/** Records a click and redirects, only to an address stored for that message's campaign: there is no open redirect here. */
export async function handleClick(request: PublicRequest, token: string): Promise<PublicResponse> {
  const refs = tokensIn(token, true).flatMap((one) => readClickToken(one) ?? []);
  const [first] = refs;
  if (!first) return messageResponse(404, request, "invalid");
  const clicked = await findClicked(first);
  const found = clicked && (await firstLink(refs, clicked));
  const location = found && (await addressOf(found));
  if (!clicked || !location) return messageResponse(410, request, "gone");
  const { ref, link } = found;
  const occurredAt = new Date();
  const verdict = classifyAgent({
    event: "click",
    method: request.method,
    userAgent: request.headers["user-agent"],
    accept: request.headers.accept,
    occurredAt,
    deliveredAt: clicked.deliveredAt,
  });
  await track(ref, request, { type: "message.clicked", occurredAt, linkId: link.id ?? undefined, ...verdict });
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

interface FoundLink {
  ref: ClickRef;
  link: StoredLink;
}

/** The link of the first reading of the token that names one: marks behind an address can look like a digit of the number. */
async function firstLink(refs: readonly ClickRef[], clicked: Clicked): Promise<FoundLink | null> {
  for (const ref of refs) {
    const link = await linkOf(ref, clicked);
    if (link) return { ref, link };
  }
  return null;
}

async function linkOf(ref: ClickRef, { campaignId, kind }: Clicked): Promise<StoredLink | null> {
  const ofTest = kind === "test" ? await findTestLink(ref) : null;
  if (ofTest) return ofTest;
  return campaignId ? findLink(ref.workspaceId, campaignId, ref.linkNo) : findEmailLink(ref);
}

/** Where the click leads; what the mail did not carry is made from the contact as it is now. */
async function addressOf({ ref, link }: FoundLink): Promise<string | null> {
  if (link.isFinal) return link.url;
  if (ref.rest !== undefined) return carriedUrl(link.url, ref.rest);
  return renderLinkUrl(link.url, hasLiquid(link.url) ? await personalData(ref) : {});
}

interface Clicked {
  kind: string;
  campaignId: string | null;
  deliveredAt: Date | null;
}

/** What every click needs of its message, in one prepared query: most links hold nothing personal. */
async function findClicked(ref: LinkedMessage): Promise<Clicked | null> {
  const { rows } = await pgPool().query<Clicked>({
    name: "clicked-message",
    text: `select kind, coalesce(campaign_id, test_campaign_id) as "campaignId", coalesce(delivered_at, sent_at) as "deliveredAt"
             from message where workspace_id = $1 and id = $2`,
    values: [ref.workspaceId, ref.messageId],
  });
  return rows[0] ?? null;
}

async function personalData(ref: LinkedMessage): Promise<object> {
  const message = await findPublicMessage(ref);
  return message ? await linkData(message) : {};
}
