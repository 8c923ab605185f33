import { prisma } from "@/lib/base/db/client";
import { readLooseToken } from "@/lib/content/links/loose-token";
import { renderShown } from "@/lib/content/templates/render-task";
import { variantContent } from "@/lib/content/templates/stored-content";
import { classifyAgent } from "@/lib/events/agents/classify-agent";
import { findTestContent, type TestContent } from "./find-test-content";
import { messageResponse, type PublicRequest, type PublicResponse } from "./public-http";
import { findContact, findPublicMessage, type PublicMessage, publicContactData } from "./public-message";
import { track } from "./track";

/** Mail of any author, shown on our origin: no script, no form, no frame; links open as they are. */
const MAIL_POLICY =
  "default-src 'none'; img-src 'self' https: http: data:; style-src 'unsafe-inline' https:; font-src https: data:; media-src https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

/** Shows the message as its recipient got it, links tracked. */
export async function handleView(request: PublicRequest, token: string): Promise<PublicResponse> {
  const ref = readLooseToken("view", token);
  if (!ref) return messageResponse(404, request, "invalid");
  const message = await findPublicMessage(ref);
  const content = message && (await contentOf(message));
  if (message?.kind === "test" && !content) return messageResponse(200, request, "test");
  const page = message && content && (await renderForReader(message, content));
  if (!message || !page) return messageResponse(410, request, "gone");
  const occurredAt = new Date();
  const verdict = classifyAgent({
    event: "click",
    method: request.method,
    userAgent: request.headers["user-agent"],
    accept: request.headers.accept,
    occurredAt,
    deliveredAt: message.deliveredAt ?? message.sentAt,
  });
  const data = { viewInBrowser: true };
  await track(ref, request, { type: "message.opened", occurredAt, ...verdict, data });
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": MAIL_POLICY,
      "cache-control": "no-store, private",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow",
    },
    body: page,
  };
}

/** What the message was made of, and the contact whose values a test shows. */
async function contentOf(message: PublicMessage): Promise<TestContent | null> {
  const { workspaceId, id: messageId } = message;
  if (message.kind === "test") return findTestContent({ workspaceId, messageId });
  if (!message.variantId) return null;
  const variant = await prisma.campaignVariant.findUnique({
    where: { workspaceId_id: { workspaceId, id: message.variantId } },
    select: { compiled: true },
  });
  return variant && { compiled: variantContent.read(variant.compiled), contactId: null };
}

async function renderForReader(message: PublicMessage, { compiled, contactId }: TestContent): Promise<string> {
  const { workspaceId } = message;
  const shown = contactId ? { ...message, contact: await findContact(workspaceId, contactId) } : message;
  const workspace = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
  const rendered = await renderShown({
    compiled,
    contact: publicContactData(shown),
    workspace: { name: workspace.name },
    campaign: { name: message.campaign?.name ?? "" },
    ref: { workspaceId, messageId: message.id },
  });
  return rendered.html;
}
