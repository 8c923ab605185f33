import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createDomain } from "@/lib/sending/domains/create-domain";
import { findDomains } from "@/lib/sending/domains/queries";
import type { CreateDomain } from "@/lib/sending/domains/schema";

export const GET = appRoute("sending.read", (ctx) => findDomains(ctx));

export const POST = appRoute("sending.write", async (ctx, { body }) => {
  const domain = await createDomain(ctx, body as CreateDomain);
  return { id: publicId("dom", domain.id) };
});
