import { appRoute } from "@/lib/base/routes/app-route";
import { addNote, findNotes } from "@/lib/people/contacts/notes";
import { type AddNote, ContactRef } from "@/lib/people/contacts/schema";

export const GET = appRoute("contacts.read", async (ctx, { params }) => ({
  items: await findNotes(ctx, ContactRef.parse(params).contactId),
}));

export const POST = appRoute("contacts.write", (ctx, { params, body }) =>
  addNote(ctx, { ...(body as AddNote), ...ContactRef.parse(params) }),
);
