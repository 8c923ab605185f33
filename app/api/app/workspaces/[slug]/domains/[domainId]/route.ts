import { appRoute } from "@/lib/base/routes/app-route";
import { deleteDomain } from "@/lib/sending/domains/delete-domain";
import { DomainRef } from "@/lib/sending/domains/schema";

export const DELETE = appRoute("sending.write", (ctx, { params }) => deleteDomain(ctx, DomainRef.parse(params)), {
  stepUp: true,
});
