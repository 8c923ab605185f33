import type { Ctx } from "@/lib/base/context";
import { forbidden } from "@/lib/base/errors";
import { type Permission, roleCan } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { keyStatus } from "./key-status";

/** How often a stream looks whether its reader may still have it, in milliseconds. */
const LOOK_EVERY_MS = 1000;

/**
 * Passes lines on as long as whoever asked for them may have them: a download that was begun ends, with `forbidden`, within
 * a second after its reader is removed, gets a lower role or is disabled, or the key is revoked.
 */
export async function* whileAllowed<T>(
  ctx: Ctx,
  permission: Permission,
  lines: AsyncIterable<T>,
  lookEveryMs = LOOK_EVERY_MS,
): AsyncGenerator<T> {
  let lookedAt = performance.now();
  for await (const line of lines) {
    if (performance.now() - lookedAt >= lookEveryMs) {
      if (!(await mayStill(ctx, permission))) throw forbidden(t("This is no longer yours to see."));
      lookedAt = performance.now();
    }
    yield line;
  }
}

async function mayStill(ctx: Ctx, permission: Permission): Promise<boolean> {
  const { actor, db, workspaceId } = ctx;
  if (actor.type === "system") return true;
  if (actor.type === "key") return keyMayStill(ctx, actor.keyId);
  const member = await db.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId: actor.userId } },
    select: { role: true, user: { select: { disabledAt: true } } },
  });
  return member !== null && member.user.disabledAt === null && roleCan(member.role, permission);
}

/** A key keeps its scopes for life; it ends by its time or by hand. */
async function keyMayStill({ db, workspaceId, now }: Ctx, id: string): Promise<boolean> {
  const key = await db.apiKey.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { revokedAt: true, expiresAt: true },
  });
  return key !== null && keyStatus(key, now()) === "active";
}
