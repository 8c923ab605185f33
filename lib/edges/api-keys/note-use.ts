import { prisma } from "@/lib/base/db/client";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { apiKeyKey } from "./queries";

const EVERY_MS = 60_000;

interface Use {
  ip: string | undefined;
  now: Date;
  /** By the secret before the last rotation. */
  previous: boolean;
}

type UsedKey = Pick<ApiKey, "workspaceId" | "id" | "lastUsedAt" | "previousUsedAt">;

/** Notes when and from where a key was used, once a minute at most, however often and by however many processes. */
export async function noteUse(key: UsedKey, { ip, now, previous }: Use): Promise<void> {
  const before = new Date(now.getTime() - EVERY_MS);
  const isOld = (at: Date | null) => at === null || at < before;
  const { workspaceId } = key;
  if (isOld(key.lastUsedAt)) {
    await prisma.apiKey.updateMany({
      where: { workspaceId, id: key.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
      data: { lastUsedAt: now, lastUsedIp: ip ?? null },
    });
  }
  if (previous && isOld(key.previousUsedAt)) {
    await prisma.apiKey.update({ where: apiKeyKey(key, key.id), data: { previousUsedAt: now } });
  }
}
