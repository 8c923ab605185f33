import { expect, test } from "vitest";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { KEEP, type KeyValues, keyToBe, keyToMake, valuesOfKey } from "./key-values";

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

test("a key that is changed keeps its end until another one is chosen", () => {
  const { name, allowedNetworks } = { name: "Shop", allowedNetworks: ["203.0.113.7", "10.0.0.0/8", "::1"] };
  const shown = { ...values, allowedNetworks, domainId: null } as unknown as ApiKeyView;
  const opened = valuesOfKey(shown);
  expect(opened.expiresInDays).toBe(KEEP);
  expect(keyToBe(opened)).toEqual({ name, scopes: ["contacts.read", "campaigns.send"], allowedNetworks });
  expect(keyToBe({ ...opened, expiresInDays: "" })).toMatchObject({ expiresInDays: null });
  expect(keyToBe({ ...opened, kind: "sending", expiresInDays: "30" })).toEqual({
    ...{ name, domainId: null, allowedNetworks, expiresInDays: 30 },
  });
});
