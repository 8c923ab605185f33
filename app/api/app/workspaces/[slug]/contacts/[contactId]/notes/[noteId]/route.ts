import { appRoute } from "@/lib/base/routes/app-route";
import { deleteNote } from "@/lib/people/contacts/notes";
import { NoteRef } from "@/lib/people/contacts/schema";

export const DELETE = appRoute("contacts.write", (ctx, { params }) => deleteNote(ctx, NoteRef.parse(params)));
