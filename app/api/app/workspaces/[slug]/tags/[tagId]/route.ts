import { TagRef } from "@/lib/contacts/schema";
import { deleteTag } from "@/lib/contacts/tags";
import { appRoute } from "@/lib/http/app-route";

export const DELETE = appRoute("contacts.write", (ctx, { params }) => deleteTag(ctx, TagRef.parse(params)));
