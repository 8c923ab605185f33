import { recordAudit } from "@/lib/base/audit/record-audit";
import { activeKeys } from "@/lib/base/auth/key-status";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { actorCan, keyMayHave, type Permission, requirePermission } from "@/lib/base/permissions.shared";
import { readNetworks } from "./allowed-networks";
import { aboutApiKeyKinds } from "./api-key-kinds.shared";
import { newKey } from "./key-format";
import { CreateApiKey, MAX_API_KEYS, type ShownApiKey } from "./schema";
import { tellKeyChange } from "./tell-key-change";

const DAY_MS = 86_400_000;

type Wanted = ReturnType<typeof CreateApiKey.parse>;

/**
 * Makes a key for a program, with no right that its maker lacks. The answer is the only time that it is seen. Admins get a mail.
 * Throws `invalid` on `scopes`, `allowedNetworks` or `domainId`.
 */
export async function createApiKey(ctx: Ctx, input: CreateApiKey): Promise<ShownApiKey> {
  requirePermission(ctx, "api-keys.manage");
  const wanted = CreateApiKey.parse(input);
  const scopes = scopesFor(ctx, wanted);
  const allowedNetworks = readNetworks(wanted.allowedNetworks);
  const { key, ...shown } = newKey(wanted.mode);
  return inTransaction(ctx, async (tx) => {
    await requireRoom(tx);
    await requireDomain(tx, wanted);
    const { expiresInDays } = wanted;
    const row = await tx.db.apiKey.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        name: wanted.name,
        kind: wanted.kind,
        mode: wanted.mode,
        ...shown,
        scopes,
        allowedNetworks,
        domainId: wanted.domainId,
        createdById: tx.actor.type === "member" ? tx.actor.userId : null,
        createdByName: tx.actor.name,
        createdAt: tx.now(),
        expiresAt: expiresInDays === null ? null : new Date(tx.now().getTime() + expiresInDays * DAY_MS),
      },
    });
    await recordAudit(tx, "api_key.created", { subjectType: "api_key", subjectId: row.id, after: row });
    await tellKeyChange(tx, row, "created");
    return { id: publicId("key", row.id), name: row.name, key };
  });
}

/** What the kind fixes, else what was chosen. */
function scopesFor({ actor }: Ctx, { kind, mode, scopes }: Wanted): Permission[] {
  const fixed = aboutApiKeyKinds[kind].scopes;
  if (fixed && scopes.some((scope) => !fixed.includes(scope))) {
    throw wrongScopes(`A key of this kind has these scopes and no others: ${fixed.join(", ")}.`);
  }
  const chosen = [...(fixed ?? scopes)];
  if (chosen.length === 0) throw wrongScopes("Choose at least one scope.");
  const refused = chosen.find((scope) => !keyMayHave(mode, scope));
  if (refused) throw wrongScopes(`A ${mode} key cannot have ${refused}.`);
  const beyond = chosen.find((scope) => !actorCan(actor, scope));
  if (beyond) throw wrongScopes(`Your role does not have ${beyond}, so you cannot give it.`);
  return chosen;
}

const wrongScopes = (text: string) => invalid(text, { scopes: text });

/** One at a time, so that the limit holds. */
async function requireRoom(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`api-keys/${tx.workspaceId}`}, 0))`;
  const count = await tx.db.apiKey.count({ where: { workspaceId: tx.workspaceId, ...activeKeys(tx.now()) } });
  if (count >= MAX_API_KEYS) throw conflict(`A workspace has at most ${MAX_API_KEYS} API keys. Revoke one first.`);
}

/** A key that could also launch campaigns would send from elsewhere by them. */
async function requireDomain(tx: Ctx, { kind, domainId }: Wanted): Promise<void> {
  if (domainId === null) return;
  if (aboutApiKeyKinds[kind].scopes === null) throw wrongDomain("Only a sending key can be limited to a domain.");
  const where = { workspaceId_id: { workspaceId: tx.workspaceId, id: domainId } };
  const found = await tx.db.sendingDomain.findUnique({ where, select: { id: true } });
  if (!found) throw wrongDomain("This workspace has no such sending domain.");
}

const wrongDomain = (text: string) => invalid(text, { domainId: text });
