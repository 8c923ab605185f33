import { prisma } from "@/lib/base/db/client";
import type { LinkedMessage } from "@/lib/content/links/links";
import { readBrand } from "@/lib/content/templates/brand";
import { contactData as contactFields } from "@/lib/content/templates/contact-data";
import { mailLanguageOf } from "@/lib/content/templates/mail-language";
import { type PageBrand, safeColor } from "@/lib/recipients/pages/brand";
import { maskEmail, type PageReader } from "@/lib/recipients/pages/pages";
import { choosePageLanguage } from "@/lib/recipients/pages/strings";
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
export async function findPublicMessage({ workspaceId, messageId }: LinkedMessage) {
  const message = await prisma.message.findUnique({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    select,
  });
  if (!message) return null;
  const campaignId = message.campaignId ?? message.testCampaignId;
  const [campaign, contact] = await Promise.all([
    campaignId
      ? prisma.campaign.findUnique({
          where: { workspaceId_id: { workspaceId, id: campaignId } },
          select: { name: true, audience: true },
        })
      : null,
    message.contactId ? findContact(workspaceId, message.contactId) : null,
  ]);
  return { ...message, campaign, contact };
}

/** What rendering needs of a contact; null when it was removed. */
export function findContact(workspaceId: string, id: string) {
  return prisma.contact.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { email: true, firstName: true, lastName: true, fields: true, language: true },
  });
}

/** What Liquid sees of a contact, as in the mail. A removed contact leaves the address that was mailed. */
export function publicContactData(message: Pick<PublicMessage, "email" | "contact">): Record<string, unknown> {
  const removed = { email: message.email, firstName: null, lastName: null, fields: {} };
  return contactFields(message.contact ?? removed);
}

/** What Liquid in a link sees. */
export async function linkData(message: PublicMessage): Promise<object> {
  const where = { id: message.workspaceId };
  const workspace = await prisma.workspace.findUniqueOrThrow({ where, select: { name: true } });
  return { contact: publicContactData(message), workspace, campaign: { name: message.campaign?.name ?? "" } };
}

/** Brand, language and masked address for the pages of a message. */
export async function readerOf(
  message: PublicMessage,
  request: PublicRequest,
): Promise<PageReader & { workspaceName: string }> {
  const workspace = await prisma.workspace.findUniqueOrThrow({
    where: { id: message.workspaceId },
    select: { name: true, locale: true, mailLanguage: true, brand: true, postalAddress: true },
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
    workspace: mailLanguageOf(workspace),
  });
  return { brand, language, email: maskEmail(message.email), workspaceName: workspace.name };
}
