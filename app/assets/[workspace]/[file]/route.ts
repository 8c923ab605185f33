import { publicRoute } from "@/lib/base/routes/app-route";
import { serveAsset } from "@/lib/content/assets/serve-asset";

export const GET = publicRoute(
  async ({ params, request }) =>
    serveAsset(params.workspace ?? "", params.file ?? "", request.headers.get("if-none-match")),
  { anyHost: true },
);
