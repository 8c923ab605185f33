import { type KeyMode, keyMayHave, type Permission } from "@/lib/base/permissions.shared";
import { type ApiKeyKind, aboutApiKeyKinds } from "@/lib/edges/api-keys/api-key-kinds.shared";
import type { ApiKeyView, ChangeApiKey, CreateApiKey } from "@/lib/edges/api-keys/schema";

/** What stands in the form of a key. */
export interface KeyValues extends Record<string, unknown> {
  name: string;
  kind: ApiKeyKind;
  mode: KeyMode;
  scopes: readonly Permission[];
  allowedNetworks: string;
  domainId: string;
  /** Days; empty: none; `KEEP`: as it is. */
  expiresInDays: string;
}

/** Of the end of a key that is there: as it is. */
export const KEEP = "keep";

/** The key that the form asks for. */
export function keyToMake(values: KeyValues): CreateApiKey {
  const { kind, mode, expiresInDays } = values;
  return { kind, mode, ...limitsOf(values), expiresInDays: daysOf(expiresInDays) };
}

/** How a key that is there shall be. */
export function keyToBe(values: KeyValues): Omit<ChangeApiKey, "apiKeyId"> {
  const { expiresInDays } = values;
  return { ...limitsOf(values), ...(expiresInDays !== KEEP && { expiresInDays: daysOf(expiresInDays) }) };
}

/** Scopes that were chosen for another mode are not on the screen any more, and are left out. */
function limitsOf({ name, kind, mode, scopes, allowedNetworks, domainId }: KeyValues) {
  const { scopes: fixed, ofDomain } = aboutApiKeyKinds[kind];
  return {
    name,
    ...(ofDomain && { domainId: domainId || null }),
    ...(fixed === null && { scopes: scopes.filter((scope) => keyMayHave(mode, scope)) }),
    allowedNetworks: allowedNetworks.split(/[\s,]+/).filter(Boolean),
  };
}

const daysOf = (text: string) => (text === "" ? null : Number(text));

export const noKeyYet: KeyValues = {
  name: "",
  kind: "standard",
  mode: "live",
  scopes: [],
  allowedNetworks: "",
  domainId: "",
  expiresInDays: "365",
};

export function valuesOfKey({ name, kind, mode, scopes, allowedNetworks, domainId }: ApiKeyView): KeyValues {
  return {
    ...{ name, kind, mode, scopes, expiresInDays: KEEP },
    allowedNetworks: allowedNetworks.join("\n"),
    domainId: domainId ?? "",
  };
}
