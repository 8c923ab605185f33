import { z } from "zod";
import { notFound } from "@/lib/base/errors";
import { type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { changeApiKey } from "@/lib/edges/api-keys/change-api-key";
import { createApiKey } from "@/lib/edges/api-keys/create-api-key";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { findApiKey, findApiKeys } from "@/lib/edges/api-keys/queries";
import { revokeApiKey } from "@/lib/edges/api-keys/revoke-api-key";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { byId, newestFirst, outId, PageQuery, pageAmong } from "@/lib/edges/resend/shapes";

const noun = "API key";
const one = { path: "/api-keys/{id}", noun, params: byId("key"), scopes: ["api-keys.manage"] } as const;

const NewKey = z.object({
  name: z.string(),
  permission: z.enum(["full_access", "sending_access"]).default("full_access"),
  domain_id: z.string().nullish(),
});

/** Resend takes a key without a name. */
const NAMELESS = "Unnamed key";

/** Full access is what the key that asks has itself. */
const ownScopes = ({ actor }: KeyCtx): Permission[] =>
  permissionNames.filter((scope) => scope !== "api-keys.manage" && actor.scopes.includes(scope));

/** One in force: a key that has ended is gone, as Resend has it. */
async function keyInForce(ctx: KeyCtx, id: string) {
  const key = await findApiKey(ctx, id);
  if (key.status !== "active") throw notFound("API key");
  return key;
}

export const resendApiKeyOperations = [
  defineResend({
    id: "resend.apiKeys.create",
    method: "POST",
    path: "/api-keys",
    noun,
    scopes: ["api-keys.manage"],
    showsSecret: true,
    status: 201,
    body: NewKey,
    example: { name: "Shop" },
    run: async (ctx, { body: { name, permission, domain_id: domainId } }) => {
      const limits =
        permission === "sending_access"
          ? ({ kind: "sending", domainId: domainId ?? null } as const)
          : ({ kind: "standard", scopes: ownScopes(ctx) } as const);
      const made = await createApiKey(ctx, { name: name.trim() || NAMELESS, mode: ctx.actor.mode, ...limits });
      // Resend's own answers say `list` here.
      return { object: "list", id: outId("key", made.id), token: made.key };
    },
  }),
  defineResend({
    id: "resend.apiKeys.list",
    method: "GET",
    path: "/api-keys",
    noun,
    scopes: ["api-keys.manage"],
    query: PageQuery,
    run: async (ctx, { query }) => {
      const inForce = (await findApiKeys(ctx)).filter(({ status }) => status === "active");
      const shown = inForce.map(({ id, name, createdAt, lastUsedAt }) => ({
        ...{ id: outId("key", id), name, created_at: createdAt, last_used_at: lastUsedAt },
      }));
      return pageAmong(newestFirst(shown), query);
    },
  }),
  defineResend({
    ...one,
    id: "resend.apiKeys.update",
    method: "PATCH",
    body: z.object({ name: z.string().min(1, "Give the key a name.") }),
    example: { name: "Shop 2" },
    run: async (ctx, { params, body }) => {
      await keyInForce(ctx, params.id);
      await changeApiKey(ctx, { apiKeyId: params.id, name: body.name });
      return { object: "api_key", id: params.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.apiKeys.remove",
    method: "DELETE",
    run: async (ctx, { params }) => {
      await keyInForce(ctx, params.id);
      await revokeApiKey(ctx, { apiKeyId: params.id });
      return { object: "list", id: params.id, deleted: true };
    },
  }),
];
