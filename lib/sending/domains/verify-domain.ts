import { promises as dns } from "node:dns";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { SendingDomain } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { requirePermission } from "@/lib/base/permissions.shared";
import { checkRecord, type DnsResolver, type RecordCheck } from "./check-record";
import { claimDomain, releaseDomain } from "./claim-domain";
import { dnsRecords, isLocalDomain, isPublic } from "./dns-records";
import { installationHosts } from "./installation-hosts";
import { domainKey, getDomain } from "./queries";
import { DomainRef } from "./schema";

/**
 * Looks up every record of a domain and keeps what was found. The domain is verified when all required records are
 * right and no other workspace has the name; a look-up that got no answer changes nothing. Takes its resolver from outside so that tests need no network.
 */
export async function verifyDomain(
  ctx: Ctx,
  input: DomainRef,
  resolver: DnsResolver = newResolver(),
): Promise<SendingDomain & { heldElsewhere: boolean }> {
  requirePermission(ctx, "sending.write");
  const { domainId } = DomainRef.parse(input);
  const domain = await getDomain(ctx, domainId);
  if (env.MAILBOX === "embedded" && isLocalDomain(domain.name)) return { ...domain, heldElsewhere: false };
  const records = dnsRecords(domain, domain.dkimKeys, installationHosts()).filter(isPublic);
  const checks = await Promise.all(records.map((record) => checkRecord(record, resolver, domain.name)));
  return inTransaction(ctx, async (tx) => {
    await saveChecks(tx, domainId, checks);
    const found = statusAfter(domain.status, checks);
    const heldElsewhere = found === "verified" && !(await claimDomain(tx, domain));
    const status = heldElsewhere ? "pending" : found;
    if (status !== "verified") await releaseDomain(tx, domainId);
    const verifiedAt = status === "verified" ? (domain.verifiedAt ?? tx.now()) : null;
    const updated = await tx.db.sendingDomain.update({
      where: domainKey(tx, domainId),
      data: { status, verifiedAt, checkedAt: tx.now() },
    });
    if (status !== domain.status) {
      await recordAudit(tx, "domain.checked", {
        subjectType: "domain",
        subjectId: domainId,
        before: { status: domain.status },
        after: { status },
      });
    }
    return { ...updated, heldElsewhere };
  });
}

/** A resolver that gives up after five seconds a try. */
function newResolver(): DnsResolver {
  return new dns.Resolver({ timeout: 5000, tries: 2 });
}

function statusAfter(before: SendingDomain["status"], checks: readonly RecordCheck[]): SendingDomain["status"] {
  const required = checks.filter((check) => check.record.required);
  if (required.every((check) => check.status === "ok")) return "verified";
  if (required.some((check) => check.status === "missing" || check.status === "wrong")) {
    return before === "verified" || before === "failing" ? "failing" : "pending";
  }
  return before === "local" ? "pending" : before;
}

async function saveChecks(tx: Ctx, domainId: string, checks: readonly RecordCheck[]): Promise<void> {
  await tx.db.dnsCheck.deleteMany({ where: { workspaceId: tx.workspaceId, domainId } });
  await tx.db.dnsCheck.createMany({
    data: checks.map(({ record, status, found, problem }) => ({
      workspaceId: tx.workspaceId,
      id: newId(),
      domainId,
      purpose: record.purpose,
      host: record.host,
      type: record.type,
      expected: record.value,
      found: found.map((value) => value.slice(0, 2000)).slice(0, 20),
      status,
      problem,
      checkedAt: tx.now(),
    })),
  });
}
