import { z } from "zod";
import type { Template } from "@/lib/base/db/generated/client";
import { idOf } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid, notFound } from "@/lib/base/errors";
import { archiveTemplate } from "@/lib/content/templates/archive-template";
import { createTemplate } from "@/lib/content/templates/create-template";
import { duplicateTemplate } from "@/lib/content/templates/duplicate-template";
import { publishTemplate } from "@/lib/content/templates/publish-template";
import { getTemplate, publishedAt } from "@/lib/content/templates/queries";
import { templateVariables } from "@/lib/content/templates/stored-content";
import { updateTemplate } from "@/lib/content/templates/update-template";
import { variableTypes } from "@/lib/content/templates/variable-types.shared";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { liquidOf } from "@/lib/edges/resend/merge-tags";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { newestFirst, PageQuery, pageAmong, withoutNulls } from "@/lib/edges/resend/shapes";

const noun = "Template";
const one = { path: "/templates/{id}", noun, params: z.object({ id: z.string().max(100) }) } as const;

const Variables = z
  .array(
    z.object({
      key: z.string().max(50),
      type: z.enum(variableTypes).default("string"),
      fallback_value: z.unknown().optional(),
    }),
  )
  .max(50);
const written = {
  alias: z.string().optional(),
  subject: z.string().optional(),
  text: z.string().optional(),
  variables: Variables.optional(),
};
const NewTemplate = z.preprocess(withoutNulls, z.object({ ...written, name: z.string(), html: z.string() }));
const TemplateChanges = z.preprocess(
  withoutNulls,
  z.object({ ...written, name: z.string().optional(), html: z.string().optional() }),
);
type TemplateChanges = z.output<typeof TemplateChanges>;

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Names have small letters here; a fallback is a text, a number or a boolean. Throws `invalid`. */
function variablesOf(given: z.output<typeof Variables>) {
  return given.map(({ key, type, fallback_value: fallback }, at) => {
    const { success, data } = Scalar.nullish().safeParse(fallback);
    const text = "A list or an object has no fallback here.";
    if (!success) throw invalid(text, { [`variables.${at}.fallback_value`]: text });
    return { key: key.toLowerCase(), type, fallback: data ?? null };
  });
}

/** What changes, as the product has it. `known` are the variables that the template has already. */
function changesOf(
  { html, subject, name, alias, variables: given }: TemplateChanges,
  known: readonly { key: string }[],
) {
  const variables = given && variablesOf(given);
  const names = { variables: new Set((variables ?? known).map(({ key }) => key)) };
  const liquid = (content: string | undefined) => (content === undefined ? undefined : liquidOf(content, names));
  return { name, alias, variables, html: liquid(html), subject: liquid(subject) };
}

const TemplateId = idOf("tpl");

/** By its id or alias; one that was put away counts as deleted. */
async function templateOf(ctx: KeyCtx, name: string): Promise<Template> {
  const id = TemplateId.safeParse(name).data ?? (await idOfAlias(ctx, name));
  const template = await getTemplate(ctx, id);
  if (template.archivedAt) throw notFound("template");
  return template;
}

async function idOfAlias({ db, workspaceId }: KeyCtx, alias: string): Promise<string> {
  const found = await db.templateAlias.findUnique({ where: { workspaceId_alias: { workspaceId, alias } } });
  if (!found) throw notFound("template");
  return found.templateId;
}

/** A save just after publication is the one of publication itself. */
const SAME_MS = 1_000;

const shortForm = ({ id, name, alias, publishedVersion, createdAt, updatedAt }: Listed, at: Date | null) => ({
  ...{ id, name, alias, status: publishedVersion === null ? "draft" : "published" },
  published_at: at?.toISOString() ?? null,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
});
type Listed = Pick<Template, "id" | "name" | "alias" | "publishedVersion" | "createdAt" | "updatedAt">;

