import { expect, test } from "vitest";
import { checkRecord, type DnsResolver } from "./check-record";
import { dnsRecords, isLocalDomain, isPublic, type PublicRecord } from "./dns-records";

const KEY = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${"x".repeat(300)}IDAQAB`;
const DOMAIN = { name: "news.acme.com", returnPathHost: "bounce.news.acme.com", trackingHost: "link.news.acme.com" };
const keys = [{ selector: "homing-r1", algorithm: "rsa", publicKey: KEY, status: "active" }] as const;
const records = dnsRecords(DOMAIN, keys, {
  inbound: "in.homing.example",
  tracking: "t.homing.example",
  spfTerm: "include:spf.homing.example",
});
const record = (purpose: string): PublicRecord => records.filter(isPublic).find((each) => each.purpose === purpose)!;

/** Answers from a table of names; a name that is not in it does not exist. */
function zone(
  txt: Record<string, string[]>,
  other: { mx?: string[]; cname?: string[]; broken?: boolean } = {},
): DnsResolver {
  const fail = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
  const found = <T>(value: T | undefined) =>
    other.broken ? fail("ETIMEOUT") : value ? Promise.resolve(value) : fail("ENOTFOUND");
  return {
    resolveTxt: (host) => found(txt[host]?.map((value) => value.match(/.{1,255}/g) ?? [])),
    resolveCname: () => found(other.cname),
    resolveMx: () => found(other.mx?.map((exchange) => ({ exchange, priority: 10 }))),
  };
}
const check = (purpose: string, resolver: DnsResolver) => checkRecord(record(purpose), resolver, DOMAIN.name);
const spf = (...values: string[]) => check("spf", zone({ "bounce.news.acme.com": values }));
const dkim = (...values: string[]) => check("dkim:homing-r1", zone({ "homing-r1._domainkey.news.acme.com": values }));

test("what should be there is right, also when a provider cuts it into strings", async () => {
  expect(await dkim(`v=DKIM1; k=rsa; p=${KEY}`)).toMatchObject({ status: "ok", problem: null });
  expect(await dkim(`v=DKIM1;k=rsa;p=${KEY.slice(0, 100)} ${KEY.slice(100)}`)).toMatchObject({ status: "ok" });
  expect(await spf("v=spf1 include:spf.homing.example ~all", "google-site-verification=x")).toMatchObject({
    status: "ok",
  });
  expect(await check("return_path", zone({}, { mx: ["in.homing.example"] }))).toMatchObject({ status: "ok" });
  expect(await check("tracking", zone({}, { cname: ["t.homing.example"] }))).toMatchObject({ status: "ok" });
  expect(
    await check("dmarc", zone({ "_dmarc.news.acme.com": ["v=DMARC1; p=reject; rua=mailto:d@acme.com"] })),
  ).toMatchObject({ status: "ok" });
});

test("each failure has words of its own", async () => {
  const problems = await Promise.all([
    dkim(),
    dkim(`v=DKIM1; p=${KEY.slice(0, 220)}`),
    dkim("v=DKIM1; p="),
    dkim("v=DKIM1; k=rsa; p=AnotherKey"),
    dkim(`v=DKIM1; p=${KEY}`, `v=DKIM1; p=${KEY}`),
    spf("v=spf1 include:spf.homing.example ~all", "v=spf1 a ~all"),
    spf(`v=spf1 ${"include:a.example ".repeat(11)}~all`),
    spf("v=spf1 a mx ~all"),
    check("dmarc", zone({})),
    check("dmarc", zone({ "_dmarc.news.acme.com": ["v=DMARC1; p=maybe"] })),
    check("return_path", zone({}, { mx: ["mx.elsewhere.example"] })),
  ]);
  expect(problems.map((each) => `${each.status}: ${each.problem}`)).toEqual([
    "missing: No key was found. New records can take an hour to appear.",
    "wrong: The key is cut off. Some providers take only 255 characters at once: enter it in two quoted parts.",
    'wrong: The "p=" part is empty, which means that the key is revoked. Copy the whole value again.',
    "wrong: There is another key at this name. Replace it with the value shown here.",
    "wrong: There are several records at this name. Keep only the one shown here.",
    "wrong: There are two SPF records, so both are ignored (RFC 7208). Join them into one.",
    "wrong: It needs 11 look-ups; receivers stop after 10 (RFC 7208).",
    'wrong: It does not name "include:spf.homing.example". Add that before the last part.',
    "missing: No DMARC policy was found. The one shown here is the mildest; any other will do too.",
    'wrong: The "p=" part must be none, quarantine or reject.',
    "wrong: It points to 10 mx.elsewhere.example; it should be 10 in.homing.example.",
  ]);
});

test("a host name that the DNS provider doubled is recognised", async () => {
  const doubled = zone({ "homing-r1._domainkey.news.acme.com.news.acme.com": [`v=DKIM1; p=${KEY}`] });
  const { status, problem } = await check("dkim:homing-r1", doubled);
  expect(status).toBe("missing");
  expect(problem).toContain('Enter only "homing-r1._domainkey" as its name');
});

test("a name server that does not answer says nothing about the record", async () => {
  expect(await check("spf", zone({}, { broken: true }))).toMatchObject({ status: "unknown" });
});

test("reserved names are local, others are not", () => {
  for (const name of ["acme.test", "x.localhost", "shop.example", "mail.example.com"])
    expect(isLocalDomain(name), name).toBe(true);
  for (const name of ["acme.com", "test.com", "myexample.com", "contest"])
    expect(isLocalDomain(name), name).toBe(false);
});

test("without a host that others can reach nothing is asked for that would point to one", () => {
  const hosts = { inbound: null, tracking: null, spfTerm: null };
  const needed = dnsRecords(DOMAIN, keys, hosts).filter(({ required }) => required);
  expect(needed.map(({ purpose }) => purpose)).toEqual(["dkim:homing-r1", "dmarc"]);
  expect(needed.every(isPublic)).toBe(true);
});
