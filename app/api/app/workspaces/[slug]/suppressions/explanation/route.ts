import { appRoute } from "@/lib/base/routes/app-route";
import { explainAddress } from "@/lib/people/suppressions/explain-address";

export const GET = appRoute("suppressions.read", (ctx, { query }) => explainAddress(ctx, { email: query.email ?? "" }));
