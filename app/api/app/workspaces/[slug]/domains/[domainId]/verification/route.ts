import { DomainRef } from "@/lib/domains/schema";
import { verifyDomain } from "@/lib/domains/verify-domain";
import { appRoute } from "@/lib/http/app-route";

/** Looks the records up now. */
export const PUT = appRoute("sending.write", async (ctx, { params }) => {
  const { status, heldElsewhere } = await verifyDomain(ctx, DomainRef.parse(params));
  return { status, heldElsewhere };
});
