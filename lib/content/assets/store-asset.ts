import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid, tooLarge } from "@/lib/base/errors";
import { MAX_ASSET_BYTES } from "@/lib/base/http/body-ceilings";
import { requirePermission } from "@/lib/base/permissions.shared";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { requireRoom, requireShowable } from "./quota";
import { readImage } from "./read-image";

export interface StoredAsset {
  id: string;
  /** From the root of the application; put `APP_URL` before it for mail. */
  url: string;
  width: number | null;
  height: number | null;
  bytes: number;
}

const extensions: Record<string, string> = ownTable({
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
});

/** The public path of an asset. Names its content type, so that proxies and mail clients need not guess. */
export function assetPath(asset: { workspaceId: string; id: string; contentType: string }): string {
  return `/assets/${publicId("wsp", asset.workspaceId)}/${publicId("ast", asset.id)}.${extensions[asset.contentType]}`;
}

/** Keeps an image for mail. The same bytes are kept once a workspace. */
export async function storeAsset(ctx: Ctx, input: { fileName: string; data: Buffer }): Promise<StoredAsset> {
  requirePermission(ctx, "templates.write");
  const { data } = input;
  if (data.length > MAX_ASSET_BYTES) throw tooLarge("The image is larger than 4 MB.");
  const image = readImage(data);
  if (!image) throw invalid("This file is not a PNG, JPEG, GIF or WebP image.", { file: "Choose an image." });
  requireShowable(image);
  const sha256 = createHash("sha256").update(data).digest("hex");
  return inTransaction(ctx, async (tx) => {
    const known = await tx.db.asset.findFirst({
      where: { workspaceId: ctx.workspaceId, sha256 },
      select: { workspaceId: true, id: true, contentType: true },
    });
    if (!known) await requireRoom(tx, data.length);
    const fileName = input.fileName.replace(/[^\p{L}\p{N} ._-]/gu, "").slice(0, 120) || `image.${image.extension}`;
    const asset =
      known ??
      (await tx.db.asset.create({
        data: {
          workspaceId: ctx.workspaceId,
          id: newId(),
          fileName,
          contentType: image.contentType,
          bytes: data.length,
          width: image.width,
          height: image.height,
          sha256,
          data: new Uint8Array(data),
        },
        select: { workspaceId: true, id: true, contentType: true },
      }));
    if (!known)
      await recordAudit(tx, "asset.created", { subjectType: "asset", subjectId: asset.id, after: { fileName } });
    return {
      id: publicId("ast", asset.id),
      url: assetPath(asset),
      width: image.width,
      height: image.height,
      bytes: data.length,
    };
  });
}
