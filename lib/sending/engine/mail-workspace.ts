import type { Ctx } from "@/lib/base/context";
import type { MailContent } from "./compose-for-recipient";

/** The workspace as its mails name it: with the slug that it had before the first change of it, so that what readers filter by List-Id stays together. */
export async function mailWorkspace(ctx: Ctx): Promise<MailContent["workspace"]> {
  const { slug, mailSlug, ...named } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { id: true, name: true, slug: true, mailSlug: true },
  });
  return { ...named, slug: mailSlug ?? slug };
}
