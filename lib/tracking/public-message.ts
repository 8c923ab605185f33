import { prisma } from "@/lib/db/client";
import { type PageBrand, safeColor } from "@/lib/public-pages/brand";
import { maskEmail, type PageReader } from "@/lib/public-pages/pages";
import { choosePageLanguage } from "@/lib/public-pages/strings";
import { readBrand } from "@/lib/templates/brand";
import type { MessageRef } from "./links";
import type { PublicRequest } from "./public-http";

const select = {
  id: true,
  workspaceId: true,
  kind: true,
  email: true,
  campaignId: true,
  testCampaignId: true,
  variantId: true,
  contactId: true,
  sentAt: true,
  deliveredAt: true,
} as const;

export type PublicMessage = NonNullable<Awaited<ReturnType<typeof findPublicMessage>>>;

/** The message a public link belongs to, with what rendering for its contact needs; null when it was removed. */
export async function findPublicMessage({ workspaceId, messageId }: MessageRef) {
  const message = await prisma.message.findUnique({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    select,
  });
  if (!message) return null;
  const [campaign, contact] = await Promise.all([
    message.campaignId
      ? prisma.campaign.findUnique({
          where: { workspaceId_id: { workspaceId, id: message.campaignId } },
          select: { name: true, audience: true },
        })
      : null,
    message.contactId
      ? prisma.contact.findUnique({
          where: { workspaceId_id: { workspaceId, id: message.contactId } },
          select: { email: true, firstName: true, lastName: true, fields: true, language: true },
        })
      : null,
  ]);
  return { ...message, campaign, contact };
}

/** What Liquid sees of a contact: own columns and custom fields by key, as in the mail. */
export function contactData(message: PublicMessage): Record<string, unknown> {
  const fields = message.contact?.fields;
  return {
    ...(fields && typeof fields === "object" && !Array.isArray(fields) ? fields : {}),
    email: message.contact?.email ?? message.email,
    first_name: message.contact?.firstName ?? null,
    last_name: message.contact?.lastName ?? null,
    language: message.contact?.language ?? null,
  };
}

/** What Liquid in a link sees. */
export function linkData(message: PublicMessage): object {
  return { contact: contactData(message), campaign: { name: message.campaign?.name ?? "" } };
}

/** Brand, language and masked address for the pages of a message. */
export async function readerOf(
  message: PublicMessage,
  request: PublicRequest,
): Promise<PageReader & { workspaceName: string }> {
  const workspace = await prisma.workspace.findUniqueOrThrow({
    where: { id: message.workspaceId },
    select: { name: true, locale: true, brand: true, postalAddress: true },
  });
  const theme = readBrand(workspace.brand);
  const brand: PageBrand = {
    name: theme.companyName || workspace.name,
    logoUrl: theme.logoUrl,
    accentColor: safeColor(theme.primaryColor, "#1f2937"),
    postalAddress: theme.postalAddress || workspace.postalAddress || null,
  };
  const language = choosePageLanguage({
    contact: message.contact?.language,
    acceptLanguage: request.headers["accept-language"],
    workspace: workspace.locale,
  });
  return { brand, language, email: maskEmail(message.email), workspaceName: workspace.name };
}
