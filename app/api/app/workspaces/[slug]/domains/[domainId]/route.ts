import { deleteDomain } from "@/lib/domains/delete-domain";
import { DomainRef } from "@/lib/domains/schema";
import { appRoute } from "@/lib/http/app-route";

export const DELETE = appRoute("sending.write", (ctx, { params }) => deleteDomain(ctx, DomainRef.parse(params)), {
  stepUp: true,
});
