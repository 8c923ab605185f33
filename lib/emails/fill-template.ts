import type { Ctx } from "@/lib/base/context";
import { invalid } from "@/lib/base/errors";
import { contactData } from "@/lib/content/templates/contact-data";
import { findPublishedTemplate } from "@/lib/content/templates/published-template";
import { renderShown } from "@/lib/content/templates/render-task";
import { readVariables } from "@/lib/content/templates/variables";
import { WAY_OUT_MARK } from "@/lib/sending/emails/way-out";
import type { BatchEmail } from "./schema";

/**
 * What a published template makes of the values of a mail, for the contact with the first address. Throws `invalid` that names the template, or
 * each value that is missing, unknown or of another type.
 */
export async function fillTemplate(ctx: Ctx, { template, to }: BatchEmail, at: string) {
  const { id, alias, variables = {} } = template ?? {};
  const by = alias === undefined ? { id: id ?? "" } : { alias };
  const published = await findPublishedTemplate(ctx, by);
  if (!published) {
    const text = "There is no published template with it.";
    throw invalid(text, { [`${at}template.${alias === undefined ? "id" : "alias"}`]: text });
  }
  const read = readVariables(published.variables, variables);
  if ("problems" in read) {
    const fields = Object.entries(read.problems).map(([key, text]) => [`${at}template.variables.${key}`, text]);
    throw invalid("The values do not fit the template.", Object.fromEntries(fields));
  }
  const [contact, workspace] = await Promise.all([
    contactOf(ctx, to[0]),
    ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId }, select: { name: true } }),
  ]);
  const { templateId, version: templateVersion, name } = published;
  const rendered = await renderShown({
    ...{ compiled: published.compiled, contact, workspace, campaign: { name }, values: read.values },
    ...{ ref: null, wayOut: WAY_OUT_MARK },
  });
  return { ...rendered, templateId, templateVersion };
}

/** What the template knows of the recipient, where it is a contact; else the address. */
async function contactOf(ctx: Ctx, recipient: BatchEmail["to"][number] | undefined): Promise<Record<string, unknown>> {
  const emailNormalized = recipient?.normalized ?? "";
  const contact = await ctx.db.contact.findUnique({
    where: { workspaceId_emailNormalized: { workspaceId: ctx.workspaceId, emailNormalized } },
    select: { email: true, firstName: true, lastName: true, fields: true },
  });
  return contactData(contact ?? { email: recipient?.address ?? "", firstName: null, lastName: null, fields: {} });
}
