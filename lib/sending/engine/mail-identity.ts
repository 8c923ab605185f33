import { createHash } from "node:crypto";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Ctx } from "@/lib/base/context";
import { env } from "@/lib/base/env";
import { open } from "@/lib/base/security/secret-box";
import { type DkimKey, loadDkimKey } from "@/lib/mail/dkim/dkim-keys";
import { type Mailbox, wireAddress } from "@/lib/mail/mime/address";

/** Who mail comes from: the author, and the domain that signs it and takes its bounces. */
export interface MailIdentity {
  from: Mailbox;
  replyTo: Mailbox | null;
  domain: string;
  returnPathHost: string;
  keys: readonly DkimKey[];
  /** The last part of Feedback-ID: stable for the domain, 5 to 15 characters. */
  feedbackSender: string;
}

/** Private keys never change under their id, so they are opened and parsed once a process. */
const loadedKeys = new BoundedCache<DkimKey>({ max: 5000 });

/** The identity of an author's address. A domain that is not the workspace's own is sent for unsigned. */
export async function loadIdentity(
  ctx: Ctx,
  author: { fromName: string; fromEmail: string; replyTo: string | null },
): Promise<MailIdentity> {
  const { domain } = wireAddress(author.fromEmail);
  const row = await ctx.db.sendingDomain.findUnique({
    where: { workspaceId_name: { workspaceId: ctx.workspaceId, name: domain } },
    include: { dkimKeys: { where: { status: "active" }, orderBy: { selector: "desc" } } },
  });
  return {
    from: { name: author.fromName, address: author.fromEmail },
    replyTo: author.replyTo ? { address: author.replyTo } : null,
    domain,
    returnPathHost: row?.returnPathHost ?? env.INBOUND_DOMAIN,
    keys: (row?.dkimKeys ?? []).map((key) => loadedKey(domain, key)),
    feedbackSender: `h${createHash("sha256").update(domain).digest("hex").slice(0, 12)}`,
  };
}

function loadedKey(domain: string, row: { id: string; selector: string; privateKeySealed: string }): DkimKey {
  let key = loadedKeys.get(row.id);
  if (!key) {
    key = loadDkimKey({ domain, selector: row.selector, privateKeyPem: open(row.privateKeySealed) });
    loadedKeys.set(row.id, key);
  }
  return key;
}
