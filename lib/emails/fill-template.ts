import type { Ctx } from "@/lib/base/context";
import { invalid } from "@/lib/base/errors";
import { contactData } from "@/lib/content/templates/contact-data";
import { findPublishedTemplate, type PublishedTemplate } from "@/lib/content/templates/published-template";
import { renderShown } from "@/lib/content/templates/render-task";
import { readVariables } from "@/lib/content/templates/variables";
import { WAY_OUT_MARK } from "@/lib/sending/emails/way-out";
import { type BatchEmail, MAX_HTML, MAX_SUBJECT } from "./schema";

/** What the templates of some mails are filled with, read once for all of them. */
export interface LoadedTemplates {
  workspace: { name: string };
  /** By `nameOf`; null where nothing is published by that name. */
  published: ReadonlyMap<string, PublishedTemplate | null>;
  /** By normalised address. */
  contacts: ReadonlyMap<string, Person>;
}

type Person = Parameters<typeof contactData>[0];
type GivenTemplate = NonNullable<BatchEmail["template"]>;

const nameOf = ({ id, alias }: GivenTemplate) => (alias === undefined ? `id ${id}` : `alias ${alias}`);

const nothing: LoadedTemplates = { workspace: { name: "" }, published: new Map(), contacts: new Map() };

/** Reads the templates that mails name, and the contacts with their first addresses. */
export async function loadTemplates(ctx: Ctx, emails: readonly BatchEmail[]): Promise<LoadedTemplates> {
  const { workspaceId } = ctx;
  const filled = emails.filter(({ template }) => template !== undefined);
  if (filled.length === 0) return nothing;
  const named = new Map(filled.flatMap(({ template }) => (template ? [[nameOf(template), template] as const] : [])));
  const addresses = [...new Set(filled.flatMap(({ to }) => to[0]?.normalized ?? []))];
  const [workspace, published, contacts] = await Promise.all([
    ctx.db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } }),
    Promise.all([...named].map(async ([name, template]) => [name, await publishedOf(ctx, template)] as const)),
    ctx.db.contact.findMany({
      where: { workspaceId, emailNormalized: { in: addresses } },
      select: { email: true, emailNormalized: true, firstName: true, lastName: true, fields: true },
    }),
  ]);
  return {
    workspace,
    published: new Map(published),
    contacts: new Map(contacts.map(({ emailNormalized, ...contact }) => [emailNormalized, contact])),
  };
}

const publishedOf = (ctx: Ctx, { id, alias }: GivenTemplate) =>
  findPublishedTemplate(ctx, alias === undefined ? { id: id ?? "" } : { alias });

/**
 * What a published template makes of the values of a mail, for the contact with the first address. Throws `invalid` that names the template, or
 * each value that is missing, unknown or of another type.
 */
export async function fillTemplate({ workspace, ...loaded }: LoadedTemplates, email: BatchEmail, at: string) {
  const { template, to } = email;
  const published = template && loaded.published.get(nameOf(template));
  if (!template || !published) {
    const text = "There is no published template with it.";
    throw invalid(text, { [`${at}template.${template?.alias === undefined ? "id" : "alias"}`]: text });
  }
  const read = readVariables(published.variables, template.variables);
  if ("problems" in read) {
    const fields = Object.entries(read.problems).map(([key, text]) => [`${at}template.variables.${key}`, text]);
    throw invalid("The values do not fit the template.", Object.fromEntries(fields));
  }
  // What the template knows of the recipient, where it is a contact; else the address.
  const person = loaded.contacts.get(to[0]?.normalized ?? "");
  const stranger = { email: to[0]?.address ?? "", firstName: null, lastName: null, fields: {} };
  const { templateId, version: templateVersion, name } = published;
  const rendered = await renderShown({
    ...{ compiled: published.compiled, workspace, campaign: { name }, values: read.values },
    ...{ contact: contactData(person ?? stranger), ref: null, wayOut: WAY_OUT_MARK },
  });
  requireSize(rendered, `${at}template.variables`);
  return { ...rendered, templateId, templateVersion };
}

/** Values are as long as programs like; what comes of them is held to what they may write themselves. */
function requireSize({ subject, html, text }: Record<"subject" | "html" | "text", string>, field: string): void {
  const what =
    subject.length > MAX_SUBJECT
      ? `the subject has more than ${MAX_SUBJECT} characters`
      : html.length > MAX_HTML || text.length > MAX_HTML
        ? "the mail is larger than 2 MB"
        : null;
  if (what) throw invalid(`With these values ${what}.`, { [field]: `With these values ${what}.` });
}
