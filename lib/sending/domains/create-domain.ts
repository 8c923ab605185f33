import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { SendingDomain } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { orTaken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { seal } from "@/lib/base/security/secret-box";
import { t } from "@/lib/language/t";
import { generateDkimKey } from "@/lib/mail/dkim/dkim-keys";
import { isLocalDomain } from "./dns-records";
import { CreateDomain } from "./schema";

/**
 * Adds a sending domain with an RSA-2048 and an Ed25519 key of its own. Names that exist nowhere outside (`.test` and the
 * like) are ready at once while the embedded mailbox is the way out; all others wait for their DNS records.
 */
export async function createDomain(ctx: Ctx, input: CreateDomain): Promise<SendingDomain> {
  requirePermission(ctx, "sending.write");
  const { name } = CreateDomain.parse(input);
  const keys = await newKeys();
  const written = inTransaction(ctx, async (tx) => {
    const existing = await tx.db.sendingDomain.findUnique({
      where: { workspaceId_name: { workspaceId: tx.workspaceId, name } },
    });
    if (existing) throw conflict(t("{domain} is already one of your domains.", { domain: name }));
    const local = env.MAILBOX === "embedded" && isLocalDomain(name);
    const domain = await tx.db.sendingDomain.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        name,
        status: local ? "local" : "pending",
        returnPathHost: `bounce.${name}`,
        trackingHost: `link.${name}`,
        verifiedAt: local ? tx.now() : null,
        createdAt: tx.now(),
      },
    });
    const row = { workspaceId: tx.workspaceId, domainId: domain.id, createdAt: tx.now() };
    await tx.db.dkimKey.createMany({ data: keys.map((key) => ({ ...row, id: newId(), ...key })) });
    await recordAudit(tx, "domain.created", { subjectType: "domain", subjectId: domain.id, after: domain });
    return domain;
  });
  return orTaken(written, t("{domain} is already one of your domains.", { domain: name }), "name");
}

/** Two keys with selectors of their own (RFC 8463 §3: never Ed25519 alone, because few receivers know it). */
async function newKeys() {
  const [rsa, ed25519] = await Promise.all([generateDkimKey("rsa-sha256"), generateDkimKey("ed25519-sha256")]);
  return [
    { selector: "homing-r1", algorithm: "rsa", privateKeySealed: seal(rsa.privateKeyPem), publicKey: rsa.publicKey },
    {
      selector: "homing-e1",
      algorithm: "ed25519",
      privateKeySealed: seal(ed25519.privateKeyPem),
      publicKey: ed25519.publicKey,
    },
  ];
}
