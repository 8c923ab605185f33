import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { snakePath } from "@/lib/edges/api/snake-case";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { contactIdOf } from "@/lib/people/contacts/contact-id";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { findContacts, getContactItem } from "@/lib/people/contacts/find-contacts";
import { ContactFilters, FindContacts, UpdateContact } from "@/lib/people/contacts/schema";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { MAX_UPSERTS, UpsertContact, upsertActions } from "@/lib/people/upserts/schema";
import { upsertContact } from "@/lib/people/upserts/upsert-contact";
import { upsertContacts } from "@/lib/people/upserts/upsert-contacts";
import { asPage, ContactName, pageOf, pageQuery, Time } from "./shapes";

const group = "Contacts";

export const ContactParam = z.strictObject({ contact: ContactName });

export const Contact = z
  .object({
    id: z.string(),
    externalId: z.string().nullable(),
    email: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    timeZone: z.string().nullable(),
    language: z.string().nullable(),
    fields: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .meta({ description: "Custom fields by key." }),
    tags: z.array(z.string()),
    lists: z.array(z.object({ id: z.string(), name: z.string(), status: z.enum(subscriptionStatuses) })),
    suppressed: z.string().nullable().meta({ description: "Why the address must not be mailed; null when it may." }),
    lastActivityAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: "Contact" });

const example = {
  external_id: "4711",
  email: "ada@example.com",
  first_name: "Ada",
  fields: {},
  tags: ["Customer"],
};

const upsertOne = defineOperation({
  id: "upsertContact",
  method: "POST",
  path: "/contacts",
  group,
  summary: "Add or change a contact",
  description:
    "Found by `external_id`, else by `email`; made when nobody is found. What is not given stays as it is; a custom field that is null loses its value. `action` says what happened: `created`, `updated` or `unchanged`.",
  scope: "contacts.write",
  body: UpsertContact,
  example,
  answer: z.object({ action: z.enum(["created", "updated", "unchanged"]), contact: Contact }),
  run: async (ctx, { body }) => {
    const { id, action } = await upsertContact(ctx, body);
    return { action, contact: await getContactItem(ctx, id) };
  },
});

const FieldError = z.object({ field: z.string(), message: z.string() });

const upsertMany = defineOperation({
  id: "upsertContacts",
  method: "POST",
  path: "/contacts/batch",
  group,
  summary: `Add or change up to ${MAX_UPSERTS} contacts`,
  description:
    "As for one, all in one transaction. Each is judged by itself: one that is wrong is `failed` with its errors, and the others are saved. Nobody comes back to a list that they left.",
  scope: "contacts.write",
  body: z.strictObject({ contacts: z.array(z.unknown()) }),
  documented: z.strictObject({ contacts: z.array(UpsertContact).min(1).max(MAX_UPSERTS) }),
  example: { contacts: [example, { email: "bo@example.com", tags: ["Lead"] }] },
  answer: z.object({
    results: z.array(
      z.object({
        index: z.number().int(),
        id: z.string().nullable(),
        action: z.enum(upsertActions),
        errors: z.array(FieldError),
      }),
    ),
  }),
  run: async (ctx, { body }) => {
    const results = await upsertContacts(ctx, body.contacts);
    return {
      results: results.map(({ index, id, action, error }) => ({
        ...{ index, id, action },
        errors: Object.entries(error?.fields ?? {}).map(([field, message]) => ({ field: snakePath(field), message })),
      })),
    };
  },
});

const list = defineOperation({
  id: "listContacts",
  method: "GET",
  path: "/contacts",
  group,
  summary: "List and search contacts",
  description: "`query` finds as the search of the contacts page does. Newest first, unless `sort` says otherwise.",
  scope: "contacts.read",
  heavy: true,
  query: z.strictObject({
    ...ContactFilters.omit({ rules: true }).shape,
    ...pageQuery,
    sort: FindContacts.shape.sort,
    direction: FindContacts.shape.direction,
  }),
  answer: pageOf(Contact),
  run: async (ctx, { query }) => {
    const { items, nextCursor } = await findContacts(ctx, query);
    return asPage(items, nextCursor);
  },
});

const get = defineOperation({
  id: "getContact",
  method: "GET",
  path: "/contacts/{contact}",
  group,
  summary: "Get a contact",
  scope: "contacts.read",
  params: ContactParam,
  answer: Contact,
  run: async (ctx, { params }) => getContactItem(ctx, await contactIdOf(ctx, params.contact)),
});

const update = defineOperation({
  id: "updateContact",
  method: "PATCH",
  path: "/contacts/{contact}",
  group,
  summary: "Change a contact",
  description:
    "What is not given stays as it is. `tags`, when given, are all the tags that the contact has from then on.",
  scope: "contacts.write",
  params: ContactParam,
  body: UpdateContact.omit({ contactId: true }),
  example: { first_name: "Ada", time_zone: "Europe/London" },
  answer: Contact,
  run: async (ctx, { params, body }) => {
    const { id } = await updateContact(ctx, { ...body, contactId: await contactIdOf(ctx, params.contact) });
    return getContactItem(ctx, id);
  },
});

const erase = defineOperation({
  id: "eraseContact",
  method: "DELETE",
  path: "/contacts/{contact}",
  group,
  summary: "Erase a contact",
  description:
    "Deletes the person with all that is known of them (GDPR Art. 17) and takes them off messages and logs. Suppressions stay, and the proof of consent without the address: batches and imports do not bring the person back. It cannot be undone.",
  scope: "contacts.delete",
  params: ContactParam,
  run: async (ctx, { params }) => eraseContact(ctx, { contactId: await contactIdOf(ctx, params.contact) }),
});

export const contactOperations = [list, upsertOne, upsertMany, get, update, erase];
