import { expect, test } from "vitest";
import { attempt } from "./attempt";

const target = { url: "https://shop.example/hook", secrets: ["whsec_c2VjcmV0"] };
const fails = async (error: unknown) => {
  const fetch = async () => {
    throw error;
  };
  return (await attempt(target, { id: "evt_1", body: "{}" }, { fetch })).log;
};

test("what is wrong with a certificate is said, as far as it goes", async () => {
  const ofNode = (code: string, text: string) => Object.assign(new Error(text), { code });
  const { error } = await fails(ofNode("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"));
  expect(error).toBe("Its certificate is not trusted: self-signed certificate.");
  const long = await fails(ofNode("ERR_TLS_CERT_ALTNAME_INVALID", `DNS:${"a".repeat(5_000)}`));
  expect(long.error?.length).toBeLessThan(300);
  for (const code of ["CERT_HAS_EXPIRED", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"])
    expect((await fails(ofNode(code, "no"))).error, code).toContain("certificate");
});

test("other breaks have one word, and a late answer another", async () => {
  expect((await fails(Object.assign(new Error("x"), { code: "ECONNRESET" }))).error).toMatch(/connection broke/);
  expect((await fails(undefined)).error).toMatch(/connection broke/);
  const late = new DOMException("The operation timed out.", "TimeoutError");
  expect((await fails(late)).error).toBe("It did not answer within 15 seconds.");
});
