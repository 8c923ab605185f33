import { forbidden } from "@/lib/base/errors";

export const roles = ["owner", "admin", "marketer", "analyst"] as const;
export type Role = (typeof roles)[number];

const everyone: readonly Role[] = roles;
const marketers: readonly Role[] = ["owner", "admin", "marketer"];
const admins: readonly Role[] = ["owner", "admin"];

/** The one table of who may do what. Analysts see numbers and designs, never change anything and never export people. */
export const permissions = {
  "workspace.read": everyone,
  "workspace.write": admins,
  "members.read": everyone,
  "members.write": admins,
  "audit.read": admins,
  "contacts.read": everyone,
  "contacts.write": marketers,
  "contacts.delete": marketers,
  "contacts.import": marketers,
  "contacts.export": marketers,
  "fields.write": marketers,
  "lists.read": everyone,
  "lists.write": marketers,
  "segments.read": everyone,
  "segments.write": marketers,
  // Views that everybody in the workspace sees; one of their own anybody may keep.
  "views.share": marketers,
  "suppressions.read": everyone,
  "suppressions.write": admins,
  "templates.read": everyone,
  "templates.write": marketers,
  "brand.write": marketers,
  "campaigns.read": everyone,
  "campaigns.write": marketers,
  "campaigns.send": marketers,
  // Single messages that a recipient's own action causes.
  "emails.send": marketers,
  // What people did elsewhere, as programs tell it, and what it may change of contacts.
  "events.read": everyone,
  "events.write": marketers,
  "events.manage": admins,
  "reports.read": everyone,
  "reports.export": marketers,
  // What events count towards the numbers of the dashboard.
  "goals.write": marketers,
  // Mail and calls as they came, with everything that people wrote in them.
  "raw-mail.read": admins,
  "sending.read": everyone,
  "sending.write": admins,
  "provider-webhooks.manage": admins,
  "inbound.manage": admins,
  "replies.read": everyone,
  "replies.write": marketers,
  "api-keys.manage": admins,
  // What an AI assistant may change by the tools of the MCP server, beside the scope of each tool.
  "assistants.write": admins,
  // What goes out by them is about people: whoever names an address must also be allowed to read contacts.
  "webhooks.read": admins,
  "webhooks.write": admins,
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

export function roleCan(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}

/** What a program's key acts on: mail of a `test` key reaches the embedded mailbox only. */
export const keyModes = ["live", "test"] as const;
export type KeyMode = (typeof keyModes)[number];

/** Who acts, as far as it decides what they may do. */
export type Holder =
  | { type: "system" }
  | { type: "member"; role: Role }
  | { type: "key"; mode: KeyMode; scopes: readonly Permission[] };

/** Who comes in is for people who have just proved who they are: no key decides it. */
const forPeople: ReadonlySet<Permission> = new Set(["members.write"]);

/**
 * Not for test keys: what leaves later, by a worker who no longer knows which key asked for it, and keys, of which a program may make some
 * that can do no more than its own (and none that makes the next).
 */
const forLiveKeys: ReadonlySet<Permission> = new Set(["campaigns.send", "replies.write", "api-keys.manage"]);

/** Whether a key of this mode may have this permission as a scope. */
export function keyMayHave(mode: KeyMode, permission: Permission): boolean {
  return !forPeople.has(permission) && (mode === "live" || !forLiveKeys.has(permission));
}

/** Whether somebody may do something: the system all of it, people by their role, programs by the scopes of their key. */
export function actorCan(actor: Holder, permission: Permission): boolean {
  if (actor.type === "system") return true;
  if (actor.type === "member") return roleCan(actor.role, permission);
  return actor.scopes.includes(permission) && keyMayHave(actor.mode, permission);
}

/** Throws `forbidden` unless the actor has the permission; the system may do everything. */
export function requirePermission(ctx: { actor: Holder }, permission: Permission): void {
  if (actorCan(ctx.actor, permission)) return;
  throw ctx.actor.type === "key" ? forbidden(`This key lacks the scope ${permission}.`) : forbidden();
}
