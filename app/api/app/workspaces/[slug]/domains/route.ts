import { publicId } from "@/lib/db/ids";
import { createDomain } from "@/lib/domains/create-domain";
import { findDomains } from "@/lib/domains/queries";
import type { CreateDomain } from "@/lib/domains/schema";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute("sending.read", (ctx) => findDomains(ctx));

export const POST = appRoute("sending.write", async (ctx, { body }) => {
  const domain = await createDomain(ctx, body as CreateDomain);
  return { id: publicId("dom", domain.id) };
});
