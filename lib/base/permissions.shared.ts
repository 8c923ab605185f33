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
  "suppressions.read": everyone,
  "suppressions.write": admins,
  "templates.read": everyone,
  "templates.write": marketers,
  "brand.write": marketers,
  "campaigns.read": everyone,
  "campaigns.write": marketers,
  "campaigns.send": marketers,
  "reports.read": everyone,
  "reports.export": marketers,
  // Mail and calls as they came, with everything that people wrote in them.
  "raw-mail.read": admins,
  "sending.read": everyone,
  "sending.write": admins,
  "provider-webhooks.manage": admins,
  "inbound.manage": admins,
  "replies.read": everyone,
  "replies.write": marketers,
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof permissions;

export function roleCan(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}

/** Throws `forbidden` unless the actor's role has the permission; the system may do everything. */
export function requirePermission(
  ctx: { actor: { type: "system" } | { type: "member"; role: Role } },
  permission: Permission,
): void {
  if (ctx.actor.type === "member" && !roleCan(ctx.actor.role, permission)) throw forbidden();
}
