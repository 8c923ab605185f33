import { expect, test } from "vitest";
import { freeSlug, requireFreeSlug } from "./slug";
import { slugify } from "./slug.shared";

const free = async () => false;

test("a slug keeps the letters that a path can show", () => {
  expect(slugify("Café Nord & Co.")).toBe("cafe-nord-co");
  expect(slugify("Kaffeewerk Straße")).toBe("kaffeewerk-strasse");
  expect(slugify("Ægir Smørbrød, Łódź")).toBe("aegir-smorbrod-lodz");
  expect(slugify("  --  ")).toBe("");
  expect(slugify("a".repeat(80))).toHaveLength(40);
});

test("a name in another script still gets a slug", async () => {
  expect(await freeSlug("Голубь", free)).toBe("workspace");
});

test("a slug never hides a page of the product and is never given twice", async () => {
  expect(await freeSlug("API", free)).toBe("api-2");
  expect(await freeSlug("Sign in", free)).toBe("sign-in-2");
  const taken = new Set(["acme", "acme-2"]);
  expect(await freeSlug("Acme", async (slug) => taken.has(slug))).toBe("acme-3");
  expect(await freeSlug("Acme", async (slug) => !/\d{5}/.test(slug))).toMatch(/^acme-\d{5,}$/);
});

test("a slug that somebody chose is theirs, unless it is taken or a page of the product", async () => {
  await expect(requireFreeSlug("kaffee", free)).resolves.toBeUndefined();
  const refused = { code: "invalid", fields: { slug: expect.any(String) } };
  await expect(requireFreeSlug("api", free)).rejects.toMatchObject(refused);
  await expect(requireFreeSlug("acme", async () => true)).rejects.toMatchObject(refused);
});
