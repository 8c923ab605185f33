import { prisma } from "@/lib/base/db/client";
import { parsePublicId } from "@/lib/base/db/ids";
import { AppError, notFound } from "@/lib/base/errors";
import { dataPolicy } from "@/lib/base/http/security-headers";
import { createLog } from "@/lib/base/log";
import { onceHere } from "@/lib/base/routes/once-here";
import { t } from "@/lib/language/t";
import { assetContent, contentColumns, type StoredContent } from "./asset-content";
import { assetPath } from "./store-asset";

const log = createLog({ part: "pictures" });
/** While a storage is away every mail that is opened asks for its pictures. */
const ERRORS_NOTED_MS = 10_000;

const headersOf = (contentType: string, sha256: string) => ({
  "content-type": contentType,
  "cache-control": "public, max-age=31536000, immutable",
  "content-security-policy": `${dataPolicy}; sandbox`,
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  etag: `"${sha256}"`,
});

/** Answers `/assets/<workspace>/<asset>.<extension>`, wherever it lies. Assets never change, so whoever has one may keep it for ever. */
export async function serveAsset(workspace: string, file: string, ifNoneMatch: string | null): Promise<Response> {
  const where = {
    workspaceId_id: {
      workspaceId: parsePublicId("wsp", workspace),
      id: parsePublicId("ast", file.replace(/\.\w+$/, "")),
    },
  };
  const facts = await prisma.asset.findUnique({
    where,
    select: { workspaceId: true, id: true, contentType: true, ...contentColumns },
  });
  if (!facts || assetPath(facts) !== `/assets/${workspace}/${file}`) throw notFound("image");
  const headers = headersOf(facts.contentType, facts.sha256);
  if (ifNoneMatch === headers.etag) return new Response(null, { status: 304, headers });
  const inside = facts.placeId ? null : await prisma.asset.findUnique({ where, select: { data: true } });
  return new Response(new Uint8Array(await contentOf({ ...facts, data: inside?.data ?? null })), { headers });
}

/** Throws `unavailable` where the storage is away, which nobody keeps as the picture. */
async function contentOf(asset: StoredContent): Promise<Buffer> {
  try {
    return await assetContent(prisma, asset);
  } catch (error) {
    if (!asset.placeId) throw error;
    if (onceHere("pictures", ERRORS_NOTED_MS))
      log.error("a picture could not be read", { placeId: asset.placeId, objectKey: asset.objectKey, error });
    throw new AppError("unavailable", t("This image cannot be read now."), undefined, 30);
  }
}
