import { activeKeys, keyStatus } from "@/lib/base/auth/key-status";
import type { Ctx } from "@/lib/base/context";
import type { ApiKey, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { type Permission, permissionNames, requirePermission } from "@/lib/base/permissions.shared";
import type { ApiKeyView } from "./schema";

/** Unique key of a row of this workspace. */
export function apiKeyKey(ctx: Pick<Ctx, "workspaceId">, id: string) {
  return { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
}

/** The key of this workspace, or not found. */
export async function getApiKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const key = await ctx.db.apiKey.findUnique({ where: apiKeyKey(ctx, id) });
  if (!key) throw notFound("API key");
  return key;
}

/** The scopes of a key as this version knows them; one that is gone counts for nothing. */
export function scopesOf({ scopes }: Pick<ApiKey, "scopes">): Permission[] {
  return permissionNames.filter((name) => scopes.includes(name));
}

/** A key of this workspace, in force or ended. Throws `not_found`. */
export async function findApiKey(ctx: Ctx, id: string): Promise<ApiKeyView> {
  requirePermission(ctx, "api-keys.manage");
  const [key] = await findKeys(ctx, { id });
  if (!key) throw notFound("API key");
  return presentApiKey(key, ctx.now());
}

const MOST_ENDED = 500;

/** The keys of the workspace that are in force, and after them the newest 500 that have ended; never a key itself. */
export async function findApiKeys(ctx: Ctx): Promise<ApiKeyView[]> {
  requirePermission(ctx, "api-keys.manage");
  const now = ctx.now();
  const inForce = activeKeys(now);
  const keys = [await findKeys(ctx, inForce), await findKeys(ctx, { NOT: inForce }, MOST_ENDED)].flat();
  return keys.map((key) => presentApiKey(key, now));
}

const findKeys = ({ db, workspaceId }: Ctx, where: Prisma.ApiKeyWhereInput, take?: number) =>
  db.apiKey.findMany({
    where: { ...where, workspaceId },
    include: { domain: { select: { name: true } } },
    orderBy: { id: "desc" },
    ...(take !== undefined && { take }),
  });

function presentApiKey(key: ApiKey & { domain: { name: string } | null }, now: Date): ApiKeyView {
  const { previousUntil } = key;
  return {
    id: publicId("key", key.id),
    name: key.name,
    kind: key.kind,
    mode: key.mode,
    prefix: key.prefix,
    lastFour: key.lastFour,
    status: keyStatus(key, now),
    scopes: scopesOf(key),
    allowedNetworks: key.allowedNetworks,
    domainId: key.domainId && publicId("dom", key.domainId),
    domain: key.domain?.name ?? null,
    createdBy: key.createdByName,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: key.lastUsedIp,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    previous:
      previousUntil && previousUntil > now
        ? { until: previousUntil.toISOString(), usedAt: key.previousUsedAt?.toISOString() ?? null }
        : null,
  };
}
