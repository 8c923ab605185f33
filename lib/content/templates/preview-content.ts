import type { Ctx } from "@/lib/base/context";
import { env } from "@/lib/base/env";
import { AppError, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { UsedTag } from "@/lib/content/liquid/merge-tags";
import { placeNames } from "@/lib/content/liquid/place-names";
import { t } from "@/lib/language/t";
import { checkMergeTags } from "./check-merge-tags";
import { contactData } from "./contact-data";
import { type ContentIssue, documentIssues, sizeIssues } from "./content-issues";
import { previewBounded } from "./content-tasks";
import { mailLanguageOf } from "./mail-language";
import { PreviewContent } from "./schema";
import { getBrand } from "./workspace-brand";

export interface Preview {
  subject: string;
  html: string;
  text: string;
  issues: ContentIssue[];
}

/** Somebody of whom nothing is known: every merge tag shows its fallback. */
export const sampleContact = { email: "alex@example.com", first_name: null, last_name: null };

/** Whoever sees a mail made for a contact reads the contact by it. */
async function previewContact(ctx: Ctx, contactId: string | null | undefined): Promise<Record<string, unknown>> {
  if (!contactId) return sampleContact;
  requirePermission(ctx, "contacts.read");
  const contact = await ctx.db.contact.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: contactId } },
  });
  if (!contact) throw notFound("contact");
  return contactData(contact);
}

async function tagIssues(ctx: Ctx, used: UsedTag[]): Promise<ContentIssue[]> {
  const findings = await checkMergeTags(ctx, used);
  return findings.map(({ path, places, problem, missing, checked }) =>
    path.startsWith("data.")
      ? {
          level: "warning",
          message: t("{tag} is given by programs that send this as a single mail; elsewhere it is empty.", {
            tag: `{{ ${path} }}`,
          }),
        }
      : problem === "unknown"
        ? {
            level: "error",
            message: t("{tag} in the {places} is not a field of your contacts.", {
              tag: `{{ ${path} }}`,
              places: placeNames(places),
            }),
          }
        : {
            level: "warning",
            message: t(
              "{checked, plural, one {{missing} of # contact has} other {{missing} of # contacts have}} no {path}, and it has no fallback.",
              { missing: String(missing), checked, path },
            ),
          },
  );
}

/**
 * Renders content as one contact would get it, with what is wrong about it. What cannot be rendered at all comes back as
 * an issue, not as an error: an author in the middle of a word must not lose the preview.
 */
export async function previewContent(ctx: Ctx, input: PreviewContent): Promise<Preview> {
  requirePermission(ctx, "templates.read");
  return makePreview(ctx, input);
}

/** The same for a caller that has looked whether the content may be read. */
export async function makePreview(ctx: Ctx, input: PreviewContent): Promise<Preview> {
  const { contactId, brand, ...content } = PreviewContent.parse(input);
  const contact = await previewContact(ctx, contactId);
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { name: true, locale: true, mailLanguage: true },
  });
  try {
    const { mail, bytes, tags } = await previewBounded({
      content: {
        ...content,
        brand: brand ?? (await getBrand(ctx)),
        lang: mailLanguageOf(workspace),
        assetBase: env.APP_URL,
        trackOpens: false,
        trackClicks: false,
      },
      contact,
      workspaceName: workspace.name,
    });
    const issues = [
      ...(content.document ? documentIssues(content.document) : []),
      ...sizeIssues(bytes),
      ...(await tagIssues(ctx, tags)),
    ];
    return { ...mail, issues };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid") throw error;
    return { subject: content.subject, html: "", text: "", issues: [{ level: "error", message: error.message }] };
  }
}
