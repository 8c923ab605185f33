import { prisma } from "@/lib/base/db/client";
import { emailDetails } from "@/lib/content/links/email-content";
import type { StoredLink } from "@/lib/content/links/find-link";
import type { ClickRef } from "@/lib/content/links/links";

/** A link of a single mail by its number; null when there is none, or its content is not kept any more. */
export async function findEmailLink({ workspaceId, messageId, linkNo }: ClickRef): Promise<StoredLink | null> {
  const recipient = await prisma.emailRecipient.findUnique({
    where: { workspaceId_messageId: { workspaceId, messageId } },
    select: { emailId: true },
  });
  const content =
    recipient &&
    (await prisma.emailContent.findUnique({
      where: { workspaceId_emailId: { workspaceId, emailId: recipient.emailId } },
      select: { details: true },
    }));
  const url = content && emailDetails.read(content.details).links[linkNo];
  return url ? { id: null, url, isFinal: true } : null;
}
