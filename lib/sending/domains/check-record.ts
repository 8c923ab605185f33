import { sayAgain, toKeep } from "@/lib/language/say-again";
import { type Msg, msg, type Values } from "@/lib/language/t";
import type { PublicRecord } from "./dns-records";

export type CheckStatus = "ok" | "missing" | "wrong" | "unknown";

export interface RecordCheck {
  record: PublicRecord;
  status: CheckStatus;
  /** What was found, each record as one line. */
  found: string[];
  /** What is wrong and what to do, as it is kept: see `sayProblem`; null when it is right. */
  problem: string | null;
}

/** The look-ups that are needed; `node:dns/promises` has this shape. Errors carry Node's DNS codes. */
export interface DnsResolver {
  resolveTxt(host: string): Promise<string[][]>;
  resolveCname(host: string): Promise<string[]>;
  resolveMx(host: string): Promise<{ exchange: string; priority: number }[]>;
}

const problems = {
  noRecord: msg("No record was found. New records can take an hour to appear."),
  noKey: msg("No key was found. New records can take an hour to appear."),
  several: msg("There are several records at this name. Keep only the one shown here."),
  cutOff: msg("The key is cut off. Some providers take only 255 characters at once: enter it in two quoted parts."),
  otherKey: msg("There is another key at this name. Replace it with the value shown here."),
  noSpf: msg("No SPF record was found at this name. New records can take an hour to appear."),
  twoSpf: msg("There are two SPF records, so both are ignored (RFC 7208). Join them into one."),
  noDmarc: msg("No DMARC policy was found. The one shown here is the mildest; any other will do too."),
  twoDmarc: msg("There are two DMARC records, so both are ignored (RFC 9989). Keep one."),
  noPart: msg('The record has no "p=" part. Copy the whole value again.'),
  revoked: msg('The "p=" part is empty, which means that the key is revoked. Copy the whole value again.'),
  policy: msg('The "p=" part must be none, quarantine or reject.'),
  elsewhere: msg("It points to {found}; it should be {value}."),
  lookUps: msg("It needs {count} look-ups; receivers stop after 10 (RFC 7208)."),
  notNamed: msg('It does not name "{term}". Add that before the last part.'),
  unanswered: msg("The name server did not answer. This says nothing about the record; it will be checked again."),
  doubled: msg(
    'The record stands at {host}: your DNS provider adds the domain by itself. Enter only "{name}" as its name.',
  ),
} as const satisfies Record<string, Msg>;

/** A problem as it was kept, in the language of whoever is asking. */
export const sayProblem = (kept: string): string => sayAgain(kept, Object.values(problems));

/** Looks one record up and compares it with what should be there. Never throws. */
export async function checkRecord(record: PublicRecord, resolver: DnsResolver, domain: string): Promise<RecordCheck> {
  const found = await lookUp(record.type, record.host, resolver);
  if (found === null) {
    const problem = toKeep(problems.unanswered);
    return { record, status: "unknown", found: [], problem };
  }
  const verdict = judge(record, found);
  if (verdict?.status === "missing") {
    const doubled = await lookUp(record.type, `${record.host}.${domain}`, resolver);
    const problem = doubled?.length
      ? toKeep(problems.doubled, { host: `${record.host}.${domain}`, name: withoutDomain(record.host, domain) })
      : verdict.problem;
    return { record, found, ...verdict, problem };
  }
  return { record, found, status: verdict?.status ?? "ok", problem: verdict?.problem ?? null };
}

type Verdict = { status: "missing" | "wrong"; problem: string } | null;

const missing = (text: Msg): Verdict => ({ status: "missing", problem: toKeep(text) });
const wrong = (text: Msg, values?: Values): Verdict => ({ status: "wrong", problem: toKeep(text, values) });

function judge(record: PublicRecord, found: readonly string[]): Verdict {
  if (record.purpose.startsWith("dkim:")) return judgeDkim(record, found);
  if (record.purpose === "spf") return judgeSpf(record, found);
  if (record.purpose === "dmarc") return judgeDmarc(found);
  if (found.length === 0) return missing(problems.noRecord);
  const expected = record.value.toLowerCase();
  if (found.some((value) => value.toLowerCase() === expected)) return null;
  return wrong(problems.elsewhere, { found: found.join(", "), value: record.value });
}

function judgeDkim(record: PublicRecord, found: readonly string[]): Verdict {
  if (found.length === 0) return missing(problems.noKey);
  if (found.length > 1) return wrong(problems.several);
  const key = tagOf(found[0] ?? "", "p");
  const expected = tagOf(record.value, "p") ?? "";
  if (key === expected) return null;
  if (key === null) return wrong(problems.noPart);
  if (key === "") return wrong(problems.revoked);
  if (expected.startsWith(key)) {
    return wrong(problems.cutOff);
  }
  return wrong(problems.otherKey);
}

function judgeSpf(record: PublicRecord, found: readonly string[]): Verdict {
  const records = found.filter((value) => /^v=spf1(\s|$)/i.test(value));
  if (records.length === 0) return missing(problems.noSpf);
  if (records.length > 1) return wrong(problems.twoSpf);
  const terms = (records[0] ?? "").toLowerCase().split(/\s+/);
  const expected = record.value.toLowerCase().split(/\s+/)[1] ?? "";
  const lookUps = terms.filter((term) =>
    /^[+?~-]?(include:|a(:|\/|$)|mx(:|\/|$)|ptr|exists:|redirect=)/.test(term),
  ).length;
  if (lookUps > 10) return wrong(problems.lookUps, { count: lookUps });
  if (terms.some((term) => term.replace(/^\+/, "") === expected)) return null;
  return wrong(problems.notNamed, { term: expected });
}

function judgeDmarc(found: readonly string[]): Verdict {
  const records = found.filter((value) => /^v=DMARC1(\s*;|$)/i.test(value));
  if (records.length === 0) return missing(problems.noDmarc);
  if (records.length > 1) return wrong(problems.twoDmarc);
  const policy = tagOf(records[0] ?? "", "p");
  if (policy && ["none", "quarantine", "reject"].includes(policy.toLowerCase())) return null;
  return wrong(problems.policy);
}

function tagOf(record: string, tag: string): string | null {
  const match = new RegExp(`(?:^|;)\\s*${tag}\\s*=([^;]*)`, "i").exec(record);
  return match ? (match[1] ?? "").replace(/\s+/g, "") : null;
}

function withoutDomain(host: string, domain: string): string {
  return host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : "@";
}

/** The records at a name, each as one line; empty when there are none, null when nobody answered. */
async function lookUp(type: PublicRecord["type"], host: string, resolver: DnsResolver): Promise<string[] | null> {
  try {
    if (type === "TXT") return (await resolver.resolveTxt(host)).map((parts) => parts.join(""));
    if (type === "CNAME") return await resolver.resolveCname(host);
    return (await resolver.resolveMx(host)).map(({ exchange, priority }) => `${priority} ${exchange}`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ENOTFOUND" || code === "ENODATA" ? [] : null;
  }
}
