import { appRoute } from "@/lib/base/routes/app-route";
import { CreateTag } from "@/lib/people/contacts/schema";
import { createTag, findTags, presentTag } from "@/lib/people/contacts/tags";

export const GET = appRoute("contacts.read", async (ctx) => ({ items: (await findTags(ctx)).map(presentTag) }));

export const POST = appRoute("contacts.write", async (ctx, { body }) =>
  presentTag(await createTag(ctx, CreateTag.parse(body))),
);
