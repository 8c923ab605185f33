import type { AccountCtx } from "@/lib/account/account-ctx";
import { oidcProviders, providerName } from "@/lib/account/oidc-providers";
import type { User } from "@/lib/base/db/generated/client";

export interface IdentityRow {
  issuer: string;
  /** "Google", or the host of a provider that is not in the settings any more. */
  provider: string;
  /** The address there; empty where it was not used since addresses are kept. */
  address: string;
  linkedAt: string;
  lastUsedAt: string;
  /** False when its provider is not in the settings: it opens nothing. */
  offered: boolean;
  /** Names of the workspaces that its claims gave, and that go with it. */
  workspaces: string[];
}

export interface ProviderChoice {
  id: string;
  name: string;
}

export interface IdentitiesView {
  linked: IdentityRow[];
  /** Providers of the settings of which the account has no identity. */
  linkable: ProviderChoice[];
}

/** The identities at providers that open somebody's account, for their own eyes. */
export async function findIdentities(ctx: AccountCtx, userId: string): Promise<IdentitiesView> {
  const found = await ctx.db.externalIdentity.findMany({
    where: { userId, unlinkedAt: null },
    orderBy: { createdAt: "asc" },
  });
  const ids = found.flatMap(({ workspaceIds }) => workspaceIds);
  const workspaces = await ctx.db.workspace.findMany({ where: { id: { in: ids } }, orderBy: { name: "asc" } });
  const providers = oidcProviders();
  const linked = found.map(({ issuer, email, createdAt, lastUsedAt, workspaceIds }) => ({
    issuer,
    provider: providerName(issuer),
    address: email,
    linkedAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    offered: providers.some((provider) => provider.issuer === issuer),
    workspaces: workspaces.filter(({ id }) => workspaceIds.includes(id)).map(({ name }) => name),
  }));
  const linkable = providers.filter(({ issuer }) => !linked.some((row) => row.issuer === issuer));
  return { linked, linkable: linkable.map(({ id, name }) => ({ id, name })) };
}

/** With which providers somebody can confirm who they are: linked ones that ask anew, while there is no second factor. */
export async function confirmingProviders(ctx: AccountCtx, user: User): Promise<ProviderChoice[]> {
  if (user.secondFactorAt) return [];
  const linked = await ctx.db.externalIdentity.findMany({ where: { userId: user.id, unlinkedAt: null } });
  const own = oidcProviders().filter(
    ({ issuer, asksAnew }) => asksAnew && linked.some((identity) => identity.issuer === issuer),
  );
  return own.map(({ id, name }) => ({ id, name }));
}
