import type { Prisma } from "@/lib/base/db/generated/client";
import { checkRecord, type RecordCheck } from "@/lib/sending/domains/check-record";
import { dnsRecords, isLocalDomain, isPublic } from "@/lib/sending/domains/dns-records";
import { installationHosts } from "@/lib/sending/domains/installation-hosts";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, notChecked, problem, warning } from "./finding";
import type { DoctorResolver } from "./network";

type Ctx = Pick<DoctorCtx, "db" | "env" | "network">;
type Domain = Prisma.SendingDomainGetPayload<{ include: { dkimKeys: true } }>;

const pageSize = 100;
/** So many domains without any answer: there is no name server, and waiting for it at each of the others tells nothing. */
const giveUpAfter = 3;

async function* domains({ db }: Ctx): AsyncGenerator<Domain> {
  let after: { workspaceId: string; id: string } | undefined;
  for (;;) {
    const page: Domain[] = await db.sendingDomain.findMany({
      include: { dkimKeys: true },
      orderBy: [{ workspaceId: "asc" }, { id: "asc" }],
      take: pageSize,
      ...(after && { cursor: { workspaceId_id: after }, skip: 1 }),
    });
    yield* page;
    after = page.at(-1);
    if (page.length < pageSize) return;
  }
}

const namely = (checks: readonly RecordCheck[]) =>
  checks.map(({ record, status }) => `${record.label} (${record.type} ${record.host}) is ${status}`).join("; ");
const adviceOf = (checks: readonly RecordCheck[]) =>
  checks.map(({ record, problem: text }) => `${record.label}: ${text} It should be: ${record.value}`).join("\n");

function judge(name: string, checks: readonly RecordCheck[]): DoctorFinding {
  const check = `dns.${name}`;
  const wrong = checks.filter(({ status }) => status === "missing" || status === "wrong");
  if (wrong.length > 0) {
    const grave = wrong.some(({ record }) => record.required);
    return (grave ? problem : warning)(check, `${namely(wrong)}.`, adviceOf(wrong));
  }
  const unknown = checks.filter(({ status }) => status === "unknown");
  if (unknown.length > 0) return notChecked(check, "The name server did not answer.");
  return fine(check, `All ${checks.length} records are right.`);
}

async function checkDomains(ctx: Ctx): Promise<DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  const { resolver } = ctx.network;
  let silent = 0;
  for await (const domain of domains(ctx)) {
    const { name } = domain;
    if (isLocalDomain(name)) {
      findings.push(notChecked(`dns.${name}`, "A reserved name, for the embedded mailbox only."));
      continue;
    }
    if (silent >= giveUpAfter) {
      findings.push(notChecked(`dns.${name}`, "No name server answers."));
      continue;
    }
    const records = dnsRecords(domain, domain.dkimKeys, installationHosts()).filter(isPublic);
    const checks = await Promise.all(records.map((record) => checkRecord(record, resolver, name)));
    silent = checks.every(({ status }) => status === "unknown") ? silent + 1 : 0;
    findings.push(judge(name, checks));
  }
  return findings;
}

/** Null when nobody answered. */
async function answerOf<T>(asked: Promise<T[]>): Promise<T[] | null> {
  return asked.catch((error: NodeJS.ErrnoException) =>
    error.code === "ENOTFOUND" || error.code === "ENODATA" ? [] : null,
  );
}

async function addressesOf(host: string, resolver: DoctorResolver): Promise<string[] | null> {
  const [four, six] = await Promise.all([answerOf(resolver.resolve4(host)), answerOf(resolver.resolve6(host))]);
  return four === null && six === null ? null : [...(four ?? []), ...(six ?? [])];
}

/** Mail comes to the host of its MX, and without one to the address of the name itself (RFC 5321 § 5.1). */
async function checkInbound({ env, network: { resolver } }: Ctx): Promise<DoctorFinding> {
  const host = env.INBOUND_DOMAIN;
  const check = "dns.INBOUND_DOMAIN";
  if (isLocalDomain(host)) return notChecked(check, `${host} is a reserved name: no mail comes back from outside.`);
  const mx = await answerOf(resolver.resolveMx(host));
  if (mx === null) return notChecked(check, "The name server did not answer.");
  const targets = mx.length > 0 ? mx.map(({ exchange }) => exchange) : [host];
  const found = await Promise.all(targets.map(async (name) => ({ name, at: await addressesOf(name, resolver) })));
  const line = `${mx.length > 0 ? "MX" : "No MX; the address of"} ${found.map(({ name, at }) => `${name} (${at?.join(", ") || "no address"})`).join(", ")}`;
  if (found.some(({ at }) => at !== null && at.length > 0)) return fine(check, `${host}: ${line}`);
  if (found.some(({ at }) => at === null)) return notChecked(check, "The name server did not answer.");
  const advice = `Publish an A or AAAA record of ${host} that leads to this machine, and "MX 10 ${host}".`;
  return problem(check, `${host}: ${line}. Bounces do not come back.`, advice);
}

/** The records of every sending domain of every workspace, and where mail comes back to. Changes nothing. */
export async function checkDns(ctx: Ctx): Promise<DoctorFinding[]> {
  return [await checkInbound(ctx), ...(await checkDomains(ctx))];
}
