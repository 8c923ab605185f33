import { shownDomain } from "@/lib/base/addresses/shown-address";
import type { Ctx } from "@/lib/base/context";
import type { DkimKey, DnsCheck, SendingDomain } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { type CheckStatus, sayProblem } from "./check-record";
import { type DnsRecord, dnsRecords, type InstallationHosts } from "./dns-records";
import { installationHosts } from "./installation-hosts";

/** A domain as the settings page shows it; times are ISO 8601. */
export interface DomainView {
  id: string;
  name: string;
  /** As people write it, where it is international. */
  shownName: string;
  status: SendingDomain["status"];
  checkedAt: string | null;
  senderCount: number;
  /** Its records are right, and another workspace of the installation has verified the name. Never said without the records: that would tell who else is here. */
  heldElsewhere: boolean;
  records: (DnsRecord & { status: CheckStatus | null; found: string[]; problem: string | null })[];
}

export function domainKey(ctx: Ctx, id: string) {
  return { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
}

/** The domain of this workspace with its keys, or not found. */
export async function getDomain(ctx: Ctx, id: string): Promise<SendingDomain & { dkimKeys: DkimKey[] }> {
  const domain = await ctx.db.sendingDomain.findUnique({
    where: domainKey(ctx, id),
    include: { dkimKeys: { orderBy: { selector: "desc" } } },
  });
  if (!domain) throw notFound("domain");
  return domain;
}

const HOUR_MS = 3_600_000;

/** Domains of all workspaces that were not checked for a day; for an hour, when they still wait for their records. */
export async function findDueDomains(ctx: Ctx): Promise<{ workspaceId: string; id: string }[]> {
  const before = (ageMs: number) => new Date(ctx.now().getTime() - ageMs);
  return ctx.db.sendingDomain.findMany({
    where: {
      OR: [
        { status: "pending", createdAt: { gt: before(14 * 24 * HOUR_MS) }, checkedAt: { lt: before(HOUR_MS / 2) } },
        { status: { in: ["verified", "failing"] }, checkedAt: { lt: before(24 * HOUR_MS) } },
      ],
    },
    select: { workspaceId: true, id: true },
    orderBy: { checkedAt: "asc" },
    take: 200,
  });
}

/** The sending domains of the workspace, each with the records to publish and what was last found. */
export const findDomains = (ctx: Ctx): Promise<DomainView[]> => viewsOf(ctx, {});

/** One of them, or not found. */
export async function getDomainView(ctx: Ctx, id: string): Promise<DomainView> {
  const [view] = await viewsOf(ctx, { id });
  if (!view) throw notFound("domain");
  return view;
}

async function viewsOf(ctx: Ctx, among: { id?: string }): Promise<DomainView[]> {
  const domains = await ctx.db.sendingDomain.findMany({
    where: { ...among, workspaceId: ctx.workspaceId },
    include: { dkimKeys: { orderBy: { selector: "desc" } }, dnsChecks: true, senders: { select: { id: true } } },
    orderBy: { createdAt: "asc" },
  });
  const hosts = installationHosts();
  const claims = await ctx.db.domainClaim.findMany({
    where: { name: { in: domains.map(({ name }) => name) }, NOT: { workspaceId: ctx.workspaceId } },
    select: { name: true },
  });
  const elsewhere = new Set(claims.map(({ name }) => name));
  return domains.map((domain) => present(domain, hosts, elsewhere.has(domain.name)));
}

type Row = SendingDomain & { dkimKeys: DkimKey[]; dnsChecks: DnsCheck[]; senders: { id: string }[] };

function present(domain: Row, hosts: InstallationHosts, claimed: boolean): DomainView {
  const records = dnsRecords(domain, domain.dkimKeys, hosts).map((record) => {
    const check = domain.dnsChecks.find((each) => each.purpose === record.purpose);
    return {
      ...record,
      status: (check?.status as CheckStatus | undefined) ?? null,
      found: check?.found ?? [],
      problem: check?.problem ? sayProblem(check.problem) : null,
    };
  });
  const right = records.every(({ required, status }) => !required || status === "ok");
  return {
    id: publicId("dom", domain.id),
    name: domain.name,
    shownName: shownDomain(domain.name),
    status: domain.status,
    checkedAt: domain.checkedAt?.toISOString() ?? null,
    senderCount: domain.senders.length,
    heldElsewhere: claimed && right && domain.status !== "local",
    records,
  };
}
