import { storeAsset } from "@/lib/assets/store-asset";
import { appRoute } from "@/lib/http/app-route";
import { MAX_ASSET_BYTES } from "@/lib/http/body-ceilings";
import { readBytes } from "@/lib/http/read-body";

/** The body is the file itself; its name comes as `?name=`. */
export const POST = appRoute(
  "templates.write",
  async (ctx, { query, request }) =>
    storeAsset(ctx, { fileName: query.name ?? "", data: await readBytes(request, MAX_ASSET_BYTES) }),
  { rawBody: true },
);
