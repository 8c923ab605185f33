import { appRoute } from "@/lib/http/app-route";
import { explainAddress } from "@/lib/suppressions/explain-address";

export const GET = appRoute("suppressions.read", (ctx, { query }) => explainAddress(ctx, { email: query.email ?? "" }));
