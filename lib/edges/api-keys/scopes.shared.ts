import { type KeyMode, keyMayHave, type Permission, permissionNames } from "@/lib/base/permissions.shared";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, maybeMsg, msg } from "@/lib/language/t";

export interface ScopeGroup {
  /** "contacts" */
  about: string;
  label: Msg;
  scopes: { scope: Permission; label: Msg }[];
}

const subjects: Readonly<Record<string, Msg>> = ownTable({
  workspace: msg("Workspace"),
  members: msg("Members"),
  audit: msg("Audit"),
  contacts: msg("Contacts"),
  fields: msg("Fields"),
  lists: msg("Lists"),
  segments: msg("Segments"),
  views: msg("Views"),
  suppressions: msg("Suppressions"),
  templates: msg("Templates"),
  brand: msg("Brand"),
  campaigns: msg("Campaigns"),
  emails: msg("Emails"),
  events: msg("Events"),
  reports: msg("Reports"),
  "raw-mail": msg("Raw mail"),
  sending: msg("Sending"),
  "provider-webhooks": msg("Provider webhooks"),
  inbound: msg("Inbound"),
  replies: msg("Replies"),
  "api-keys": msg("Api keys"),
  assistants: msg("Assistants"),
  webhooks: msg("Webhooks"),
});

const deeds: Readonly<Record<string, Msg>> = ownTable({
  read: msg("read", "a right"),
  write: msg("write", "a right"),
  delete: msg("delete", "a right"),
  import: msg("import", "a right"),
  export: msg("export", "a right"),
  share: msg("share", "a right"),
  send: msg("send", "a right"),
  manage: msg("manage", "a right"),
});

/** The scopes that a key of this mode may have out of these, by what they are about, in the order of the permission table. */
export function scopeGroups(mode: KeyMode, may: (permission: Permission) => boolean): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>();
  for (const scope of permissionNames.filter((name) => keyMayHave(mode, name) && may(name))) {
    const [about = "", deed = ""] = scope.split(".");
    const group = groups.get(about) ?? { about, label: subjects[about] ?? maybeMsg(about), scopes: [] };
    group.scopes.push({ scope, label: deeds[deed] ?? maybeMsg(deed) });
    groups.set(about, group);
  }
  return [...groups.values()];
}

/** What "all" does not mean: these are asked for by their names. */
export const askedByName: ReadonlySet<Permission> = new Set(["api-keys.manage", "assistants.write"]);

/** Whether a scope only looks. */
export const isReading = (scope: Permission): boolean => scope.endsWith(".read");
