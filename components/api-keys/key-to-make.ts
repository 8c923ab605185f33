import { type KeyMode, keyMayHave, type Permission } from "@/lib/base/permissions.shared";
import { type ApiKeyKind, aboutApiKeyKinds } from "@/lib/edges/api-keys/api-key-kinds.shared";
import type { CreateApiKey } from "@/lib/edges/api-keys/schema";

/** What stands in the form of a new key. */
export interface KeyValues extends Record<string, unknown> {
  name: string;
  kind: ApiKeyKind;
  mode: KeyMode;
  scopes: readonly Permission[];
  allowedNetworks: string;
  domainId: string;
  expiresInDays: string;
}

/** The key that the form asks for. Scopes that were chosen for another mode are not on the screen any more, and are left out. */
export function keyToMake({
  name,
  kind,
  mode,
  scopes,
  allowedNetworks,
  domainId,
  expiresInDays,
}: KeyValues): CreateApiKey {
  const fixed = aboutApiKeyKinds[kind].scopes !== null;
  return {
    ...{ name, kind, mode },
    ...(fixed ? { domainId: domainId || null } : { scopes: scopes.filter((scope) => keyMayHave(mode, scope)) }),
    allowedNetworks: allowedNetworks.split(/[\s,]+/).filter(Boolean),
    expiresInDays: expiresInDays === "" ? null : Number(expiresInDays),
  };
}
