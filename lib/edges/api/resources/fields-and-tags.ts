import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { createField, deleteField, findFields, presentField, updateField } from "@/lib/people/contacts/fields";
import { CreateField, CreateTag, UpdateField } from "@/lib/people/contacts/schema";
import { createTag, deleteTag, findTags, presentTag } from "@/lib/people/contacts/tags";
import { FIELD_TYPES } from "@/lib/people/fields/field-types.shared";
import { asPage, idParam, pageOf } from "./shapes";

const FieldParam = z.strictObject({ fieldId: idParam("fld") });
const TagParam = z.strictObject({ tagId: idParam("tag") });

const Field = z
  .object({
    id: z.string(),
    key: z.string().meta({ description: "Names the value in `fields` of a contact, and in merge tags." }),
    label: z.string(),
    type: z.enum(FIELD_TYPES),
    options: z.array(z.string()),
    searchable: z.boolean().meta({ description: "Whether a search for contacts looks at its values." }),
  })
  .meta({ id: "Field" });
const Tag = z.object({ id: z.string(), name: z.string() }).meta({ id: "Tag" });

const ofFields = { group: "Fields", path: "/fields" } as const;
const oneField = { group: "Fields", path: "/fields/{field_id}" } as const;

export const fieldOperations = [
  defineOperation({
    ...ofFields,
    id: "listFields",
    method: "GET",
    summary: "List the custom fields",
    description: "In their order, all on one page.",
    scope: "contacts.read",
    answer: pageOf(Field),
    run: async (ctx) => asPage((await findFields(ctx)).map(presentField), null),
  }),
  defineOperation({
    ...ofFields,
    id: "createField",
    method: "POST",
    summary: "Make a custom field",
    scope: "fields.write",
    status: 201,
    body: CreateField,
    example: { label: "Shoe size", type: "number" },
    answer: Field,
    run: async (ctx, { body }) => presentField(await createField(ctx, body)),
  }),
  defineOperation({
    ...oneField,
    id: "updateField",
    method: "PATCH",
    summary: "Change a custom field",
    description: "Its label and options. Key and type stay, so that stored values keep their meaning.",
    scope: "fields.write",
    params: FieldParam,
    body: UpdateField.omit({ fieldId: true }),
    example: { label: "Shoe size (EU)" },
    answer: Field,
    run: async (ctx, { params, body }) => presentField(await updateField(ctx, { ...body, ...params })),
  }),
  defineOperation({
    ...oneField,
    id: "deleteField",
    method: "DELETE",
    summary: "Delete a custom field",
    description: "With its values, of every contact.",
    scope: "fields.write",
    params: FieldParam,
    run: (ctx, { params }) => deleteField(ctx, params),
  }),
];

const ofTags = { group: "Tags", path: "/tags" } as const;

export const tagOperations = [
  defineOperation({
    ...ofTags,
    id: "listTags",
    method: "GET",
    summary: "List the tags",
    description: "By name, 1,000 at most on one page.",
    scope: "contacts.read",
    answer: pageOf(Tag),
    run: async (ctx) => asPage((await findTags(ctx)).map(presentTag), null),
  }),
  defineOperation({
    ...ofTags,
    id: "createTag",
    method: "POST",
    summary: "Make a tag",
    scope: "contacts.write",
    status: 201,
    body: CreateTag,
    example: { name: "Customer" },
    answer: Tag,
    run: async (ctx, { body }) => presentTag(await createTag(ctx, body)),
  }),
  defineOperation({
    id: "deleteTag",
    method: "DELETE",
    group: "Tags",
    path: "/tags/{tag_id}",
    summary: "Delete a tag",
    description: "It is taken off everybody.",
    scope: "contacts.write",
    params: TagParam,
    run: (ctx, { params }) => deleteTag(ctx, params),
  }),
];
