import type { Ctx } from "@/lib/base/context";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { forbidden, invalid } from "@/lib/base/errors";
import { actorCan, type KeyMode, keyMayHave, type Permission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { type ApiKeyKind, aboutApiKeyKinds } from "./api-key-kinds.shared";

const DAY_MS = 86_400_000;

interface WantedScopes {
  kind: ApiKeyKind;
  mode: KeyMode;
  scopes: readonly Permission[];
  /** Those that the key has already. */
  has?: readonly Permission[];
}

/** What the kind fixes, else what was chosen, if who chooses has it or the key had it. Throws `invalid` on `scopes`. */
export function grantedScopes({ actor }: Ctx, { kind, mode, scopes, has = [] }: WantedScopes): Permission[] {
  const fixed = aboutApiKeyKinds[kind].scopes;
  if (fixed && scopes.some((scope) => !fixed.includes(scope))) {
    throw wrongScopes(t("A key of this kind has these scopes and no others: {scopes}.", { scopes: fixed.join(", ") }));
  }
  const chosen = [...(fixed ?? scopes)];
  if (chosen.length === 0) throw wrongScopes(t("Choose at least one scope."));
  const refused = chosen.find((scope) => !keyMayHave(mode, scope));
  if (refused)
    throw wrongScopes(
      t("{mode, select, test {A test key cannot have {scope}.} other {A live key cannot have {scope}.}}", {
        mode,
        scope: refused,
      }),
    );
  const beyond = chosen.find((scope) => !has.includes(scope) && !actorCan(actor, scope));
  if (beyond) throw wrongScopes(t("Your role does not have {scope}, so you cannot give it.", { scope: beyond }));
  if (actor.type === "key" && chosen.includes("api-keys.manage"))
    throw wrongScopes(t("A key cannot make one that makes keys. Make it under Settings, API keys."));
  return chosen;
}

const wrongScopes = (text: string) => invalid(text, { scopes: text });

/** A key that could also launch campaigns would send from elsewhere by them. Throws `invalid` on `domainId`. */
export async function requireDomain(
  tx: Ctx,
  { kind, domainId }: { kind: ApiKeyKind; domainId: string | null },
): Promise<void> {
  if (domainId === null) return;
  if (!aboutApiKeyKinds[kind].ofDomain) throw wrongDomain(t("Only a sending key can be limited to a domain."));
  const where = { workspaceId_id: { workspaceId: tx.workspaceId, id: domainId } };
  const found = await tx.db.sendingDomain.findUnique({ where, select: { id: true } });
  if (!found) throw wrongDomain(t("This workspace has no such sending domain."));
}

const wrongDomain = (text: string) => invalid(text, { domainId: text });

/** For a program, what its own key is held to: what it makes is held to that too. Null for people. */
export async function limitsOfMaker({
  db,
  workspaceId,
  actor,
}: Ctx): Promise<Pick<ApiKey, "mode" | "allowedNetworks" | "expiresAt"> | null> {
  if (actor.type !== "key") return null;
  const where = { workspaceId_id: { workspaceId, id: actor.keyId } };
  return db.apiKey.findUniqueOrThrow({ where, select: { mode: true, allowedNetworks: true, expiresAt: true } });
}

/** Throws `forbidden` for a program: it names and ends keys, and changes nothing else of one. */
export function requirePerson({ actor }: Ctx): void {
  if (actor.type === "key")
    throw forbidden(t("A key cannot change what another one may do. People do, under Settings, API keys."));
}

/** When a key ends that goes on for so many days; null: never. */
export const endAfter = (days: number | null, now: Date) =>
  days === null ? null : new Date(now.getTime() + days * DAY_MS);
