import { expect, test } from "vitest";
import { readClaims, strengthOf } from "./read-claims";

const tenant = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490";
const domains = ["acme.test", "gmail.com"];
const google = { id: "google" as const, issuer: "https://accounts.google.com", domains };
const microsoft = { id: "microsoft" as const, issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, domains };
const atGoogle = { iss: google.issuer, sub: "1", email: "pat@acme.test", email_verified: true };
const atMicrosoft = { iss: microsoft.issuer, sub: "1", tid: tenant, preferred_username: "Pat@acme.test" };

test("Google vouches for its own addresses and for those of the company that runs the account", () => {
  expect(readClaims(google, { ...atGoogle, hd: "acme.test" }).email).toBe("pat@acme.test");
  expect(readClaims(google, { ...atGoogle, email: "pat@gmail.com" }).email).toBe("pat@gmail.com");
  for (const hd of [undefined, "evil.test", ["acme.test", "x"]]) {
    expect(() => readClaims(google, { ...atGoogle, hd })).toThrow(/domain/);
  }
});

test("Microsoft vouches for the sign-in name, and for an address only where it says the domain is the tenant's", () => {
  expect(readClaims(microsoft, { ...atMicrosoft, email: "boss@acme.test", email_verified: true }).email).toBe(
    "pat@acme.test",
  );
  expect(readClaims(microsoft, { ...atMicrosoft, email: "mail@acme.test", xms_edov: true }).email).toBe(
    "mail@acme.test",
  );
  const guest = "boss_acme.test#EXT#@acme.test";
  expect(() => readClaims(microsoft, { ...atMicrosoft, preferred_username: guest })).toThrow(/confirm/);
  expect(() => readClaims(microsoft, { ...atMicrosoft, tid: "9188040d-6c67-4c5b-b112-36a304b66dad" })).toThrow(
    /confirm/,
  );
});

test("a name that would be advertising in our mails is not taken over", () => {
  const person = readClaims(google, { ...atGoogle, hd: "acme.test", name: "Win at https://evil.test" });
  expect(person.name).toBe("pat");
});

test("each provider is believed for its own domains only, and as the issuer of the settings to the letter", () => {
  expect(() => readClaims({ ...google, domains: ["gmail.com"] }, { ...atGoogle, hd: "acme.test" })).toThrow(/domain/);
  expect(() => readClaims({ ...google, issuer: `${google.issuer}/` }, { ...atGoogle, hd: "acme.test" })).toThrow(
    /another/,
  );
});

test("when and how somebody proved it there is read as it came, and only from a number", () => {
  const at = (auth_time: unknown) => readClaims(google, { ...atGoogle, hd: "acme.test", auth_time }).authenticatedAt;
  expect(at(1_800_000_000)).toEqual(new Date(1_800_000_000_000));
  for (const wrong of [undefined, "1800000000", -1, 0, Number.NaN, 1e300]) expect(at(wrong)).toBeNull();
  expect(strengthOf({ acr: "phr", amr: ["pwd", "otp"], auth_time: 5 })).toEqual({
    acr: "phr",
    amr: '["pwd","otp"]',
    authTime: "5",
  });
  expect(strengthOf({})).toEqual({});
});
