import { appRoute } from "@/lib/base/routes/app-route";
import { previewRetention } from "@/lib/retention/preview-retention";

export const GET = appRoute("workspace.read", (ctx, { query }) => previewRetention(ctx, query), { heavy: true });
