import { CreateTag } from "@/lib/contacts/schema";
import { createTag, findTags, presentTag } from "@/lib/contacts/tags";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("contacts.read", async (ctx) => ({ items: (await findTags(ctx)).map(presentTag) }));

export const POST = appRoute("contacts.write", async (ctx, { body }) =>
  presentTag(await createTag(ctx, CreateTag.parse(body))),
);
