import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { publicId } from "@/lib/base/db/ids";
import { clientIp } from "@/lib/base/http/client-ip";
import type { WebRequest } from "@/lib/base/http/web-request";
import { actorCan, type Permission } from "@/lib/base/permissions.shared";
import { onceHere } from "@/lib/base/routes/once-here";
import { isFirstHit } from "@/lib/base/security/rate-limit";
import { type Turn, takeTurn } from "@/lib/edges/api-keys/key-quota";
import { type KeyCtx, type KeyRefusal, openKey } from "@/lib/edges/api-keys/open-key";
import { ApiProblem, type ProblemCode } from "./problems";

const HOUR_MS = 3_600_000;

const refusals: Readonly<Record<KeyRefusal, readonly [ProblemCode, string]>> = {
  unknown: ["invalid_api_key", "There is no such API key."],
  revoked: ["revoked_api_key", "This API key was revoked."],
  expired: ["expired_api_key", "The time of this API key is over."],
  address: ["address_not_allowed", "This API key may not be used from this address."],
};

/** Who calls, by the key of the request. Throws a problem of 401 or 403. */
export async function keyCtxOf(request: WebRequest): Promise<KeyCtx> {
  const [, key] = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const challenge = { "www-authenticate": 'Bearer realm="Homing API"' };
  if (key === undefined) {
    throw new ApiProblem("missing_api_key", "Send an API key as Authorization: Bearer hm_….", { headers: challenge });
  }
  const opened = await openKey(key, clientIp(request.headers));
  if (typeof opened !== "string") return opened;
  const [code, text] = refusals[opened];
  throw new ApiProblem(code, text, { headers: opened === "address" ? {} : challenge });
}

/** Throws `insufficient_scope`, and notes it, unless the key has the scope. */
export async function requireScope(ctx: KeyCtx, scope: Permission | null): Promise<void> {
  if (scope === null || actorCan(ctx.actor, scope)) return;
  await noteMissingScope(ctx, scope);
  throw new ApiProblem("insufficient_scope", `This key lacks the scope ${scope}.`);
}

/** Counts one call of a key; `say` hears what is left of its minute. Throws `rate_limited`. */
export async function takeTurnOf(ctx: KeyCtx, say: (turn: Turn) => void): Promise<void> {
  const turn = await takeTurn(ctx.actor.keyId);
  say(turn);
  if (turn.admitted) return;
  const text = `This key has made its ${turn.quota} calls of this minute.`;
  throw new ApiProblem("rate_limited", text, { headers: { "retry-after": String(turn.seconds) } });
}

/** Once an hour for a key and a scope. */
async function noteMissingScope(ctx: KeyCtx, needs: Permission): Promise<void> {
  const { keyId, name } = ctx.actor;
  const seen = `key-scope:${keyId}:${needs}`;
  if (!onceHere(seen, HOUR_MS) || !(await isFirstHit(seen, HOUR_MS))) return;
  await recordSecurityEvent(ctx, {
    kind: "access.refused",
    actor: { name },
    workspaceId: ctx.workspaceId,
    ip: ctx.ip,
    detail: { apiKeyId: publicId("key", keyId), needs },
  });
}
