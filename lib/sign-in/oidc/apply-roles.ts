import type { AccountCtx } from "@/lib/account/account-ctx";
import { systemCtx } from "@/lib/base/context";
import type { ExternalIdentity, User } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { AppError } from "@/lib/base/errors";
import { type Role, roles } from "@/lib/base/permissions.shared";
import type { RoleRule } from "@/lib/base/settings/oidc-settings";
import { joinWorkspace } from "@/lib/workspaces/accept-invitation";
import { changeRole } from "@/lib/workspaces/change-role";
import { removeMember } from "@/lib/workspaces/remove-member";
import type { Claims } from "./read-claims";

interface Mapped {
  user: User;
  identity: Pick<ExternalIdentity, "issuer" | "subject" | "workspaceIds">;
  claims: Claims;
}

/** The role in each workspace that the rules give for these claims, by slug; of several the one that may most. */
export function mappedRoles(rules: readonly RoleRule[], claims: Claims): Map<string, Role> {
  const found = new Map<string, Role>();
  for (const { claim, value, slug, role } of rules) {
    const held = Object.hasOwn(claims, claim) ? [claims[claim]].flat() : [];
    if (!held.includes(value)) continue;
    const before = found.get(slug);
    if (!before || roles.indexOf(role) < roles.indexOf(before)) found.set(slug, role);
  }
  return found;
}

/**
 * Gives the memberships that the claims say, and takes away those that claims gave before and do not any more. What was given
 * by hand stays, until a claim says otherwise of the same workspace; an owner by hand is left an owner.
 */
export async function applyRoles(tx: AccountCtx, { user, identity, claims }: Mapped): Promise<void> {
  const wanted = mappedRoles(env.OIDC_ROLES, claims);
  const named = { in: [...wanted.keys()] };
  // A rule holds on when its workspace has changed its slug: nobody else gets the former one.
  const workspaces = await tx.db.workspace.findMany({
    where: { OR: [{ slug: named }, { formerSlugs: { some: { slug: named } } }] },
    select: { id: true, slug: true, formerSlugs: { select: { slug: true }, orderBy: { replacedAt: "desc" } } },
  });
  const kept: string[] = [];
  for (const { id, slug, formerSlugs } of workspaces) {
    const role = [slug, ...formerSlugs.map((former) => former.slug)].map((each) => wanted.get(each)).find(Boolean);
    if (role && (await give(tx, { user, workspaceId: id, role, given: identity.workspaceIds }))) kept.push(id);
  }
  for (const workspaceId of identity.workspaceIds) {
    const isWanted = workspaces.some(({ id }) => id === workspaceId);
    if (!isWanted && !(await takeAway(tx, user, workspaceId))) kept.push(workspaceId);
  }
  const { issuer, subject } = identity;
  await tx.db.externalIdentity.update({
    where: { issuer_subject: { issuer, subject } },
    data: { workspaceIds: kept },
  });
}

/** Takes away what claims gave, when they are asked no more; a workspace keeps its last owner. */
export async function takeAwayRoles(tx: AccountCtx, { user, identity }: Omit<Mapped, "claims">): Promise<void> {
  for (const workspaceId of identity.workspaceIds) await takeAway(tx, user, workspaceId);
  const { issuer, subject } = identity;
  await tx.db.externalIdentity.update({ where: { issuer_subject: { issuer, subject } }, data: { workspaceIds: [] } });
}

/** True when the membership is the claims' from now on. */
async function give(
  tx: AccountCtx,
  { user, workspaceId, role, given }: { user: User; workspaceId: string; role: Role; given: readonly string[] },
): Promise<boolean> {
  const member = await tx.db.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId: user.id } } });
  if (member?.role === "owner" && !given.includes(workspaceId)) return false;
  if (!member) await joinWorkspace(tx, user, { workspaceId, role, email: user.email });
  else if (member.role !== role) {
    await unlessLastOwner(tx, () => changeRole(inWorkspace(tx, workspaceId), { memberId: memberRef(member), role }));
  }
  return true;
}

/** False when it stays: a workspace keeps its last owner. */
async function takeAway(tx: AccountCtx, user: User, workspaceId: string): Promise<boolean> {
  const member = await tx.db.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId: user.id } } });
  if (!member) return true;
  return unlessLastOwner(tx, () => removeMember(inWorkspace(tx, workspaceId), { memberId: memberRef(member) }));
}

const memberRef = ({ id }: { id: string }) => publicId("mem", id);

const inWorkspace = (tx: AccountCtx, workspaceId: string) => ({
  ...systemCtx(workspaceId, "Roles of the sign-in provider", tx.db),
  ip: tx.ip,
});

async function unlessLastOwner(tx: AccountCtx, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
    tx.log.warn("a role of the provider was not taken away: the workspace has no other owner");
    return false;
  }
}
