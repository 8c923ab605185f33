import { appRoute } from "@/lib/base/routes/app-route";
import { findAccounts } from "@/lib/installation/find-accounts";

export const GET = appRoute("workspace.read", (ctx, { query }) => findAccounts(ctx, query));
