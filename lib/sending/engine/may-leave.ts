import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { readTogether } from "@/lib/base/cache/read-together";
import type { Ctx } from "@/lib/base/context";
import type { SendingDomain, Transport } from "@/lib/base/db/generated/client";
import { pgPool } from "@/lib/base/db/pool";
import { env } from "@/lib/base/env";
import { invalid } from "@/lib/base/errors";
import { suspensionReason } from "@/lib/base/standing/require-active";
import { isEmbedded } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import {
  domainRefusal,
  noAuthor,
  notGranted,
  otherDomainOfKey,
  suspended,
  type TransportRefusal,
  testKey,
} from "@/lib/sending/transports/refusal";
import { isInstallations } from "@/lib/sending/transports/ways-out";

type WayOut = Pick<Transport, "workspaceId" | "kind" | "configSealed">;

/** Mail to the embedded mailbox stays on this machine, whoever it says that it is from. */
export const staysHere = (row: Pick<Transport, "kind">) => isEmbedded(row.kind) && env.MAILBOX === "embedded";

/**
 * Whether mail by authors at these domains may leave this workspace this way, as the database has it now: each domain is
 * one of the workspace's own, verified and claimed by it, the installation's way out is granted, and no operator has suspended it. Null when it may. Names are
 * compared whole, in lower-case A-labels: a sub-domain of a verified domain is another domain.
 */
export async function judgeLeaving(
  ctx: Ctx,
  row: WayOut,
  domains: readonly string[],
): Promise<TransportRefusal | null> {
  if (row.workspaceId !== ctx.workspaceId) throw new Error("This transport belongs to another workspace.");
  const refusal = judgeKey(ctx, row, domains);
  if (refusal) return refusal;
  if (staysHere(row)) return judgeWorkspace(ctx);
  const { suspension, granted, statuses } = await readGrounds(ctx, domains);
  if (suspension !== null) return suspended(suspension);
  if (isInstallations(row) && !granted) return notGranted();
  if (domains.length === 0) return noAuthor();
  for (const domain of domains) {
    const refusal = domainRefusal(domain, statuses.get(domain) ?? null);
    if (refusal) return refusal;
  }
  return null;
}

/** Where a program asks: a test key sends to the embedded mailbox only, and a key with a domain from that one only. */
function judgeKey({ actor }: Ctx, row: Pick<WayOut, "kind">, domains: readonly string[]): TransportRefusal | null {
  if (actor.type !== "key") return null;
  if (actor.mode === "test" && !staysHere(row)) return testKey;
  const { domain } = actor;
  return domain !== null && domains.some((name) => name !== domain) ? otherDomainOfKey(domain) : null;
}

/** The part of it that holds for mail to the embedded mailbox too. */
export async function judgeWorkspace(ctx: Ctx): Promise<TransportRefusal | null> {
  const reason = await suspensionReason(ctx);
  return reason === null ? null : suspended(reason);
}

/** The same for one address that mail is to come from. Throws `invalid` in words. */
export async function requireMayLeave(ctx: Ctx, row: WayOut, author: string): Promise<void> {
  const refusal = await judgeAuthor(ctx, row, author);
  if (refusal) throw invalid(refusal.text);
}

/** The same, answered. */
export async function judgeAuthor(ctx: Ctx, row: WayOut, author: string): Promise<TransportRefusal | null> {
  const address = parseEmailAddress(author);
  return judgeLeaving(ctx, row, isEmailAddress(address) ? [address.domain] : []);
}

type Status = SendingDomain["status"];

interface Grounds {
  granted: boolean;
  suspendedAt: Date | null;
  reason: string | null;
  name: string | null;
  status: Status | null;
}

async function readGrounds(
  ctx: Ctx,
  domains: readonly string[],
): Promise<{ suspension: string | null; granted: boolean; statuses: ReadonlyMap<string, Status> }> {
  const { workspaceId } = ctx;
  const { rows } = await readTogether(`grounds of ${workspaceId} for ${domains.join()}`, () =>
    queryGrounds(workspaceId, domains),
  );

  const statuses = rows.flatMap(({ name, status }) => (name && status ? [[name, status] as const] : []));
  const [first] = rows;
  const suspension = first?.suspendedAt ? (first.reason ?? "") : null;
  return { suspension, granted: first?.granted === true, statuses: new Map(statuses) };
}

const queryGrounds = (workspaceId: string, domains: readonly string[]) =>
  pgPool().query<Grounds>({
    name: "may-leave",
    text: `select w.may_use_installation_transport as granted, w.suspended_at as "suspendedAt", w.suspended_reason as reason, d.name,
                  case when d.status = 'verified' and c.name is null then 'pending' else d.status end as status
             from workspace w
             left join sending_domain d on d.workspace_id = w.id and d.name = any($2::text[])
             left join domain_claim c on c.name = d.name and c.workspace_id = d.workspace_id and c.domain_id = d.id
            where w.id = $1::uuid`,
    values: [workspaceId, domains],
  });
