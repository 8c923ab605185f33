import type { Ctx } from "@/lib/base/context";
import { notFound } from "@/lib/base/errors";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { requirePermission } from "@/lib/base/permissions.shared";
import { renderShown } from "@/lib/content/templates/render-task";
import { variantContent } from "@/lib/content/templates/stored-content";
import { readShown } from "@/lib/mail/read/read-shown";
import { findPublicMessage, publicContactData } from "@/lib/recipients/tracking/public-message";
import { type MessagePreview, MessageRef } from "./schema";

/**
 * The mail as its recipient got it, made again from the frozen content and the contact as it is now: without the pixel, links
 * untracked, and those that act for the recipient dead. Null when the content is not kept (tests) or can no longer be made.
 */
export async function renderMessage(
  ctx: Ctx,
  message: { id: string; variantId: string | null },
): Promise<(MessagePreview & { from: string }) | null> {
  if (!message.variantId) return renderEmail(ctx, message.id);
  const { workspaceId } = ctx;
  const [found, variant, workspace] = await Promise.all([
    findPublicMessage({ workspaceId, messageId: message.id }),
    ctx.db.campaignVariant.findUnique({
      where: { workspaceId_id: { workspaceId, id: message.variantId } },
      select: { compiled: true, fromName: true, fromEmail: true },
    }),
    ctx.db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } }),
  ]);
  if (!found || !variant) return null;
  const compiled = variantContent.read(variant.compiled);
  try {
    const rendered = await renderShown({
      compiled,
      contact: publicContactData(found),
      workspace: { name: workspace.name },
      campaign: { name: found.campaign?.name ?? "" },
      ref: null,
    });
    const { subject, html, text } = rendered;
    return { subject, html, text, from: `${variant.fromName} <${variant.fromEmail}>` };
  } catch (error) {
    ctx.log.warn("a message cannot be shown", { messageId: message.id, error });
    return null;
  }
}

/** A single mail as it was given, without what tracking adds; null for other messages, and when its content is not kept any more. */
async function renderEmail(ctx: Ctx, messageId: string): Promise<(MessagePreview & { from: string }) | null> {
  const { workspaceId } = ctx;
  const recipient = await ctx.db.emailRecipient.findUnique({
    where: { workspaceId_messageId: { workspaceId, messageId } },
  });
  if (!recipient) return null;
  const { emailId } = recipient;
  const [email, content] = await Promise.all([
    ctx.db.email.findUnique({ where: { workspaceId_id: { workspaceId, id: emailId } } }),
    ctx.db.emailContent.findUnique({ where: { workspaceId_emailId: { workspaceId, emailId } } }),
  ]);
  if (!email || !content) return null;
  const said = content.raw ? await readShown(content.raw) : content;
  const text = said.text ?? "";
  const html = said.html ?? `<pre style="white-space:pre-wrap;font:inherit">${escapeHtml(text)}</pre>`;
  const from = email.fromName ? `${email.fromName} <${email.fromEmail}>` : email.fromEmail;
  return { subject: email.subject, html, text, from };
}

/** The preview of one message, or `not_found`. */
export async function previewMessage(ctx: Ctx, input: { messageId: string }): Promise<MessagePreview> {
  requirePermission(ctx, "reports.read");
  const { messageId: id } = MessageRef.parse(input);
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  const message = await ctx.db.message.findUnique({ where, select: { id: true, variantId: true } });
  const rendered = message && (await renderMessage(ctx, message));
  if (!rendered) throw notFound("preview of this message");
  const { subject, html, text } = rendered;
  return { subject, html, text };
}
