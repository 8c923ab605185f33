import { appRoute } from "@/lib/base/routes/app-route";
import { TagRef } from "@/lib/people/contacts/schema";
import { deleteTag } from "@/lib/people/contacts/tags";

export const DELETE = appRoute("contacts.write", (ctx, { params }) => deleteTag(ctx, TagRef.parse(params)));
