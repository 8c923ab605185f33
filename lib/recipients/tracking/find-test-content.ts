import { prisma } from "@/lib/base/db/client";
import type { StoredLink } from "@/lib/content/links/find-link";
import type { ClickRef, LinkedMessage } from "@/lib/content/links/links";
import type { CompiledContent } from "@/lib/content/templates/compile";
import { testContent } from "@/lib/content/templates/stored-content";

export interface TestContent {
  compiled: CompiledContent;
  /** Whose values the mail shows; null when that contact was removed, or none was chosen. */
  contactId: string | null;
}

/** What a test mail was made of; null when it is no test, or its content was removed after some weeks. */
export async function findTestContent({ workspaceId, messageId }: LinkedMessage): Promise<TestContent | null> {
  const row = await prisma.testContent.findUnique({
    where: { workspaceId_messageId: { workspaceId, messageId } },
    select: { compiled: true, contactId: true },
  });
  return row && { compiled: testContent.read(row.compiled), contactId: row.contactId };
}

/** A link of a test mail by its number. */
export async function findTestLink(ref: ClickRef): Promise<StoredLink | null> {
  const content = await findTestContent(ref);
  const link = content?.compiled.links[ref.linkNo];
  return link ? { id: null, url: link.url } : null;
}
