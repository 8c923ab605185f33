import type { Ctx } from "@/lib/base/context";
import { conflict, invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import type { ImageFacts } from "./read-image";

/** What a mail program unpacks for one picture, four bytes each: 25 million are 100 MB. A small file can claim far more. */
export const MAX_PIXELS = 25_000_000;
const MAX_SIDE = 10_000;
/** Pictures of one workspace. They stay for good: mail that was sent shows them. */
export const MAX_ASSETS = 5_000;
export const MAX_ASSETS_BYTES = 2_000_000_000;

/** Throws `invalid` for a picture whose header claims too many pixels, or does not tell how many. */
export function requireShowable({ width, height }: ImageFacts): void {
  const refuse = (text: string) => invalid(text, { file: text });
  if (!width || !height) throw refuse(t("The image is damaged: it does not tell its size."));
  if (width > MAX_SIDE || height > MAX_SIDE)
    throw refuse(t("The image is larger than {most} pixels on one side.", { most: String(MAX_SIDE) }));
  if (width * height > MAX_PIXELS) throw refuse(t("The image has more than 25 million pixels. Choose a smaller one."));
}

/** Throws `conflict` when a workspace would keep too many pictures. Holds the workspace's row, so that two uploads count each other. */
export async function requireRoomForAsset(tx: Ctx, bytes: number): Promise<void> {
  await tx.db.$queryRaw`select id from workspace where id = ${tx.workspaceId}::uuid for update`;
  const kept = await tx.db.asset.aggregate({
    where: { workspaceId: tx.workspaceId },
    _count: true,
    _sum: { bytes: true },
  });
  if (kept._count >= MAX_ASSETS)
    throw conflict(
      t("A workspace keeps {most, plural, one {# image} other {# images}} at most.", { most: MAX_ASSETS }),
    );
  if (Number(kept._sum.bytes ?? 0) + bytes > MAX_ASSETS_BYTES)
    throw conflict(t("A workspace keeps 2 GB of images at most."));
}
