import type { User, Workspace } from "@/lib/base/db/generated/client";
import { AppError } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

type Policy = Pick<Workspace, "name" | "secondFactorFrom">;
type Person = Pick<User, "secondFactorAt">;

/**
 * Throws `second_factor_required` once a workspace asks its members for a second factor and this one has none. A session of
 * somebody who has one passed it: every sign-in asks, and the sessions from before the first factor ended with it.
 */
export function requireSecondFactor(workspace: Policy, user: Person, now = new Date()): void {
  if (!workspace.secondFactorFrom || workspace.secondFactorFrom > now || user.secondFactorAt) return;
  throw new AppError(
    "second_factor_required",
    t("{workspace} asks its members for a second factor. Set one up, then you can go on.", {
      workspace: workspace.name,
    }),
  );
}
