import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid, tooLarge } from "@/lib/base/errors";
import { MAX_ASSET_BYTES } from "@/lib/base/http/body-ceilings";
import { requirePermission } from "@/lib/base/permissions.shared";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { t } from "@/lib/language/t";
import { adoptObject, putNewObject } from "./objects";
import { requireRoomForAsset, requireShowable } from "./quota";
import { type ImageFacts, readImage } from "./read-image";

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

/** Without a dot. */
export const extensionOf = (contentType: string): string => extensions[contentType] ?? "";

/** The public path of an asset. Names its content type, so that proxies and mail clients need not guess. */
export function assetPath(asset: { workspaceId: string; id: string; contentType: string }): string {
  return `/assets/${publicId("wsp", asset.workspaceId)}/${publicId("ast", asset.id)}.${extensionOf(asset.contentType)}`;
}

type Tx = Pick<Ctx, "db" | "workspaceId">;
const known = (tx: Tx, sha256: string) =>
  tx.db.asset.findFirst({
    where: { workspaceId: tx.workspaceId, sha256 },
    select: { workspaceId: true, id: true, contentType: true },
  });

/** Keeps an image for mail, in the place that PICTURES_IN names. The same bytes are kept once a workspace. */
export async function storeAsset(ctx: Ctx, input: { fileName: string; data: Buffer }): Promise<StoredAsset> {
  requirePermission(ctx, "templates.write");
  const { data } = input;
  if (data.length > MAX_ASSET_BYTES) throw tooLarge(t("The image is larger than 4 MB."));
  const image = readImage(data);
  if (!image) throw invalid(t("This file is not a PNG, JPEG, GIF or WebP image."), { file: t("Choose an image.") });
  requireShowable(image);
  const sha256 = createHash("sha256").update(data).digest("hex");
  const asset = (await known(ctx, sha256)) ?? (await storeNew(ctx, { ...input, image, sha256 }));
  return {
    id: publicId("ast", asset.id),
    url: assetPath(asset),
    width: image.width,
    height: image.height,
    bytes: data.length,
  };
}

interface NewAsset {
  fileName: string;
  data: Buffer;
  image: ImageFacts;
  sha256: string;
}

/** Outside the database the octets are written first: a picture names only what is there. */
async function storeNew(ctx: Ctx, { data, image, sha256, fileName: given }: NewAsset) {
  const { contentType, extension, width, height } = image;
  const id = newId();
  await inTransaction(ctx, (tx) => requireRoomForAsset(tx, data.length));
  const object = await putNewObject(ctx, { assetId: id, extension, contentType, data });
  return inTransaction(ctx, async (tx) => {
    // Another upload of the same bytes may have been quicker: the row of the workspace is held from here on.
    await requireRoomForAsset(tx, data.length);
    const other = await known(tx, sha256);
    if (other) return other;
    if (object) await adoptObject(tx, object);
    const fileName = given.replace(/[^\p{L}\p{N} ._-]/gu, "").slice(0, 120) || `image.${extension}`;
    const asset = await tx.db.asset.create({
      data: {
        ...{ workspaceId: ctx.workspaceId, id, fileName, contentType, bytes: data.length, width, height, sha256 },
        ...(object ?? { data: new Uint8Array(data) }),
      },
      select: { workspaceId: true, id: true, contentType: true },
    });
    await recordAudit(tx, "asset.created", { subjectType: "asset", subjectId: asset.id, after: { fileName } });
    return asset;
  });
}
