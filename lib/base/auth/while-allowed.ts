import type { Ctx } from "@/lib/base/context";
import { forbidden } from "@/lib/base/errors";
import { type Permission, roleCan } from "@/lib/base/permissions.shared";

/** How often a stream looks whether its reader may still have it, in milliseconds. */
const LOOK_EVERY_MS = 1000;

/**
 * Passes lines on as long as whoever asked for them may have them: a download that was begun ends, with `forbidden`, within
 * a second after its reader is removed, gets a lower role or is disabled.
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
      if (!(await mayStill(ctx, permission))) throw forbidden("This is no longer yours to see.");
      lookedAt = performance.now();
    }
    yield line;
  }
}

async function mayStill({ actor, db, workspaceId }: Ctx, permission: Permission): Promise<boolean> {
  if (actor.type !== "member") return true;
  const member = await db.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId: actor.userId } },
    select: { role: true, user: { select: { disabledAt: true } } },
  });
  return member !== null && member.user.disabledAt === null && roleCan(member.role, permission);
}
