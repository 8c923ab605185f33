import { prisma } from "@/lib/base/db/client";
import { parsePublicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { dataPolicy } from "@/lib/base/http/security-headers";
import { assetPath } from "./store-asset";

const headersOf = (contentType: string, sha256: string) => ({
  "content-type": contentType,
  "cache-control": "public, max-age=31536000, immutable",
  "content-security-policy": `${dataPolicy}; sandbox`,
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  etag: `"${sha256}"`,
});

/** Answers `/assets/<workspace>/<asset>.<extension>`. Assets never change, so whoever has one may keep it for ever. */
export async function serveAsset(workspace: string, file: string, ifNoneMatch: string | null): Promise<Response> {
  const where = {
    workspaceId_id: {
      workspaceId: parsePublicId("wsp", workspace),
      id: parsePublicId("ast", file.replace(/\.\w+$/, "")),
    },
  };
  const facts = await prisma.asset.findUnique({
    where,
    select: { workspaceId: true, id: true, contentType: true, sha256: true },
  });
  if (!facts || assetPath(facts) !== `/assets/${workspace}/${file}`) throw notFound("image");
  const headers = headersOf(facts.contentType, facts.sha256);
  if (ifNoneMatch === headers.etag) return new Response(null, { status: 304, headers });
  const asset = await prisma.asset.findUnique({ where, select: { data: true } });
  if (!asset) throw notFound("image");
  return new Response(new Uint8Array(asset.data), { headers });
}
