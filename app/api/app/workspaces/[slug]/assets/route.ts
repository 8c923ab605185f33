import { MAX_ASSET_BYTES } from "@/lib/base/http/body-ceilings";
import { readBytes } from "@/lib/base/http/read-body";
import { appRoute } from "@/lib/base/routes/app-route";
import { storeAsset } from "@/lib/content/assets/store-asset";

/** The body is the file itself; its name comes as `?name=`. */
export const POST = appRoute(
  "templates.write",
  async (ctx, { query, request }) =>
    storeAsset(ctx, { fileName: query.name ?? "", data: await readBytes(request, MAX_ASSET_BYTES) }),
  { rawBody: true },
);
