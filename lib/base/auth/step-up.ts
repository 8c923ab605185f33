import type { Session } from "@/lib/base/db/generated/client";
import { AppError } from "@/lib/base/errors";
import type { Permission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";

/** How long after proving who they are a person may do what is delicate. */
export const freshForMs = 15 * 60_000;

/**
 * Permissions that always ask for a fresh sign-in, so that a new route cannot forget it: to take people's data along, to
 * erase people, and to say who works here. "changes" leaves reading alone. Single routes ask with their option `stepUp`.
 */
const delicate: Partial<Record<Permission, "always" | "changes">> = {
  "members.write": "changes",
  "contacts.export": "always",
  "contacts.delete": "changes",
  "reports.export": "always",
};

/** Whether every call with this permission and HTTP method needs a fresh sign-in. */
export function permissionNeedsStepUp(permission: Permission, method: string): boolean {
  const when = delicate[permission];
  return when === "always" || (when === "changes" && method !== "GET" && method !== "HEAD");
}

export function isFresh(session: Pick<Session, "authenticatedAt">, now = new Date()): boolean {
  return now.getTime() - session.authenticatedAt.getTime() < freshForMs;
}

/** Throws `step_up_required` unless the person proved within the last minutes who they are. */
export function requireFresh(session: Pick<Session, "authenticatedAt">, now = new Date()): void {
  if (!isFresh(session, now)) throw new AppError("step_up_required", t("Confirm that it is you, then this goes on."));
}
