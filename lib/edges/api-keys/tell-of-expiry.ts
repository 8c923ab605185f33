import { notify } from "@/lib/account/notifications/notify";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

const DAY_MS = 86_400_000;
/** How long before its end people are told of it. */
const NOTICE_DAYS = 7;

/** Tells owners and admins once, a week ahead, that a key is going to end. */
export async function tellOfExpiry(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const keys = await ctx.db.apiKey.findMany({
    where: { revokedAt: null, expiresAt: { gt: now, lte: new Date(now.getTime() + NOTICE_DAYS * DAY_MS) } },
    orderBy: { expiresAt: "asc" },
  });
  for (const { workspaceId, id, name, prefix, lastFour, lastUsedAt, expiresAt } of keys) {
    const end = expiresAt?.toISOString() ?? "";
    const values = { key: `${prefix}…${lastFour}`, time: end.slice(11, 16) };
    await notify(
      { ...systemCtx(workspaceId, ctx.actor.name, ctx.db), now: ctx.now },
      {
        kind: "api_key.expires",
        severity: "warning",
        title: () => t("The API key “{name}” ends on {day}", { name, day: end.slice(0, 10) }),
        body: () =>
          lastUsedAt
            ? t(
                "{key}, last used on {day}. Programs that use it stop working at {time} UTC of that day: make a new key before.",
                { ...values, day: lastUsedAt.toISOString().slice(0, 10) },
              )
            : t(
                "{key}, never used. Programs that use it stop working at {time} UTC of that day: make a new key before.",
                values,
              ),
        href: workspacePath("/settings/api-keys"),
        dedupeKey: `api_key.expires/${id}/${end}`,
        mail: { admins: true, action: () => t("Look at the API keys") },
      },
    );
  }
}
