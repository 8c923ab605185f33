import { z } from "zod";
import { AppError } from "@/lib/base/errors";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { presentContact, presentWholeContact } from "@/lib/edges/resend/contact";
import { findGroup, GroupId } from "@/lib/edges/resend/group";
import { contactsOfGroup } from "@/lib/edges/resend/group-contacts";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import {
  ContactChanges,
  changeFromResend,
  contactOfPath,
  createFromResend,
  listOnly,
  NewContact,
} from "@/lib/edges/resend/save-contact";
import { cursorsOf, listOf, PageQuery } from "@/lib/edges/resend/shapes";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { everyContact, getContactItem, newestContacts } from "@/lib/people/contacts/find-contacts";
import { removeListMember } from "@/lib/people/lists/members";

const noun = "Contact";
const NameOfContact = z.string().max(1000);
const params = z.object({ contact: NameOfContact });
const InAudience = z.object({ id: GroupId, contact: NameOfContact });
const example = { email: "ada@example.com", first_name: "Ada" };
const one = { path: "/contacts/{contact}", noun, params } as const;
const inAudience = { path: "/audiences/{id}/contacts/{contact}", noun, params: InAudience } as const;

const listOfPath = async (ctx: KeyCtx, id: string) => listOnly(await findGroup(ctx, id));

/** Gone, or never there: asked to delete a contact, Resend says that it is. */
async function unlessGone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
  }
}

const deleted = (contact: string) => ({ object: "contact", contact, id: contact, deleted: true });

export const resendContactOperations = [
  defineResend({
    id: "resend.contacts.create",
    method: "POST",
    path: "/contacts",
    noun,
    scopes: ["contacts.write"],
    status: 201,
    body: NewContact,
    example,
    run: async (ctx, { body }) => ({ object: "contact", id: await createFromResend(ctx, body, null) }),
  }),
  defineResend({
    id: "resend.contacts.list",
    method: "GET",
    path: "/contacts",
    noun,
    scopes: ["contacts.read"],
    heavy: true,
    query: PageQuery.safeExtend({ segment_id: GroupId.optional() }),
    run: async (ctx, { query }) => {
      const page = { ...cursorsOf("ctc", query), limit: query.limit };
      if (query.segment_id !== undefined) return contactsOfGroup(ctx, query.segment_id, page);
      const { items, more } = await newestContacts(ctx, everyContact, page);
      return listOf(
        items.map((item) => presentContact(item, null)),
        more,
      );
    },
  }),
  defineResend({
    ...one,
    id: "resend.contacts.get",
    method: "GET",
    scopes: ["contacts.read"],
    run: async (ctx, input) =>
      presentWholeContact(await getContactItem(ctx, await contactOfPath(ctx, input.params.contact, null)), null),
  }),
  defineResend({
    ...one,
    id: "resend.contacts.update",
    method: "PATCH",
    scopes: ["contacts.write"],
    body: ContactChanges,
    example: { first_name: "Ada", unsubscribed: true },
    run: async (ctx, input) => {
      const id = await contactOfPath(ctx, input.params.contact, null);
      await changeFromResend(ctx, id, input.body);
      return { object: "contact", id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.contacts.remove",
    method: "DELETE",
    scopes: ["contacts.delete"],
    run: async (ctx, input) => {
      const { contact } = input.params;
      await unlessGone(async () => eraseContact(ctx, { contactId: await contactOfPath(ctx, contact, null) }));
      return deleted(contact);
    },
  }),
  // Contacts belonged to an audience once; the package still asks so when it is given one.
  defineResend({
    id: "resend.audiences.contacts.create",
    method: "POST",
    path: "/audiences/{id}/contacts",
    noun: "Audience",
    scopes: ["contacts.write"],
    status: 201,
    params: z.object({ id: GroupId }),
    body: NewContact,
    example,
    run: async (ctx, input) => ({ object: "contact", id: await createFromResend(ctx, input.body, input.params.id) }),
  }),
  defineResend({
    ...inAudience,
    id: "resend.audiences.contacts.get",
    method: "GET",
    scopes: ["contacts.read"],
    run: async (ctx, input) => {
      const listId = await listOfPath(ctx, input.params.id);
      const id = await contactOfPath(ctx, input.params.contact, listId);
      return presentWholeContact(await getContactItem(ctx, id), listId);
    },
  }),
  defineResend({
    ...inAudience,
    id: "resend.audiences.contacts.update",
    method: "PATCH",
    scopes: ["contacts.write"],
    body: ContactChanges,
    example: { first_name: "Ada" },
    run: async (ctx, input) => {
      const listId = await listOfPath(ctx, input.params.id);
      const id = await contactOfPath(ctx, input.params.contact, listId);
      await changeFromResend(ctx, id, input.body);
      return { object: "contact", id };
    },
  }),
  defineResend({
    ...inAudience,
    id: "resend.audiences.contacts.remove",
    method: "DELETE",
    scopes: ["contacts.write"],
    run: async (ctx, input) => {
      const { contact } = input.params;
      await unlessGone(async () => {
        const listId = await listOfPath(ctx, input.params.id);
        await removeListMember(ctx, { contactId: await contactOfPath(ctx, contact, listId), listId });
      });
      return deleted(contact);
    },
  }),
];
