import { expect, test } from "vitest";
import {
  mailboxProviders,
  otherProvider,
  providerLabel,
  providerNamed,
  providerOfExchangers,
  providerOfKnownDomain,
  receiverName,
} from "./mailbox-providers.shared";

test("no id, domain or exchanger is named twice", () => {
  for (const names of [
    mailboxProviders.map(({ id }) => id),
    mailboxProviders.flatMap(({ domains }) => domains),
    mailboxProviders.flatMap(({ mx }) => mx),
  ]) {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  }
});

test.each([
  ["gmail.com", "gmail"],
  ["googlemail.com", "gmail"],
  ["hotmail.co.uk", "microsoft"],
  ["yahoo.co.jp", "yahoo_japan"],
  ["aol.com", "yahoo"],
  ["icloud.com", "apple"],
  ["web.de", "gmx"],
  ["gmx.com", "mail_com"],
  ["qq.com", "tencent"],
  ["t-online.de", "t_online"],
  ["acme.example", null],
])("%s is received by %s", (domain, provider) => {
  expect(providerOfKnownDomain(domain)).toBe(provider);
});

test.each([
  [["aspmx.l.google.com"], "gmail"],
  [["alt1.gmr-smtp-in.l.google.com."], "gmail"],
  [["acme-com.mail.protection.outlook.com"], "microsoft365"],
  [["acme-com.a-v1.mx.microsoft"], "microsoft365"],
  [["outlook-com.olc.protection.outlook.com"], "microsoft"],
  [["mta7.am0.yahoodns.net"], "yahoo"],
  [["mx5.mail.yahoo.co.jp"], "yahoo_japan"],
  [["mx01.mail.icloud.com"], "apple"],
  [["eu-smtp-inbound-1.mimecast.com"], "mimecast"],
  [["mxa-001.pphosted.com"], "proofpoint"],
  [["d1.ess.barracudanetworks.com"], "barracuda"],
  [["mx00.gmx.net"], "gmx"],
  [["mx3.qq.com"], "tencent"],
  [["mx.acme.example", "aspmx.l.google.com"], "gmail"],
  [["mx.notgoogle.com"], otherProvider],
  [["."], otherProvider],
  [[], otherProvider],
])("exchangers %j belong to %s", (exchangers, provider) => {
  expect(providerOfExchangers(exchangers)).toBe(provider);
});

test("providers have names for people", () => {
  expect(["gmail", otherProvider, "@acme.example"].map(providerLabel)).toEqual([
    "Gmail",
    "Other providers",
    "acme.example",
  ]);
});

test("who receives for a domain gives its mail a name; the rest stand for themselves", () => {
  expect([receiverName("gmail", "acme.example"), receiverName(otherProvider, "acme.example")]).toEqual([
    "Gmail",
    "acme.example",
  ]);
  for (const { id, label } of mailboxProviders) expect(providerNamed(label)?.id).toBe(id);
  expect(providerNamed("acme.example")).toBeNull();
});
