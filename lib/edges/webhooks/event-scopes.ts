import type { Ctx } from "@/lib/base/context";
import { actorCan, type Permission, requirePermission } from "@/lib/base/permissions.shared";
import { ownTable } from "@/lib/base/text/own-table.shared";
import type { ToldType } from "@/lib/events/outbox/told-facts";
import { webhookEventTypes } from "./event-kinds.shared";

/** By the word that a type begins with: what whoever is told of it must be allowed to read. */
const scopes: Readonly<Record<string, readonly Permission[]>> = ownTable({
  contact: ["contacts.read"],
  contacts: ["contacts.read"],
  message: ["contacts.read", "reports.read"],
  suppression: ["contacts.read", "suppressions.read"],
  suppressions: ["suppressions.read"],
  campaign: ["campaigns.read"],
});

function scopesOf(type: string): readonly Permission[] {
  const [word = ""] = type.split(".");
  return scopes[word] ?? ["contacts.read", "reports.read"];
}

/** Throws `forbidden` unless the actor may read what events of these types say. */
export function requireEventScopes(ctx: Ctx, ...types: readonly string[]): void {
  for (const scope of new Set(types.flatMap(scopesOf))) requirePermission(ctx, scope);
}

/** The types whose events the actor may read. */
export const readableEventTypes = ({ actor }: Ctx): ToldType[] =>
  webhookEventTypes.filter((type) => scopesOf(type).every((scope) => actorCan(actor, scope)));
