import type { Ctx } from "@/lib/base/context";
import { type Permission, requirePermission } from "@/lib/base/permissions.shared";
import { ownTable } from "@/lib/base/text/own-table.shared";
import type { ToldType } from "@/lib/events/outbox/told-facts";

/** By the word that a type begins with: what whoever is told of it must be allowed to read. */
const scopes: Readonly<Record<string, readonly Permission[]>> = ownTable({
  contact: ["contacts.read"],
  contacts: ["contacts.read"],
  message: ["contacts.read", "reports.read"],
  suppression: ["contacts.read", "suppressions.read"],
  suppressions: ["suppressions.read"],
  campaign: ["campaigns.read"],
});

/** Throws `forbidden` unless the actor may read what an event says. */
export function requireEventScopes(ctx: Ctx, type: ToldType): void {
  const [word = ""] = type.split(".");
  for (const scope of scopes[word] ?? ["contacts.read", "reports.read"]) requirePermission(ctx, scope);
}