function wholeForm(template: Template, at: Date | null) {
  const times = { created_at: template.createdAt.toISOString(), updated_at: template.updatedAt.toISOString() };
  const variables = templateVariables.readOrNull(template.variables) ?? [];
  return {
    object: "template",
    ...shortForm(template, at),
    current_version_id: template.publishedVersion === null ? null : `${template.id}/${template.publishedVersion}`,
    ...{ from: null, reply_to: null, subject: template.subject, html: template.html, text: null },
    variables: variables.map(({ key, type, fallback }) => ({ id: key, key, type, fallback_value: fallback, ...times })),
    has_unpublished_versions: at !== null && template.updatedAt.getTime() - at.getTime() > SAME_MS,
  };
}

const example = { name: "Receipt", html: "<p>Hello {{{contact.first_name|there}}}</p>" };

export const resendTemplateOperations = [
  defineResend({
    id: "resend.templates.create",
    method: "POST",
    path: "/templates",
    noun,
    scopes: ["templates.write"],
    status: 201,
    body: NewTemplate,
    example,
    run: (ctx, { body }) =>
      inTransaction(ctx, async (tx) => {
        const { id } = await createTemplate(tx, { name: body.name, contentKind: "html" });
        // One without a subject could not be published, and Resend asks for none.
        await updateTemplate(tx, { ...changesOf({ ...body, subject: body.subject ?? body.name }, []), templateId: id });
        return { object: "template", id };
      }),
  }),
  defineResend({
    id: "resend.templates.list",
    method: "GET",
    path: "/templates",
    noun,
    scopes: ["templates.read"],
    query: PageQuery,
    run: async (ctx, { query }) => {
      const where = { workspaceId: ctx.workspaceId, archivedAt: null };
      const select = { id: true, name: true, alias: true, publishedVersion: true, createdAt: true, updatedAt: true };
      const rows = await ctx.db.template.findMany({ where, select, orderBy: { id: "desc" }, take: 500 });
      const times = await publishedAt(ctx, rows);
      return pageAmong(newestFirst(rows.map((row) => shortForm(row, times.get(row.id) ?? null))), query);
    },
  }),
  defineResend({
    ...one,
    id: "resend.templates.get",
    method: "GET",
    scopes: ["templates.read"],
    run: async (ctx, { params }) => {
      const template = await templateOf(ctx, params.id);
      return wholeForm(template, (await publishedAt(ctx, [template])).get(template.id) ?? null);
    },
  }),
  defineResend({
    ...one,
    id: "resend.templates.update",
    method: "PATCH",
    scopes: ["templates.write"],
    body: TemplateChanges,
    example: { name: "Receipt 2" },
    run: async (ctx, { params, body }) => {
      const template = await templateOf(ctx, params.id);
      const known = templateVariables.readOrNull(template.variables) ?? [];
      await updateTemplate(ctx, { ...changesOf(body, known), templateId: template.id });
      return { object: "template", id: template.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.templates.remove",
    method: "DELETE",
    scopes: ["templates.write"],
    run: (ctx, { params }) =>
      inTransaction(ctx, async (tx) => {
        const { id, alias } = await templateOf(tx, params.id);
        // Its name is free for another one.
        if (alias !== null) await updateTemplate(tx, { templateId: id, alias: null });
        await archiveTemplate(tx, { templateId: id });
        return { object: "template", id, deleted: true };
      }),
  }),
  defineResend({
    ...one,
    id: "resend.templates.publish",
    method: "POST",
    path: "/templates/{id}/publish",
    scopes: ["templates.write"],
    run: async (ctx, { params }) => {
      const { id } = await templateOf(ctx, params.id);
      await publishTemplate(ctx, { templateId: id });
      return { object: "template", id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.templates.duplicate",
    method: "POST",
    path: "/templates/{id}/duplicate",
    scopes: ["templates.write"],
    run: async (ctx, { params }) => {
      const { id } = await duplicateTemplate(ctx, { templateId: (await templateOf(ctx, params.id)).id });
      return { object: "template", id };
    },
  }),
];
