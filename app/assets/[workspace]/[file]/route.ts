import { serveAsset } from "@/lib/assets/serve-asset";
import { publicRoute } from "@/lib/http/app-route";

export const GET = publicRoute(
  async ({ params, request }) =>
    serveAsset(params.workspace ?? "", params.file ?? "", request.headers.get("if-none-match")),
  { anyHost: true },
);
