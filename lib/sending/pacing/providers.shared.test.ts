import { expect, test } from "vitest";
import {
  defaultPerSecond,
  otherProvider,
  providerLabel,
  providerOfExchangers,
  providerOfKnownDomain,
  receivingProviders,
} from "./providers.shared";

test("no id, domain or exchanger is named twice", () => {
  for (const names of [
    receivingProviders.map(({ id }) => id),
    receivingProviders.flatMap(({ domains }) => domains),
    receivingProviders.flatMap(({ mx }) => mx),
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

test("default paces follow from the connections that providers bear; the rest have none", () => {
  const paces = Object.fromEntries(receivingProviders.map(({ id }) => [id, defaultPerSecond(id)]));
  expect(paces).toMatchObject({
    gmail: 23,
    microsoft: 23,
    microsoft365: 23,
    yahoo: 40,
    yahoo_japan: 10,
    apple: 25,
    gmx: 16,
    orange: 10,
    comcast: 100,
    mimecast: 48,
    tencent: 12,
    mail_ru: null,
  });
  expect(defaultPerSecond(otherProvider)).toBeNull();
  expect(defaultPerSecond("@acme.example")).toBeNull();
});

test("providers have names for people", () => {
  expect(["gmail", otherProvider, "@acme.example"].map(providerLabel)).toEqual([
    "Gmail",
    "Everybody else",
    "acme.example",
  ]);
});
