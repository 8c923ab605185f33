import { expect, test } from "vitest";
import { type KeyValues, keyToMake } from "./key-to-make";

const values: KeyValues = {
  ...{ name: "Shop", kind: "standard", mode: "live", scopes: ["contacts.read", "campaigns.send"] },
  ...{ allowedNetworks: "203.0.113.7\n 10.0.0.0/8, ::1", domainId: "dom_1", expiresInDays: "30" },
};

test("a key gets what stands in the form", () => {
  expect(keyToMake(values)).toEqual({
    ...{ name: "Shop", kind: "standard", mode: "live", scopes: ["contacts.read", "campaigns.send"] },
    ...{ allowedNetworks: ["203.0.113.7", "10.0.0.0/8", "::1"], expiresInDays: 30 },
  });
  expect(keyToMake({ ...values, kind: "sending", expiresInDays: "" })).toEqual({
    ...{ name: "Shop", kind: "sending", mode: "live", domainId: "dom_1" },
    ...{ allowedNetworks: ["203.0.113.7", "10.0.0.0/8", "::1"], expiresInDays: null },
  });
});

test("a scope chosen before the key became a test key is not asked for", () => {
  expect(keyToMake({ ...values, mode: "test" })).toMatchObject({ mode: "test", scopes: ["contacts.read"] });
});
