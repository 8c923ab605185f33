import { appRoute } from "@/lib/base/routes/app-route";
import { DomainRef } from "@/lib/sending/domains/schema";
import { verifyDomain } from "@/lib/sending/domains/verify-domain";

/** Looks the records up now. */
export const PUT = appRoute("sending.write", async (ctx, { params }) => {
  const { status, heldElsewhere } = await verifyDomain(ctx, DomainRef.parse(params));
  return { status, heldElsewhere };
});
