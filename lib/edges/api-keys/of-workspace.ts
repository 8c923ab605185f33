import { systemCtx } from "@/lib/base/context";
import { notFound } from "@/lib/base/errors";
import type { CommandLineCtx } from "@/lib/installation/command-line";
import { createApiKey } from "./create-api-key";
import { findApiKeys } from "./queries";
import { revokeApiKey } from "./revoke-api-key";
import type { ApiKeyRef, ApiKeyView, CreateApiKey, ShownApiKey } from "./schema";

/** `createApiKey` from the command line. Throws `not_found`. */
export async function createApiKeyIn(ctx: CommandLineCtx, slug: string, input: CreateApiKey): Promise<ShownApiKey> {
  return createApiKey(await ctxOf(ctx, slug), input);
}

/** `findApiKeys` from the command line. Throws `not_found`. */
export async function findApiKeysIn(ctx: CommandLineCtx, slug: string): Promise<ApiKeyView[]> {
  return findApiKeys(await ctxOf(ctx, slug));
}

/** `revokeApiKey` from the command line. Throws `not_found`. */
export async function revokeApiKeyIn(ctx: CommandLineCtx, slug: string, input: ApiKeyRef): Promise<void> {
  await revokeApiKey(await ctxOf(ctx, slug), input);
}

async function ctxOf({ actor, db }: CommandLineCtx, slug: string) {
  const workspace = await db.workspace.findUnique({ where: { slug: slug.trim() }, select: { id: true } });
  if (!workspace) throw notFound("workspace");
  return systemCtx(workspace.id, actor.name, db);
}
