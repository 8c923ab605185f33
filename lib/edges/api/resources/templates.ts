import { z } from "zod";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { archiveTemplate } from "@/lib/content/templates/archive-template";
import { createTemplate } from "@/lib/content/templates/create-template";
import { duplicateTemplate } from "@/lib/content/templates/duplicate-template";
import { previewTemplate } from "@/lib/content/templates/preview-template";
import { publishTemplate, unpublishTemplate } from "@/lib/content/templates/publish-template";
import { findTemplates, getTemplate, presentTemplate } from "@/lib/content/templates/queries";
import { CreateTemplate, contentKinds, UpdateTemplate } from "@/lib/content/templates/schema";
import { updateTemplate } from "@/lib/content/templates/update-template";
import { TemplateVariables } from "@/lib/content/templates/variables";
import { defineOperation } from "@/lib/edges/api/operation";
import {
  asPage,
  ContactOf,
  ContentPreview,
  contactOf,
  Document,
  idParam,
  oneContent,
  pageOf,
  Time,
  writtenContent,
} from "./shapes";

const group = "Templates";
const TemplateParam = z.strictObject({ templateId: idParam("tpl") });

const TemplateItem = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    contentKind: z.enum(contentKinds),
    archived: z.boolean(),
    updatedAt: Time,
  })
  .meta({ id: "TemplateItem" });
const Template = TemplateItem.extend({
  subject: z.string(),
  previewText: z.string(),
  document: Document.nullable(),
  html: z.string().nullable(),
  alias: z.string().nullable().meta({ description: "By which `POST /emails` names it." }),
  variables: TemplateVariables.meta({ description: "What `POST /emails` gives it, as `{{ data.… }}` in the content." }),
  publishedVersion: z.number().int().nullable().meta({ description: "The version that `POST /emails` sends." }),
  createdAt: Time,
}).meta({ id: "Template" });

const Written = z.strictObject({
  ...UpdateTemplate.omit({ templateId: true }).shape,
  ...writtenContent(UpdateTemplate.shape),
});

const list = defineOperation({
  id: "listTemplates",
  method: "GET",
  path: "/templates",
  group,
  summary: "List the templates",
  description: "Without their content, last changed first, 500 at most on one page.",
  scope: "templates.read",
  query: z.strictObject({ archived: z.enum(["yes"]).optional() }),
  answer: pageOf(TemplateItem),
  run: async (ctx, { query }) => {
    const templates = await findTemplates(ctx, { archived: query.archived === "yes" });
    const items = templates.map(({ id, archivedAt, updatedAt, ...template }) => ({
      ...template,
      id: publicId("tpl", id),
      archived: archivedAt !== null,
      updatedAt: updatedAt.toISOString(),
    }));
    return asPage(items, null);
  },
});

const create = defineOperation({
  id: "createTemplate",
  method: "POST",
  path: "/templates",
  group,
  summary: "Make a template",
  description: "Of a document or of HTML; its kind stays.",
  scope: "templates.write",
  status: 201,
  body: Written.extend({ name: CreateTemplate.shape.name }).refine(...oneContent),
  example: { name: "Receipt", subject: "Thank you", html: '<p>Hello {{ contact.first_name | default: "there" }}</p>' },
  answer: Template,
  run: (ctx, { body }) =>
    inTransaction(ctx, async (tx) => {
      const contentKind = body.html === undefined ? "document" : "html";
      const { id: templateId } = await createTemplate(tx, { name: body.name, contentKind });
      return presentTemplate(await updateTemplate(tx, { ...body, templateId }));
    }),
});

const one = { group, path: "/templates/{template_id}", params: TemplateParam } as const;

const get = defineOperation({
  ...one,
  id: "getTemplate",
  method: "GET",
  summary: "Get a template",
  scope: "templates.read",
  answer: Template,
  run: async (ctx, { params }) => presentTemplate(await getTemplate(ctx, params.templateId)),
});

const update = defineOperation({
  ...one,
  id: "updateTemplate",
  method: "PATCH",
  summary: "Change a template",
  description: "What is not given stays as it is. Campaigns made from it before keep what they have.",
  scope: "templates.write",
  body: Written.refine(...oneContent),
  example: { subject: "Thank you for your order" },
  answer: Template,
  run: async (ctx, { params, body }) => presentTemplate(await updateTemplate(ctx, { ...body, ...params })),
});

const preview = defineOperation({
  id: "previewTemplate",
  method: "GET",
  path: "/templates/{template_id}/preview",
  group,
  summary: "Look at a template as one contact would get it",
  description:
    "For `contact`; without it for somebody of whom only the address is known. `issues` says what is wrong with the content.",
  scope: "templates.read",
  also: ["contacts.read"],
  heavy: true,
  params: TemplateParam,
  query: ContactOf,
  answer: ContentPreview,
  run: async (ctx, { params, query }) => previewTemplate(ctx, { ...params, contactId: await contactOf(ctx, query) }),
});

const duplicate = defineOperation({
  id: "duplicateTemplate",
  method: "POST",
  path: "/templates/{template_id}/duplicate",
  group,
  summary: "Copy a template",
  scope: "templates.write",
  status: 201,
  params: TemplateParam,
  answer: Template,
  run: async (ctx, { params }) => presentTemplate(await duplicateTemplate(ctx, params)),
});

const archiving = {
  group,
  path: "/templates/{template_id}/archive",
  scope: "templates.write",
  params: TemplateParam,
  answer: Template,
} as const;

const archive = defineOperation({
  ...archiving,
  id: "archiveTemplate",
  method: "PUT",
  summary: "Put a template away",
  description: "It is out of the gallery, and can be brought back.",
  run: async (ctx, { params }) => presentTemplate(await archiveTemplate(ctx, params)),
});

const restore = defineOperation({
  ...archiving,
  id: "restoreTemplate",
  method: "DELETE",
  summary: "Bring an archived template back",
  run: async (ctx, { params }) => presentTemplate(await archiveTemplate(ctx, params, false)),
});

const publication = {
  group,
  path: "/templates/{template_id}/publication",
  scope: "templates.write",
  params: TemplateParam,
  answer: Template,
} as const;

const publish = defineOperation({
  ...publication,
  id: "publishTemplate",
  method: "PUT",
  summary: "Publish a template",
  description:
    "What it says now becomes the version that `POST /emails` sends; what is written afterwards is not sent before it is published too. Each `{{ data.… }}` in it must be one of its variables.",
  run: async (ctx, { params }) => presentTemplate(await publishTemplate(ctx, params)),
});

const unpublish = defineOperation({
  ...publication,
  id: "unpublishTemplate",
  method: "DELETE",
  summary: "Take the published version back",
  description: "`POST /emails` can no longer name it.",
  run: async (ctx, { params }) => presentTemplate(await unpublishTemplate(ctx, params)),
});

export const templateOperations = [
  ...[list, create, get, update, preview],
  ...[duplicate, publish, unpublish, archive, restore],
];
