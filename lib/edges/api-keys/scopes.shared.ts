import { type KeyMode, keyMayHave, type Permission, permissionNames } from "@/lib/base/permissions.shared";

export interface ScopeGroup {
  /** "Contacts" */
  label: string;
  scopes: { scope: Permission /** "read" */; label: string }[];
}

/** The scopes that a key of this mode may have out of these, by what they are about, in the order of the permission table. */
export function scopeGroups(mode: KeyMode, may: (permission: Permission) => boolean): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>();
  for (const scope of permissionNames.filter((name) => keyMayHave(mode, name) && may(name))) {
    const [about = "", label = ""] = scope.split(".");
    const group = groups.get(about) ?? { label: inWords(about), scopes: [] };
    group.scopes.push({ scope, label });
    groups.set(about, group);
  }
  return [...groups.values()];
}

const inWords = (name: string) => (name[0] ?? "").toUpperCase() + name.slice(1).replaceAll("-", " ");

/** What "all" does not mean: these are asked for by their names. */
export const askedByName: ReadonlySet<Permission> = new Set(["api-keys.manage", "assistants.write"]);

/** Whether a scope only looks. */
export const isReading = (scope: Permission): boolean => scope.endsWith(".read");
