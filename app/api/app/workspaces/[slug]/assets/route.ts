import { readUpload, storeAsset } from "@/lib/assets/store-asset";
import { appRoute } from "@/lib/http/app-route";

/** The body is the file itself; its name comes as `?name=`. */
export const POST = appRoute(
  "templates.write",
  async (ctx, { query, request }) =>
    storeAsset(ctx, { fileName: query.name ?? "", data: await readUpload(request.body) }),
  { rawBody: true },
);
