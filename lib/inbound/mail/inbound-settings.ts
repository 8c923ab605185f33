import { createHash, randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { InboundSetting } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { open, seal } from "@/lib/base/security/secret-box";
import { routePath } from "@/lib/client/paths";
import { ourAddress } from "@/lib/inbound/addresses/our-address";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { type InboundSettingsView, UpdateInboundSettings } from "@/lib/inbound/mail/settings-schema";
import { t } from "@/lib/language/t";

/** By which the token in a hook's address is found. */
export const hashHookToken = (token: string): string => createHash("sha256").update(token).digest("hex");

function newHookToken() {
  const token = randomBytes(24).toString("base64url");
  return { hookTokenHash: hashHookToken(token), hookTokenSealed: seal(token) };
}

/** The settings of the workspace; made at first need. */
async function ensureSettings(ctx: Ctx): Promise<InboundSetting> {
  const { workspaceId } = ctx;
  const found = await ctx.db.inboundSetting.findUnique({ where: { workspaceId } });
  if (found) return found;
  const data = { workspaceId, ...newHookToken(), hookRotatedAt: ctx.now() };
  await ctx.db.inboundSetting.createMany({ data, skipDuplicates: true });
  return ctx.db.inboundSetting.findUniqueOrThrow({ where: { workspaceId } });
}

/** How the workspace takes mail in by HTTP, and what it does with replies. The address is a secret, so only admins see it. */
export async function readInboundSettings(ctx: Ctx): Promise<InboundSettingsView> {
  requirePermission(ctx, "inbound.manage");
  const settings = await ensureSettings(ctx);
  const domain = await ctx.db.sendingDomain.findFirst({
    where: { workspaceId: ctx.workspaceId, status: { in: ["verified", "local"] } },
    orderBy: { createdAt: "asc" },
    select: { returnPathHost: true },
  });
  return {
    hookUrl: env.APP_URL + routePath("/api/hooks/inbound/[token]", { token: open(settings.hookTokenSealed) }),
    hookRotatedAt: settings.hookRotatedAt.toISOString(),
    lastHookAt: settings.lastHookAt?.toISOString() ?? null,
    replyAddress: workspaceAddress("replies", ctx.workspaceId, domain?.returnPathHost ?? env.INBOUND_DOMAIN),
    forwardReplies: settings.forwardReplies,
    forwardTo: settings.forwardTo,
    maxBytes: env.INBOUND_MAX_BYTES,
  };
}

/** Says whether and where answers of people are passed on to. An address that comes back here is refused. */
export async function updateInboundSettings(ctx: Ctx, input: UpdateInboundSettings): Promise<void> {
  requirePermission(ctx, "inbound.manage");
  const { forwardReplies, forwardTo } = UpdateInboundSettings.parse(input);
  const own = forwardTo ? await ourAddress(forwardTo) : null;
  if (own && own.as !== "sender") {
    const text = t("Mail to this address comes back here. Give one that a person reads.");
    throw invalid(text, { forwardTo: text });
  }
  await inTransaction(ctx, async (tx) => {
    const before = await ensureSettings(tx);
    const after = await tx.db.inboundSetting.update({
      where: { workspaceId: tx.workspaceId },
      data: { ...(forwardReplies !== undefined && { forwardReplies }), ...(forwardTo !== undefined && { forwardTo }) },
    });
    await recordAudit(tx, "inbound_setting.updated", { subjectType: "inbound_setting", before, after });
  });
}

/** Gives the raw-message hook a new address; the old one stops at once. */
export async function rotateInboundHook(ctx: Ctx): Promise<void> {
  requirePermission(ctx, "inbound.manage");
  await inTransaction(ctx, async (tx) => {
    await ensureSettings(tx);
    const data = { ...newHookToken(), hookRotatedAt: tx.now() };
    await tx.db.inboundSetting.update({ where: { workspaceId: tx.workspaceId }, data });
    await recordAudit(tx, "inbound_hook.rotated", { subjectType: "inbound_setting" });
  });
}
