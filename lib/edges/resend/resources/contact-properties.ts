import { z } from "zod";
import type { ContactField } from "@/lib/base/db/generated/client";
import { AppError, invalid } from "@/lib/base/errors";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { byId, newestFirst, PageQuery, pageAmong } from "@/lib/edges/resend/shapes";
import { createField, deleteField, findFields, getField, updateField } from "@/lib/people/contacts/fields";

const noun = "Contact property";
const one = { path: "/contact-properties/{id}", noun, params: byId("fld") } as const;
const Fallback = z.union([z.string(), z.number()]).nullish();

const NewProperty = z.object({
  key: z.string().max(60),
  type: z.enum(["string", "number"]),
  fallback_value: Fallback,
});

/** What other kinds of fields hold is given and taken as text, but for numbers. */
const typeOf = ({ type }: Pick<ContactField, "type">) => (type === "number" ? "number" : "string");

function presentProperty(field: ContactField) {
  const { id, key, fallback, createdAt } = field;
  const value = fallback !== null && typeOf(field) === "number" ? Number(fallback) : fallback;
  return { id, key, type: typeOf(field), fallback_value: value, created_at: createdAt.toISOString() };
}

/** Throws `invalid` where the value has another type than the property. */
function fallbackOf(type: "string" | "number", given: z.output<typeof Fallback>): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given === type) return String(given);
  const text = `The fallback of a ${type} is a ${type}.`;
  throw invalid(text, { fallback_value: text });
}

/** Its key is all that a property is called by. */
async function asKey<T>(made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (error) {
    const text = error instanceof AppError ? error.fields?.label : undefined;
    throw text === undefined || !(error instanceof AppError) ? error : new AppError(error.code, text, { key: text });
  }
}

export const resendPropertyOperations = [
  defineResend({
    id: "resend.contactProperties.create",
    method: "POST",
    path: "/contact-properties",
    noun,
    scopes: ["fields.write"],
    status: 201,
    body: NewProperty,
    example: { key: "plan", type: "string", fallback_value: "free" },
    run: async (ctx, { body: { key, type, fallback_value: given } }) => {
      const fallback = fallbackOf(type, given);
      const kind = type === "string" ? "text" : "number";
      const { id } = await asKey(createField(ctx, { key, label: key, type: kind, fallback }));
      return { object: "contact_property", id };
    },
  }),
  defineResend({
    id: "resend.contactProperties.list",
    method: "GET",
    path: "/contact-properties",
    noun,
    scopes: ["contacts.read"],
    query: PageQuery,
    run: async (ctx, { query }) => pageAmong(newestFirst(await findFields(ctx)).map(presentProperty), query),
  }),
  defineResend({
    ...one,
    id: "resend.contactProperties.get",
    method: "GET",
    scopes: ["contacts.read"],
    run: async (ctx, { params }) => ({
      object: "contact_property",
      ...presentProperty(await getField(ctx, params.id)),
    }),
  }),
  defineResend({
    ...one,
    id: "resend.contactProperties.update",
    method: "PATCH",
    scopes: ["fields.write"],
    body: z.object({ fallback_value: Fallback }),
    example: { fallback_value: "free" },
    run: async (ctx, { params, body }) => {
      const field = await getField(ctx, params.id);
      await updateField(ctx, { fieldId: field.id, fallback: fallbackOf(typeOf(field), body.fallback_value) });
      return { object: "contact_property", id: field.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.contactProperties.remove",
    method: "DELETE",
    scopes: ["fields.write"],
    run: async (ctx, { params }) => {
      await deleteField(ctx, { fieldId: params.id });
      return { object: "contact_property", deleted: true, id: params.id };
    },
  }),
];
