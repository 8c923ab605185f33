import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { suggestDomain } from "./domain-typo.shared";
import { isEmailAddress, parseEmailAddress } from "./email-address";
import { isRoleAccount } from "./role-account";

interface Vector {
  address: string;
  valid: boolean | null;
  plain: boolean | null;
}

const vectors: Vector[] = readFileSync("tests/fixtures/addresses/addresses.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

/** Valid in SMTP and refused here on purpose: quoted local parts, address literals, numeric or missing top-level domains. */
const refusedOnPurpose = (address: string) => /^"|@\[|\.\d+$|@[^.]*$/.test(address);
/** Spaces around an address are dropped, as people paste them. */
const spaced = (address: string) => /^ | $/.test(address);

describe("parseEmailAddress", () => {
  test.each(vectors.filter(({ valid }) => valid === true).map(({ address }) => address))("accepts %j", (address) => {
    expect(isEmailAddress(parseEmailAddress(address))).toBe(!refusedOnPurpose(address));
  });

  test.each(vectors.filter(({ valid, address }) => valid === false && !spaced(address)).map(({ address }) => address))(
    "refuses %j",
    (address) => {
      expect(parseEmailAddress(address)).toHaveProperty("error");
    },
  );

  test("keeps the local part, lower-cases the domain, and makes a key without capitals", () => {
    expect(parseEmailAddress(" Ada.Lovelace+News@Example.ORG ")).toEqual({
      email: "Ada.Lovelace+News@example.org",
      normalized: "ada.lovelace+news@example.org",
      domain: "example.org",
    });
  });

  test("turns an international domain into A-labels", () => {
    expect(parseEmailAddress("jeff@臺網中心.tw")).toMatchObject({ domain: "xn--fiqq24b10vi0d.tw" });
    expect(parseEmailAddress("a@BÜCHER.example")).toMatchObject({ domain: "xn--bcher-kva.example" });
  });

  test("counts octets, not characters (RFC 5321 § 4.5.3.1, RFC 6531 § 3.3)", () => {
    expect(parseEmailAddress(`${"a".repeat(64)}@example.com`)).toHaveProperty("email");
    expect(parseEmailAddress(`${"ä".repeat(33)}@example.com`)).toMatchObject({ problem: "too_long" });
  });

  test("a domain cannot smuggle in URL syntax", () => {
    for (const domain of ["ü.com:80", "ü.com/x", "ü.com?x", "%61ü.com", "user:ü.com", "ü.com#x"]) {
      expect(parseEmailAddress(`a@${domain}`)).toHaveProperty("error");
    }
  });

  test("reading what was read gives the same again", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const once = parseEmailAddress(text);
        fc.pre(isEmailAddress(once));
        expect(parseEmailAddress(once.email)).toEqual(once);
        expect(parseEmailAddress(once.normalized)).toMatchObject({ normalized: once.normalized });
      }),
    );
  });

  test("never throws, whatever comes", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseEmailAddress(text)));
  });
});

test("role accounts are known with and without a tag", () => {
  expect(isRoleAccount("Info@example.com")).toBe(true);
  expect(isRoleAccount("postmaster+x@example.com")).toBe(true);
  expect(isRoleAccount("information@example.com")).toBe(false);
});

describe("suggestDomain", () => {
  test.each([
    ["gmial.com", "gmail.com"],
    ["gmail.con", "gmail.com"],
    ["gmal.com", "gmail.com"],
    ["hotnail.com", "hotmail.com"],
    ["outlok.com", "outlook.com"],
    ["yahooo.com", "yahoo.com"],
    ["iclod.com", "icloud.com"],
    ["example.cmo", "example.com"],
    ["gmail", "gmail.com"],
    ["gmail.net", "gmail.com"],
    ["gmial.co", "gmail.com"],
    ["hotmail.com.com", "hotmail.com"],
    ["hotmailmail.com", "hotmail.com"],
    ["wbe.de", "web.de"],
  ])("%s was meant as %s", (given, meant) => {
    expect(suggestDomain(given)).toBe(meant);
  });

  test.each([
    ...["gmail.com", "mail.com", "ymail.com", "email.com", "yahoo.co.uk", "hotmail.it", "example.com", "web.de"],
    ...[
      "bigmail.com",
      "inmail.com",
      "e-mail.com",
      "online.de",
      "cloud.com",
      "tahoe.com",
      "wab.de",
      "gmx.net",
      "gmac.com",
    ],
  ])("%s is left alone", (domain) => {
    expect(suggestDomain(domain)).toBeNull();
  });
});
